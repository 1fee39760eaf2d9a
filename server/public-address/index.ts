/** The public address: what stands before links that leave the station, what is open there, whose word on callers counts. */

export { isForwarded } from './caller.ts'
export { registerPublicGate } from './gate.ts'
export { PublicSide } from './public-side.ts'
export { registerPublicAddress } from './routes.ts'
export { publicOrigin } from './store.ts'
