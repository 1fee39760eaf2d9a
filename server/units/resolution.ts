import { bareKey, isBare, keysOf, looseKeysOf, tidyName } from './spelling.ts'

/** What is known of a unit when a written name is read. */
export interface KnownUnit {
  id: string
  /** Its name on the day that is meant. */
  name: string
  spellings: readonly string[]
  formerNames: readonly string[]
  /** Who stands in its place on that day: itself, its heirs, or nobody. */
  heldBy: readonly string[]
}

/** A unit that is certain, or those that may be meant, the likeliest first. */
export interface Reading {
  unitId: string | undefined
  candidates: readonly string[]
}

type Keyed = Map<string, Set<string>>

type Keys = (written: string) => string[]

interface Level {
  keys: Keys
  found: Keyed
}

interface BareKeys {
  found: Keyed
  /** Without town and “UBND”: what all names have in common would make all of them near. */
  loose: readonly { unit: KnownUnit; keys: readonly string[] }[]
}

type NamesOf = (unit: KnownUnit) => readonly string[]
const anyName: NamesOf = ({ name, spellings, formerNames }) => [name, ...spellings, ...formerNames]
const SOURCES: readonly NamesOf[] = [
  (unit) => (isItself(unit) ? [unit.name] : []),
  (unit) => (isItself(unit) ? unit.spellings : []),
  (unit) => (isItself(unit) ? unit.formerNames : []),
  (unit) => (isItself(unit) ? [] : anyName(unit)),
]

const MOST_CANDIDATES = 6
/** How much of a name may be written otherwise before it is another name. */
const NEAR_SHARE = 0.2

/**
 * Reads written names against the units that are known on a day. What is certain: the same name or spelling, however it is
 * written (see spelling.ts); a name that the unit had earlier; without the town or “UBND” where that leaves one unit; without
 * any marks where that leaves one. What is merely near is a candidate and never certain, and figures are never near: “phường
 * 1” is not “phường 2”.
 */
export class UnitReader {
  readonly #units: readonly KnownUnit[]
  /** From the surest to the weakest: the first of them that knows the name decides. */
  readonly #levels: readonly Level[]
  #looseLevels: readonly Level[] | undefined
  #bareKeys: BareKeys | undefined

  constructor(units: readonly KnownUnit[]) {
    this.#units = units
    const keyed = (keys: Keys) => SOURCES.map((source) => levelOf(units, keys, source))
    this.#levels = [...keyed((written) => [tidyName(written)]), ...keyed(keysOf)]
  }

  /** Which unit a written name means. */
  read(written: string): Reading {
    if (tidyName(written) === '') return { unitId: undefined, candidates: [] }
    return this.#known(written) ?? { unitId: undefined, candidates: this.#near(written) }
  }

  /** The same by its whole name, spelling or earlier name alone; undefined where nobody bears it. */
  readSurely(written: string): Reading | undefined {
    return this.#decided(this.#levels, written)
  }

  /**
   * The units that a line names together (“UBND phường 3 - phòng Tài nguyên và Môi trường Thành phố”), in their order. “và” and “-”
   * stand inside names as well, so nothing is split there: units that are known must fill the line without rest. Undefined when
   * they do not, or in more ways than one.
   */
  readLine(line: string): string[] | undefined {
    const whole = this.#known(line)?.unitId
    if (whole !== undefined) return [whole]
    const { pieces, joints } = piecesOf(line)
    const textOf = (from: number, to: number) =>
      pieces
        .slice(from, to)
        .reduce((text, piece, place) => text + (place > 0 ? joints[from + place - 1] : '') + piece, '')
    // ways[n]: how the first n pieces can be filled with the fewest units.
    const ways: { units: string[]; isOne: boolean }[] = [{ units: [], isOne: true }]
    for (let to = 1; to <= pieces.length; to++) {
      for (let from = 0; from < to; from++) {
        const before = ways[from]
        const unit = before && this.#known(textOf(from, to))?.unitId
        if (!before || unit === undefined) continue
        const units = [...before.units, unit]
        const known = ways[to]
        if (!known || units.length < known.units.length) ways[to] = { units, isOne: before.isOne }
        else if (units.length === known.units.length) ways[to] = { units: known.units, isOne: false }
      }
    }
    const filled = ways[pieces.length]
    return filled?.isOne ? filled.units : undefined
  }

  /** Whoever bears the name in one way or another; undefined where it is nobody's. */
  #known(written: string): Reading | undefined {
    const borne = this.readSurely(written) ?? this.#decided(this.#loose(), written)
    if (borne) return borne
    const unmarked = union(bareKeysOf(written).map((key) => this.#bare().found.get(key)))
    if (unmarked.length === 0) return undefined
    return isBare(written) ? settled(unmarked) : { unitId: undefined, candidates: unmarked.slice(0, MOST_CANDIDATES) }
  }

  #decided(levels: readonly Level[], written: string): Reading | undefined {
    for (const { keys, found } of levels) {
      const met = union(keys(written).map((key) => found.get(key)))
      if (met.length > 0) return settled(met)
    }
    return undefined
  }

  #loose(): readonly Level[] {
    this.#looseLevels ??= [
      levelOf(this.#units, looseKeysOf, (unit) => (isItself(unit) ? anyName(unit) : [])),
      levelOf(this.#units, looseKeysOf, (unit) => (isItself(unit) ? [] : anyName(unit))),
    ]
    return this.#looseLevels
  }

  #bare(): BareKeys {
    if (this.#bareKeys) return this.#bareKeys
    const found: Keyed = new Map()
    for (const unit of this.#units) noteHolders(found, unit, anyName(unit).flatMap(bareKeysOf))
    const loose = this.#units.map((unit) => ({ unit, keys: [...new Set(anyName(unit).flatMap(looseBareKeysOf))] }))
    this.#bareKeys = { found, loose }
    return this.#bareKeys
  }

  #near(written: string): string[] {
    const wanted = looseBareKeysOf(written)
    const scored = this.#bare().loose.flatMap(({ unit, keys }) => {
      const distance = Math.min(...keys.flatMap((key) => wanted.map((one) => distanceOf(one, key))))
      return distance <= NEAR_SHARE ? [{ unit, distance }] : []
    })
    const heirs = scored.toSorted((a, b) => a.distance - b.distance).flatMap(({ unit }) => unit.heldBy)
    return [...new Set(heirs)].slice(0, MOST_CANDIDATES)
  }
}

function isItself({ id, heldBy }: KnownUnit): boolean {
  return heldBy[0] === id
}

function bareKeysOf(written: string): string[] {
  return [...new Set([...keysOf(written), ...looseKeysOf(written)].map(bareKey))]
}

function looseBareKeysOf(written: string): string[] {
  return looseKeysOf(written).map(bareKey)
}

/** Whom each key leads to: the unit itself, or those who stand in its place. */
function levelOf(units: readonly KnownUnit[], keys: Keys, namesOf: NamesOf): Level {
  const found: Keyed = new Map()
  for (const unit of units) noteHolders(found, unit, namesOf(unit).flatMap(keys))
  return { keys, found }
}

function noteHolders(found: Keyed, { heldBy }: KnownUnit, keys: readonly string[]): void {
  for (const key of keys) {
    const met = found.get(key) ?? new Set()
    for (const id of heldBy) met.add(id)
    if (met.size > 0) found.set(key, met)
  }
}

function union(sets: readonly (Set<string> | undefined)[]): string[] {
  return [...new Set(sets.flatMap((set) => [...(set ?? [])]))]
}

function settled(met: readonly string[]): Reading {
  const [only, ...more] = met
  if (only !== undefined && more.length === 0) return { unitId: only, candidates: [] }
  return { unitId: undefined, candidates: met.slice(0, MOST_CANDIDATES) }
}

/** The pieces of a line between everything that may stand between two units, and what stood there. */
function piecesOf(line: string): { pieces: string[]; joints: string[] } {
  const parts = tidyName(line).split(/(\s+và\s+|\s*[-–—&,;/+]\s*)/iu)
  return {
    pieces: parts.filter((_, place) => place % 2 === 0),
    joints: parts.filter((_, place) => place % 2 === 1),
  }
}

/** 0: the same; up to 0.2: near; more, or with other figures in it: something else. Half of a name and more is near to the whole. */
function distanceOf(one: string, other: string): number {
  const figures = (key: string) => (key.match(/\d+/g) ?? []).join(' ')
  if (figures(one) !== figures(other)) return 1
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  const words = long.split(' ')
  const shortWords = short.split(' ')
  const isPart = shortWords.length >= 2 && shortWords.length * 2 >= words.length
  if (isPart && shortWords.every((word) => words.includes(word))) return NEAR_SHARE
  if (long.length - short.length > Math.max(1, NEAR_SHARE * long.length)) return 1
  // A slip of the keyboard is in one word or two: with fewer in common there is nothing to count letter by letter.
  if (shortWords.filter((word) => words.includes(word)).length * 2 < shortWords.length - 1) return 1
  const share = editsBetween(short, long) / long.length
  return share <= NEAR_SHARE || editsBetween(short, long) <= 1 ? Math.min(share, NEAR_SHARE) : 1
}

/** The fewest letters to add, drop or exchange (Levenshtein). */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place)
  for (const [i, letter] of Array.from(one).entries()) {
    const next = [i + 1]
    for (const [j, its] of Array.from(other).entries()) {
      next.push(Math.min((row[j] ?? 0) + (letter === its ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}
