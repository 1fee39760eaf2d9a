import type { CalendarDate } from '../../schedules/index.ts'
import type { Unit, UnitChange } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { compareVietnamese } from '../vietnamese/index.ts'
import {
  formerNamesOn,
  heirsOn,
  inOrder,
  isActiveOn,
  isBuiltUpon,
  type Life,
  lastDayOf,
  livesOf,
  nameOn,
} from './history.ts'
import { UnitReader } from './resolution.ts'
import { type RegisterFacts, readRegister } from './store.ts'

/** After every date that anybody enters: what a unit has become in the end. */
const LAST_OF_ALL: CalendarDate = '9999-12-31'

/** The whole register at one moment of asking: many questions are answered from one reading. */
export class UnitRegister {
  readonly #facts: RegisterFacts
  readonly #lives: Map<string, Life>
  readonly #readers = new Map<CalendarDate, UnitReader>()

  private constructor(facts: RegisterFacts) {
    this.#facts = facts
    this.#lives = livesOf(facts.identities, facts.changes)
  }

  static async open(db: Db): Promise<UnitRegister> {
    return new UnitRegister(await readRegister(db))
  }

  get lives(): ReadonlyMap<string, Life> {
    return this.#lives
  }

  get facts(): RegisterFacts {
    return this.#facts
  }

  /** The units of a day, or without one every unit that ever was, by name. */
  list(onDate?: CalendarDate): Unit[] {
    const everyOne = this.everyOneOn(onDate ?? LAST_OF_ALL)
    return onDate === undefined ? everyOne : everyOne.filter(({ isActive }) => isActive)
  }

  /** Every unit that ever was or will be, as it is on a day, by name. */
  everyOneOn(date: CalendarDate): Unit[] {
    return [...this.#lives.values()]
      .filter(({ isVoid }) => !isVoid)
      .map((life) => this.#unitOf(life, date))
      .toSorted((a, b) => compareVietnamese(a.name, b.name))
  }

  /** A unit as it is on a day; without one, in the end. */
  find(id: string, onDate: CalendarDate = LAST_OF_ALL): Unit | undefined {
    const life = this.#lives.get(id)
    return life && this.#unitOf(life, onDate)
  }

  /** What a unit was called on a day. */
  nameOn(id: string, date: CalendarDate): string | undefined {
    const life = this.#lives.get(id)
    return life && nameOn(life, date)
  }

  /** Who stands in a unit's place on a day. */
  heldBy(id: string, date: CalendarDate): { unitId: string; name: string }[] {
    return heirsOn(this.#lives, id, date).map((unitId) => ({ unitId, name: this.nameOn(unitId, date) ?? '' }))
  }

  /** Reads written names as they are meant on a day. */
  reader(onDate: CalendarDate): UnitReader {
    const known = this.#readers.get(onDate)
    if (known) return known
    const made = new UnitReader(
      [...this.#lives.values()]
        .filter(({ isVoid }) => !isVoid)
        .map((life) => ({
          id: life.id,
          name: nameOn(life, onDate),
          spellings: this.#facts.spellings.get(life.id) ?? [],
          formerNames: formerNamesOn(life, onDate).map(({ name }) => name),
          heldBy: heirsOn(this.#lives, life.id, onDate),
        })),
    )
    this.#readers.set(onDate, made)
    return made
  }

  /** Everything that happened to a unit, the newest first. */
  changesOf(id: string): UnitChange[] {
    const mine = this.#facts.changes.filter(
      ({ from, to, isWithdrawn }) => !isWithdrawn && (from.includes(id) || to.some(({ unitId }) => unitId === id)),
    )
    const dayBefore = (date: CalendarDate, unitId: string) => {
      const life = this.#lives.get(unitId)
      return life ? (life.names.findLast(({ from }) => from === undefined || from < date)?.name ?? '') : ''
    }
    return inOrder(mine)
      .reverse()
      .map((change) => ({
        id: change.id,
        kind: change.kind,
        on: change.on,
        from: change.from.map((unitId) => ({ unitId, name: dayBefore(change.on, unitId) })),
        to: change.to.map(({ unitId }) => ({ unitId, name: this.nameOn(unitId, change.on) ?? '' })),
        entered: { by: change.enteredBy, at: change.at },
        canWithdraw: !isBuiltUpon(change, this.#facts.changes),
        ...(change.note !== '' && { note: change.note }),
      }))
  }

  #unitOf(life: Life, date: CalendarDate): Unit {
    const isActive = isActiveOn(life, date)
    const until = lastDayOf(life)
    return {
      id: life.id,
      name: nameOn(life, date),
      aliases: this.#facts.spellings.get(life.id) ?? [],
      formerNames: formerNamesOn(life, date),
      contacts: this.#facts.contacts.get(life.id) ?? [],
      isActive,
      heirs: isActive ? [] : this.heldBy(life.id, date),
      ...(life.since !== undefined && { since: life.since }),
      ...(until !== undefined && { until }),
    }
  }
}
