/** The units of the administration as dated facts: who they are on a day, what became of them, how their names are written. */
export { addUnit, editUnit, type Signature } from './changes.ts'
export { UnitRegister } from './register.ts'
export { registerUnits } from './routes.ts'
export { tidyName } from './spelling.ts'
export { findUnit, knownOrNewUnits, listUnits, resolveUnit, unitNameOn } from './units.ts'
