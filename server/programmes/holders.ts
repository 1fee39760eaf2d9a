import type { CalendarDate } from '../../schedules/index.ts'
import type { ProgrammeRoles } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { UnitRegister } from '../units/index.ts'

/**
 * Roles with the units that hold them: as they were given, or read from a name that is surely a unit's on that day. An office or
 * person that is no unit stays a name. Refuses `unit-unknown`.
 */
export async function withUnits(db: Db, roles: ProgrammeRoles, on: CalendarDate): Promise<ProgrammeRoles> {
  const register = await UnitRegister.open(db)
  const held = Object.entries(roles).map(([role, { name, unitId }]) => {
    if (unitId !== undefined && !register.find(unitId)) throw new StationError('unit-unknown')
    const id = unitId ?? register.reader(on).readSurely(name)?.unitId
    return [role, { name, ...(id !== undefined && { unitId: id }) }]
  })
  return Object.fromEntries(held)
}
