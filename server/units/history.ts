import { addDays, type CalendarDate } from '../../schedules/index.ts'

/** A unit by the name it was first known by. */
export interface Identity {
  id: string
  name: string
}

export type ChangeKind = 'founded' | 'renamed' | 'merged' | 'split' | 'dissolved'

/** Something that happened to units on a day. */
export interface Change {
  id: string
  kind: ChangeKind
  /** The first day on which it holds. */
  on: CalendarDate
  from: readonly string[]
  /**
   * Of a unit that is among `from`: the new name that it bears from that day on, if any. Of another: with a name it begins that
   * day, without one it was there before and takes over.
   */
  to: readonly { unitId: string; name?: string }[]
  /** When it was entered: of two on one day the earlier entered comes first. */
  at: number
  isWithdrawn: boolean
}

/** A unit through time. */
export interface Life {
  id: string
  /** Its first day; undefined: it was always there. */
  since: CalendarDate | undefined
  /** The first day on which it is no longer; undefined: it goes on. */
  endedOn: CalendarDate | undefined
  /** Its names, the oldest first; the first one counts from the beginning. */
  names: readonly { name: string; from: CalendarDate | undefined }[]
  /** Who stepped into its place when it ended; empty when nobody did. */
  heirs: readonly string[]
  /** It came out of a change that never happened. */
  isVoid: boolean
}

type Lives = ReadonlyMap<string, Life>

/** The life of every unit, from what happened to them (pure). Withdrawn changes never happened. */
export function livesOf(identities: readonly Identity[], changes: readonly Change[]): Map<string, Life> {
  const born = new Set<string>()
  const lives = new Map<string, Life>(
    identities.map(({ id, name }) => [
      id,
      { id, since: undefined, endedOn: undefined, names: [{ name, from: undefined }], heirs: [], isVoid: false },
    ]),
  )
  const put = (id: string, change: (life: Life) => Partial<Life>) => {
    const life = lives.get(id)
    if (life) lives.set(id, { ...life, ...change(life) })
  }
  for (const { kind, on, from, to } of inOrder(changes.filter(({ isWithdrawn }) => !isWithdrawn))) {
    for (const { unitId, name } of to) {
      if (from.includes(unitId)) {
        if (name !== undefined) put(unitId, ({ names }) => ({ names: [...names, { name, from: on }] }))
      } else if (name !== undefined) {
        born.add(unitId)
        put(unitId, () => ({ since: on, names: [{ name, from: undefined }] }))
      }
    }
    if (kind === 'founded' || kind === 'renamed') continue
    const heirs = to.map(({ unitId }) => unitId)
    for (const id of from) if (!heirs.includes(id)) put(id, () => ({ endedOn: on, heirs }))
  }
  for (const { from, to, isWithdrawn } of changes) {
    if (!isWithdrawn) continue
    for (const { unitId, name } of to) {
      if (name !== undefined && !from.includes(unitId) && !born.has(unitId)) put(unitId, () => ({ isVoid: true }))
    }
  }
  return lives
}

/** Changes in the order in which they take effect (pure). */
export function inOrder<C extends Pick<Change, 'on' | 'at'>>(changes: readonly C[]): C[] {
  return changes.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.at - b.at))
}

/** Whether a unit is one on that day (pure). */
export function isActiveOn({ since, endedOn, isVoid }: Life, date: CalendarDate): boolean {
  return !isVoid && (since === undefined || since <= date) && (endedOn === undefined || date < endedOn)
}

/** What a unit was called on that day (pure): before its time its first name, after it its last. */
export function nameOn({ names }: Life, date: CalendarDate): string {
  return names.findLast(({ from }) => from === undefined || from <= date)?.name ?? names[0]?.name ?? ''
}

/** The names it had before that day's, the newest first, each with its last day (pure). */
export function formerNamesOn({ names }: Life, date: CalendarDate): { name: string; until: CalendarDate }[] {
  const known = names.filter(({ from }) => from === undefined || from <= date)
  return known
    .flatMap(({ name }, place) => {
      const next = known[place + 1]
      return next?.from === undefined ? [] : [{ name, until: addDays(next.from, -1) }]
    })
    .reverse()
}

/**
 * Who stands in a unit's place on that day (pure): itself while it is one, otherwise its heirs and theirs, each once, in the
 * order of the papers. Empty where it was dissolved, and before its first day.
 */
export function heirsOn(lives: Lives, id: string, date: CalendarDate): string[] {
  const found = new Set<string>()
  const seen = new Set<string>()
  const visit = (unitId: string) => {
    const life = lives.get(unitId)
    if (!life || seen.has(unitId)) return
    seen.add(unitId)
    if (isActiveOn(life, date)) found.add(unitId)
    else if (life.endedOn !== undefined && life.endedOn <= date) for (const heir of life.heirs) visit(heir)
  }
  visit(id)
  return [...found]
}

/** The last day of a unit (pure); undefined while no end is known. */
export function lastDayOf({ endedOn }: Life): CalendarDate | undefined {
  return endedOn === undefined ? undefined : addDays(endedOn, -1)
}

/** Whether anything that happened later stands on a change (pure): then it cannot be taken back before that. */
export function isBuiltUpon(change: Change, changes: readonly Change[]): boolean {
  const touched = new Set([...change.from, ...change.to.map(({ unitId }) => unitId)])
  const standing = inOrder(changes.filter(({ isWithdrawn }) => !isWithdrawn))
  const later = standing.slice(standing.findIndex(({ id }) => id === change.id) + 1)
  return later.some(({ from, to }) => [...from, ...to.map(({ unitId }) => unitId)].some((id) => touched.has(id)))
}

/** Why a change cannot be entered, by the code of the table of errors; `unitId` is the unit that stands in the way. */
export interface Objection {
  code: 'unit-not-active' | 'unit-changed-later' | 'unit-change-incomplete'
  unitId?: string
}

/** What stands against a change (pure); undefined: nothing. Units that are to be founded by it have no life yet. */
export function objectionTo(
  change: Pick<Change, 'kind' | 'on' | 'from' | 'to'>,
  lives: Lives,
  changes: readonly Change[],
): Objection | undefined {
  const { kind, on, from, to } = change
  const heirs = to.map(({ unitId }) => unitId)
  const isComplete = {
    founded: from.length === 0 && to.length === 1,
    renamed: from.length === 1 && to.length === 1 && from[0] === heirs[0] && to[0]?.name !== undefined,
    merged: new Set([...from, ...heirs.filter((id) => lives.has(id))]).size >= 2 && to.length === 1,
    split: from.length === 1 && to.length >= 2,
    dissolved: from.length === 1 && to.length === 0,
  }[kind]
  if (!isComplete || new Set(from).size < from.length || new Set(heirs).size < heirs.length) {
    return { code: 'unit-change-incomplete' }
  }
  const ending = from.filter((id) => !heirs.includes(id))
  const known = [...new Set([...from, ...heirs.filter((id) => lives.has(id))])]
  for (const id of known) {
    const life = lives.get(id)
    if (!life || !isActiveOn(life, on)) return { code: 'unit-not-active', unitId: id }
    if (ending.includes(id) && isTouchedAfter(id, on, changes)) return { code: 'unit-changed-later', unitId: id }
  }
  return undefined
}

function isTouchedAfter(unitId: string, date: CalendarDate, changes: readonly Change[]): boolean {
  return changes.some(
    ({ on, from, to, isWithdrawn }) =>
      !isWithdrawn && on > date && (from.includes(unitId) || to.some((part) => part.unitId === unitId)),
  )
}
