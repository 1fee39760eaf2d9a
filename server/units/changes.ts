import { vietnameseDate } from '../../schedules/index.ts'
import type { Unit, UnitChanged, UnitContact, UnitEdited, UnitMade } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { type Change, isBuiltUpon, lastDayOf, nameOn, objectionTo } from './history.ts'
import { UnitRegister } from './register.ts'
import { keysOf, tidyName } from './spelling.ts'
import { addChange, addIdentity, setContacts, setSpellings, withdrawChange } from './store.ts'

/** Who enters it, and when. */
export interface Signature {
  by: string
  at: number
}

/** Adds a unit and returns its id. Refuses `unit-name-empty`, `unit-name-taken`, `unit-name-was-used`. */
export async function addUnit(db: Db, made: UnitMade, { by, at }: Signature): Promise<string> {
  const register = await UnitRegister.open(db)
  const name = neededName(made.name)
  refuseTaken(register, name, { on: made.since })
  const id = await addIdentity(db, name)
  if (made.since !== undefined) {
    await addChange(db, { kind: 'founded', on: made.since, from: [], to: [{ unitId: id, name }], note: '', by, at })
  }
  await editUnit(db, id, { aliases: made.aliases ?? [], contacts: made.contacts ?? [] }, { by, at })
  return id
}

/** Changes the spellings and the contacts of a unit, where given. Refuses `unit-unknown`, `unit-name-taken`. */
export async function editUnit(db: Db, id: string, edited: UnitEdited, { by, at }: Signature): Promise<void> {
  const register = await UnitRegister.open(db)
  const unit = register.find(id)
  if (!unit) throw new StationError('unit-unknown')
  if (edited.aliases) {
    const wanted = spellingsFor(unit, edited.aliases)
    for (const spelling of wanted.filter((one) => !unit.aliases.includes(one))) {
      refuseTaken(register, spelling, { except: [id] })
    }
    await setSpellings(db, id, wanted, by, at)
  }
  const contacts = edited.contacts && tidyContacts(edited.contacts)
  if (contacts && JSON.stringify(contacts) !== JSON.stringify(unit.contacts)) {
    await setContacts(db, id, contacts, by, at)
  }
}

/**
 * Enters what happened to units; new ones come into being with it. Refuses `unit-unknown`, `unit-not-active`,
 * `unit-changed-later`, `unit-change-incomplete`, `unit-name-taken`.
 */
export async function enterChange(db: Db, wanted: UnitChanged, { by, at }: Signature): Promise<void> {
  const { kind, on, from } = wanted
  const register = await UnitRegister.open(db)
  const to = wanted.to.map(({ unitId, name }, place) => {
    const isSame = unitId !== undefined && name !== undefined && register.nameOn(unitId, on) === tidyName(name)
    return {
      unitId: unitId ?? `new ${place}`,
      ...(name !== undefined && !isSame && { name: neededName(name) }),
    }
  })
  const known = [...from, ...wanted.to.flatMap(({ unitId }) => unitId ?? [])]
  if (known.some((id) => !register.lives.has(id))) throw new StationError('unit-unknown')
  if (to.some((part, place) => wanted.to[place]?.unitId === undefined && part.name === undefined)) {
    throw new StationError('unit-name-empty')
  }
  // A unit that takes over under a new name is one that something happened to as well.
  const renamed = to.filter(({ unitId, name }) => name !== undefined && register.lives.has(unitId))
  const all = [...new Set([...from, ...renamed.map(({ unitId }) => unitId)])]
  object(register, { kind, on, from: all, to })
  const goes = all.filter((id) => !to.some(({ unitId }) => unitId === id))
  for (const { unitId, name } of to) {
    if (name !== undefined) refuseTaken(register, name, { on, except: [...goes, unitId] })
  }
  refuseTwice(to.flatMap(({ name }) => name ?? []))
  const settled: Change['to'][number][] = []
  for (const part of to) {
    const isNew = !register.lives.has(part.unitId)
    settled.push(isNew ? { ...part, unitId: await addIdentity(db, part.name ?? '') } : part)
  }
  await addChange(db, { kind, on, from: all, to: settled, note: (wanted.note ?? '').normalize('NFC').trim(), by, at })
}

/** Takes a change back. Refuses `not-found`, and `unit-change-built-upon` while something later stands on it. */
export async function takeBackChange(db: Db, changeId: string, { by, at }: Signature): Promise<void> {
  const { facts } = await UnitRegister.open(db)
  const change = facts.changes.find(({ id }) => id === changeId)
  if (!change) throw new StationError('not-found')
  if (change.isWithdrawn) return
  if (isBuiltUpon(change, facts.changes)) throw new StationError('unit-change-built-upon')
  await withdrawChange(db, changeId, by, at)
}

/** Names without the unit's own, each once. */
export function spellingsFor(unit: Pick<Unit, 'name'>, written: readonly string[]): string[] {
  return [...new Set(written.map(tidyName))].filter((spelling) => spelling !== '' && spelling !== unit.name)
}

/** Contacts as they are kept: NFC, trimmed, those without anything left out. */
export function tidyContacts(contacts: readonly UnitContact[]): UnitContact[] {
  const tidy = (text: string | undefined) => (text ?? '').normalize('NFC').replace(/\s+/gu, ' ').trim()
  return contacts.flatMap((contact) => {
    const [name, duty, telephone, email] = [contact.name, contact.duty, contact.telephone, contact.email].map(tidy)
    if (![name, duty, telephone, email].some(Boolean)) return []
    return [{ name: name ?? '', ...(duty && { duty }), ...(telephone && { telephone }), ...(email && { email }) }]
  })
}

function neededName(written: string): string {
  const name = tidyName(written)
  if (name === '') throw new StationError('unit-name-empty')
  return name
}

/** Nobody else may bear the name on the day on which it begins; without a day, nobody may ever have borne it. */
function refuseTaken(
  register: UnitRegister,
  name: string,
  { on, except = [] }: { on?: string | undefined; except?: readonly string[] },
): void {
  const keys = new Set(keysOf(name))
  const bears = (unit: Unit) => [unit.name, ...unit.aliases].flatMap(keysOf).some((key) => keys.has(key))
  const bearers = register.list(on).filter((unit) => !except.includes(unit.id) && bears(unit))
  const active = bearers.find(({ isActive }) => isActive)
  if (active) throw new StationError('unit-name-taken', { name: active.name })
  const [bearer] = bearers
  if (!bearer) return
  // A spelling may go over from a unit that is no more; a new unit without a first day cannot be told from it.
  if (except.length === 0) throw new StationError('unit-name-was-used', { name: bearer.name })
}

function refuseTwice(names: readonly string[]): void {
  const twice = names.find((name, place) => names.slice(0, place).some((one) => keysOf(one)[0] === keysOf(name)[0]))
  if (twice !== undefined) throw new StationError('unit-name-taken', { name: twice })
}

function object(register: UnitRegister, change: Pick<Change, 'kind' | 'on' | 'from' | 'to'>): void {
  const objection = objectionTo(change, register.lives, register.facts.changes)
  if (!objection) return
  const life = objection.unitId === undefined ? undefined : register.lives.get(objection.unitId)
  if (!life) throw new StationError(objection.code)
  const last = lastDayOf(life)
  const span = [
    ...(life.since === undefined ? [] : [`từ ${vietnameseDate(life.since)}`]),
    ...(last === undefined ? [] : [`đến hết ${vietnameseDate(last)}`]),
  ]
  throw new StationError(objection.code, {
    date: vietnameseDate(change.on),
    name: nameOn(life, change.on),
    span: span.length === 0 ? 'chưa từng có' : span.join(' '),
  })
}
