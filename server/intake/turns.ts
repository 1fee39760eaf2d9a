import { type CalendarDate, lastDateOf, type Period } from '../../schedules/index.ts'
import type { Duty } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { dutiesOf } from '../rota/index.ts'
import { UnitRegister } from '../units/index.ts'

/** Whose turn it is in which period, and what units were called: asked once for a whole list. */
export class Turns {
  readonly #db: Db
  readonly #units: UnitRegister
  readonly #duties = new Map<string, Promise<Duty[]>>()

  private constructor(db: Db, units: UnitRegister) {
    this.#db = db
    this.#units = units
  }

  static async open(db: Db): Promise<Turns> {
    return new Turns(db, await UnitRegister.open(db))
  }

  /** What a unit was called on a day. */
  nameOn(unitId: string | undefined, date: CalendarDate): string | undefined {
    return unitId === undefined ? undefined : this.#units.nameOn(unitId, date)
  }

  /** What units owe a programme in a period. */
  duties(programmeId: string, period: Period): Promise<Duty[]> {
    const key = `${programmeId} ${period}`
    const known = this.#duties.get(key) ?? dutiesOf(this.#db, programmeId, period)
    this.#duties.set(key, known)
    return known
  }

  /** Whether a unit has its turn in a programme's period. */
  async hasTurn(unitId: string | undefined, programmeId: string, period: Period): Promise<boolean> {
    const duties = await this.duties(programmeId, period)
    return duties.some((duty) => this.standsFor(unitId, duty.unitId, period))
  }

  /**
   * Whether what one unit sent counts for another's duty: it is that unit, or by the end of the period the one has stepped
   * into the other's place.
   */
  standsFor(unitId: string | undefined, dutyUnitId: string, period: Period): boolean {
    return standsFor(this.#units, unitId, dutyUnitId, lastDateOf(period))
  }
}

/** The same of a register that is open already, by the last day of the period. */
export function standsFor(
  units: UnitRegister,
  unitId: string | undefined,
  dutyUnitId: string,
  last: CalendarDate,
): boolean {
  if (unitId === undefined) return false
  if (unitId === dutyUnitId) return true
  const isIn = (one: string, other: string) => units.heldBy(one, last).some((heir) => heir.unitId === other)
  return isIn(unitId, dutyUnitId) || isIn(dutyUnitId, unitId)
}
