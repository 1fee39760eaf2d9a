import type { Db } from '../../db/index.ts'
import { findSheet, findSources } from '../../renders/index.ts'
import type { ItemFact, SoundedItem } from './facts.ts'
import { type ItemRow, itemsOfRevisions, lengthsOfTakes, type OriginRow, originsOf } from './store.ts'
import type { UnitLines } from './units.ts'

/** What a render is made of; it never changes. */
export interface Made {
  /** The reads in it, each with its length in ms where the render measured it. */
  reads: readonly { itemId: string; takeId: string; ms: number | undefined }[]
  sounds: ReadonlySet<string>
}

/** What renders are made of, asked once each. */
export class MadeOf {
  readonly #known = new Map<string, Made>()

  async find(db: Db, renderId: string): Promise<Made | undefined> {
    const known = this.#known.get(renderId)
    if (known) return known
    const sources = await findSources(db, renderId)
    if (!sources) return undefined
    const { reads, recipe } = sources
    const measured = (await findSheet(db, renderId))?.parts ?? []
    const msOf = (sha256: string) => {
      const lengths = recipe.parts.flatMap((part, place) =>
        part.sha256 === sha256 ? [measured[place]?.durationMs] : [],
      )
      return lengths.some((ms) => ms !== undefined)
        ? lengths.reduce<number>((sum, ms) => sum + (ms ?? 0), 0)
        : undefined
    }
    const made = {
      reads: reads.map(({ itemId, takeId, mediaSha256 }) => ({ itemId, takeId, ms: msOf(mediaSha256) })),
      sounds: new Set([...recipe.parts, ...recipe.beds].map(({ sha256 }) => sha256)),
    }
    this.#known.set(renderId, made)
    return made
  }
}

/** A script of which something sounded: the whole of it where no render tells what did. */
export interface Sounding {
  revisionId: string
  made: Made | undefined
}

/** What sounded in an airing of that script and render. */
export interface Contents {
  items: SoundedItem[]
  itemIds: ReadonlySet<string>
  sounds: ReadonlySet<string>
}

/** The pieces in each of these soundings, in their order. `pairOf`: the question of the register that an item is of. */
export async function contentsOf(
  db: Db,
  soundings: readonly Sounding[],
  { units, pairOf }: { units: UnitLines; pairOf: ReadonlyMap<string, PairFact> },
): Promise<Contents[]> {
  const items = await itemsOfRevisions(db, [...new Set(soundings.map(({ revisionId }) => revisionId))])
  const itemIds = [...new Set([...items.values()].flatMap((rows) => rows.map(({ itemId }) => itemId)))]
  const origins = await originsOf(db, itemIds)
  const unmeasured = soundings.flatMap(({ made }) => made?.reads ?? []).filter(({ ms }) => ms === undefined)
  const lengths = await lengthsOfTakes(db, [...new Set(unmeasured.map(({ takeId }) => takeId))])
  return soundings.map(({ revisionId, made }) => {
    const rows = items.get(revisionId) ?? []
    const reads = made && new Map(made.reads.map(({ itemId, takeId, ms }) => [itemId, ms ?? lengths.get(takeId)]))
    const sounded = reads ? rows.filter(({ itemId }) => reads.has(itemId)) : rows
    return {
      items: piecesOf(sounded, { origins, units, pairOf, msOf: (itemId) => reads?.get(itemId) }),
      itemIds: new Set(sounded.map(({ itemId }) => itemId)),
      sounds: made?.sounds ?? new Set(),
    }
  })
}

/** Which question of the register an item of a script asks or answers. */
export interface PairFact {
  questionId: string
  topic: string | undefined
}

/**
 * The pieces of a script (pure): greetings, headlines and sign-offs are none; a question makes one piece with its answer, the one
 * that the register knows of or else the next one read.
 */
export function piecesOf(
  rows: readonly ItemRow[],
  known: {
    origins: ReadonlyMap<string, OriginRow>
    units: UnitLines
    pairOf: ReadonlyMap<string, PairFact>
    msOf: (itemId: string) => number | undefined
  },
): SoundedItem[] {
  const pieces = new Map<string, SoundedItem>()
  let asked: string | undefined
  for (const row of rows) {
    const kind = row.kind
    if (kind === 'greeting' || kind === 'headline' || kind === 'sign-off') continue
    const pair = known.pairOf.get(row.itemId)
    const origin = known.origins.get(row.itemId)
    const key =
      pair?.questionId ?? (kind === 'answer' && asked !== undefined ? asked : (origin?.submissionId ?? row.itemId))
    asked = kind === 'question' && !pair ? key : kind === 'answer' ? undefined : asked
    const ms = known.msOf(row.itemId)
    const before = pieces.get(key)
    if (before) {
      const isPair = before.item.kind === 'question' && kind === 'answer'
      pieces.set(key, {
        item: isPair ? { ...before.item, kind: 'answer' } : before.item,
        ms: before.ms === undefined && ms === undefined ? undefined : (before.ms ?? 0) + (ms ?? 0),
      })
      continue
    }
    const item: ItemFact = {
      key,
      title: row.title,
      kind,
      unit: origin?.unitId === undefined ? known.units.named(row.unitName) : known.units.of(origin.unitId),
      topics: origin && origin.topics.length > 0 ? origin.topics : pair?.topic === undefined ? [] : [pair.topic],
      award: origin?.award,
      href:
        pair !== undefined
          ? `/dan-hoi/${pair.questionId}`
          : origin && `/tiep-nhan/bai/${encodeURIComponent(origin.submissionId)}`,
    }
    pieces.set(key, { item, ms })
  }
  return [...pieces.values()]
}
