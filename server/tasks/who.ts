import type { CalendarDate } from '../../schedules/index.ts'
import type { NamedUnit } from '../contract/index.ts'
import type { UnitRegister } from '../units/index.ts'

/** The units of the register that a cell names on a day. Lines are read one by one; what is not known stays words. */
export function unitsNamedIn(register: UnitRegister, text: string, on: CalendarDate): NamedUnit[] {
  const ids = text.split(/[\n;]/).flatMap((line) => register.reader(on).readLine(line) ?? [])
  return [...new Set(ids)].map((unitId) => ({ unitId, name: register.nameOn(unitId, on) ?? '' }))
}
