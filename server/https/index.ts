/** HTTPS with the station's own authority: what it signs, when it signs anew, who may trust it and how. */
export { type HttpsParts, HttpsSide, type HttpsState } from './https-side.ts'
export type { MachineNames } from './names.ts'
export { registerTrust } from './routes.ts'
