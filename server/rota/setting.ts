import type { RotaSet, Unit } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { addUnit, editUnit, type Signature, UnitRegister } from '../units/index.ts'
import { firstOf } from './preview.ts'
import { firstYearOf, type Place, standingIn } from './rules.ts'
import { addRow, listRows, programmeName } from './store.ts'

const IN_THE_END = '9999-12-31'

/**
 * Sets months of a rota, all of them or none; new units come into being with it, and spellings are learned. What says the
 * same as before is no new fact. A rota for every year holds from `fromMonth` of `year` on: the months before it from the year
 * after. Refuses `not-found`, `unit-unknown`, `rota-twice` and what adding a unit refuses.
 */
export async function setRota(
  db: Db,
  programmeId: string,
  { scope, year, months, fromMonth }: RotaSet,
  signature: Signature,
): Promise<void> {
  if ((await programmeName(db, programmeId)) === undefined) throw new StationError('not-found')
  await db.transaction().execute(async (trx) => {
    const rows = await listRows(trx, programmeId)
    for (const { month, places } of months) {
      const from = scope === 'one-year' ? year : firstYearOf(month, { year, month: fromMonth ?? 1 })
      const wanted = await placesOf(trx, places, signature)
      refuseTwice(wanted, month, await UnitRegister.open(trx), firstOf(from, month))
      const standing = standingIn(rows, month, from)
      const isStanding =
        standing?.from === (scope === 'one-year' ? 'exception' : 'rule') && isSame(standing.row.places, wanted)
      if (isStanding) continue
      await addRow(trx, { programmeId, month, scope, year: from, state: 'holds', places: wanted, ...signature })
    }
  })
}

/** Takes an exception away: the rota that recurs counts again in that month. Refuses `not-found`. */
export async function withdrawException(
  db: Db,
  programmeId: string,
  { year, month }: { year: number; month: number },
  signature: Signature,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const standing = standingIn(await listRows(trx, programmeId), month, year)
    if (standing?.from !== 'exception') throw new StationError('not-found')
    await addRow(trx, {
      programmeId,
      month,
      scope: 'one-year',
      year,
      state: 'withdrawn',
      places: [],
      ...signature,
    })
  })
}

/** The places by units that are there; a name that several lines bring new is one unit. */
async function placesOf(db: Db, wanted: RotaSet['months'][number]['places'], signature: Signature): Promise<Place[]> {
  const places: Place[] = []
  for (const { unitId, newName, learned, itemsOwed } of wanted) {
    const id = unitId ?? (newName === undefined ? undefined : await newUnit(db, newName, signature))
    const unit = id === undefined ? undefined : (await UnitRegister.open(db)).find(id)
    if (id === undefined || !unit) throw new StationError('unit-unknown')
    if (learned !== undefined) await learn(db, unit, learned, signature)
    places.push({ unitId: id, itemsOwed: itemsOwed ?? 1 })
  }
  return places
}

/** What is the same name written otherwise is known already. */
async function learn(db: Db, unit: Unit, spelling: string, signature: Signature): Promise<void> {
  const known = (await UnitRegister.open(db)).reader(IN_THE_END).readSurely(spelling)
  if (known?.unitId !== unit.id) await editUnit(db, unit.id, { aliases: [...unit.aliases, spelling] }, signature)
}

/** A unit of that name made by an earlier line of the same rota is the same unit. */
async function newUnit(db: Db, name: string, signature: Signature): Promise<string> {
  const made = (await UnitRegister.open(db)).reader(IN_THE_END).readSurely(name)?.unitId
  return made ?? (await addUnit(db, { name }, signature))
}

function refuseTwice(places: readonly Place[], month: number, register: UnitRegister, date: string): void {
  const twice = places.find(({ unitId }, place) => places.slice(0, place).some((one) => one.unitId === unitId))
  if (twice) throw new StationError('rota-twice', { month, name: register.nameOn(twice.unitId, date) ?? '' })
}

function isSame(one: readonly Place[], other: readonly Place[]): boolean {
  const text = (places: readonly Place[]) => places.map(({ unitId, itemsOwed }) => `${unitId} ${itemsOwed}`).join()
  return text(one) === text(other)
}
