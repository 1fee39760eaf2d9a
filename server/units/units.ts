import type { CalendarDate } from '../../schedules/index.ts'
import type { Unit } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { spellingsFor } from './changes.ts'
import { UnitRegister } from './register.ts'
import { keysOf, tidyName } from './spelling.ts'
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
 * The units that a preset names, in their order: of each the one of that name or spelling that is there, else a new one that was
 * always there. Spellings of the preset that a unit lacks are added to it.
 */
export async function knownOrNewUnits(
  db: Db,
  named: readonly { name: string; aliases: readonly string[] }[],
  onDate: CalendarDate,
  at: number,
): Promise<string[]> {
  const register = await UnitRegister.open(db)
  const reader = register.reader(onDate)
  const made = new Map<string, string>()
  const ids: string[] = []
  for (const { name, aliases } of named) {
    const key = keysOf(name)[0] ?? name
    const found = [name, ...aliases].map((written) => reader.readSurely(written)?.unitId)
    const known = found.find((unitId) => unitId !== undefined) ?? made.get(key)
    ids.push(known ?? (await addIdentity(db, tidyName(name))))
    const id = ids.at(-1) ?? ''
    if (made.has(key)) continue
    made.set(key, id)
    const unit = register.find(id, onDate)
    const wanted = spellingsFor({ name: unit?.name ?? tidyName(name) }, [...(unit?.aliases ?? []), ...aliases])
    await setSpellings(db, id, wanted, null, at)
  }
  return ids
}
