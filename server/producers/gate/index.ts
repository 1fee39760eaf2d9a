/** What a ward's account may do, over every route of the app. */
export { type GateParts, registerGate } from './gate.ts'
export { type Named, type Use, WARD_MAY } from './table.ts'
