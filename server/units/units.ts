import type { CalendarDate } from '../../schedules/index.ts'
import type { Unit } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { UnitRegister } from './register.ts'
import { tidyName } from './spelling.ts'
import { addIdentity, setSpellings } from './store.ts'

/** The units of a day by name; without a day every unit that ever was, as it is in the end. */
export async function listUnits(db: Db, onDate?: CalendarDate): Promise<Unit[]> {
  return (await UnitRegister.open(db)).list(onDate)
}

/** A unit as it is in the end: by its newest name, with its end where it has one. */
export async function findUnit(db: Db, id: string): Promise<Unit | undefined> {
  return (await UnitRegister.open(db)).find(id)
}

/** What a unit was called on a day; undefined: no such unit. */
export async function unitNameOn(db: Db, unitId: string, date: CalendarDate): Promise<string | undefined> {
  return (await UnitRegister.open(db)).nameOn(unitId, date)
}

/**
 * Which unit a written name means on a day: a certain one, or those that may be meant, the likeliest first (none: nobody
 * like it). A unit that was merged or renamed is found under its old name as what it is on that day. See resolution.ts.
 */
export async function resolveUnit(
  db: Db,
  written: string,
  onDate: CalendarDate,
): Promise<{ unit: Unit } | { candidates: Unit[] }> {
  const register = await UnitRegister.open(db)
  const { unitId, candidates } = register.reader(onDate).read(written)
  const unit = unitId === undefined ? undefined : register.find(unitId, onDate)
  if (unit) return { unit }
  return { candidates: candidates.flatMap((id) => register.find(id, onDate) ?? []) }
}

/**
 * The unit that a preset names: the one of that name or spelling that is there, else a new one that was always there. Spellings
 * of the preset that the unit lacks are added to it.
 */
export async function knownOrNewUnit(
  db: Db,
  named: { name: string; aliases: readonly string[] },
  onDate: CalendarDate,
  at: number,
): Promise<string> {
  const register = await UnitRegister.open(db)
  const reader = register.reader(onDate)
  const found = [named.name, ...named.aliases].map((written) => reader.readSurely(written)?.unitId)
  const id = found.find((unitId) => unitId !== undefined) ?? (await addIdentity(db, tidyName(named.name)))
  const known = register.find(id, onDate)
  const wanted = [...(known?.aliases ?? []), ...named.aliases.filter((spelling) => spelling !== named.name)]
  await setSpellings(db, id, [...new Set(wanted.filter((spelling) => spelling !== known?.name))], null, at)
  return id
}
