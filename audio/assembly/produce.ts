import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import {
  allOrNone,
  type Chapter,
  type DeliveredMp3,
  deliverMp3,
  type Id3Facts,
  id3Tag,
  type KnownStretch,
  Lanes,
  type Mixed,
  type Mp3Form,
  rehearse,
  type Stage,
  type StretchStore,
  stretchesOf,
  trimStretches,
  type WrittenMaster,
  writeMaster,
} from '../delivery/index.ts'
import { AudioError } from '../errors.ts'
import { framesToMs } from '../house-format.ts'
import { limiterReadingFrames, maxRounds } from '../loudness/index.ts'
import { GainSearch, layOut, segmentLoudness } from '../mix/index.ts'
import type { ReadyPart } from '../parts/index.ts'
import { describeParts } from './describe-parts.ts'
import type { RenderPhase } from './progress.ts'
import type { Recipe } from './recipe.ts'
import type { RenderedPart } from './rendered.ts'
import { judge } from './verdict.ts'

/** A programme whose parts are ready, and what is to be made of it. */
export interface Production {
  recipe: Recipe
  parts: readonly ReadyPart[]
  beds: readonly ReadyPart[]
  /** Besides the master. */
  forms: readonly Mp3Form[]
  stretches?: StretchStore | undefined
  picturePath?: string | undefined
}

export interface Produced {
  master: WrittenMaster
  deliveries: Partial<Record<Mp3Form, DeliveredMp3>>
  parts: RenderedPart[]
  rounds: number
}

export interface ProductionStage extends Stage {
  onProgress: (phase: RenderPhase, fraction: number) => void
}

/** Encoders at once: the other core of a small machine feeds them and measures. */
const lanes = 2
const rehearsals = 6
/** Finer than the bars: what the rehearsal cannot foresee comes on top. */
const rehearsalAimLu = 0.06

/** Mixes, limits, writes, encodes, decodes, measures and judges. Rejects as `render` does, but for the parts. */
export async function produce(production: Production, stage: ProductionStage): Promise<Produced> {
  const { recipe, parts, forms } = production
  const { mixed, master, rounds } = await makeMaster(production, stage)
  const told = (deliveries: readonly DeliveredMp3[]): RenderedPart[] =>
    describeParts(recipe, parts, mixed, stretchesOf(mixed.layout), master, deliveries)
  judge('master', recipe, master.trace, told([]))
  const order = {
    mixed,
    targetLufs: recipe.targetLufs,
    truePeakMaxDbtp: recipe.truePeakMaxDbtp,
    tag: forms.length === 0 ? Buffer.alloc(0) : await tagOf(production, mixed),
    store: production.stretches,
    lanes: new Lanes(lanes),
  }
  const progress = new Map<Mp3Form, number>()
  const made = await allOrNone(
    stage.signal,
    forms.map((form) => async (signal) => {
      const onProgress = (phase: RenderPhase, fraction: number): void => {
        progress.set(form, fraction)
        stage.onProgress(phase, [...progress.values()].reduce((sum, one) => sum + one, 0) / forms.length)
      }
      const mixLufs = (form === 'mono' ? master.monoLufs : master.trace.integratedLufs) ?? recipe.targetLufs
      const stretches = knownStretches(mixed, master, form)
      const delivered = await deliverMp3({ ...order, stretches, mixLufs }, form, { ...stage, signal, onProgress })
      judge(form, recipe, delivered.trace, told([delivered]))
      return { form, delivered }
    }),
  )
  if (production.stretches !== undefined) await trimStretches(production.stretches)
  const deliveries: Produced['deliveries'] = {}
  for (const { form, delivered } of made) deliveries[form] = delivered
  return { master, deliveries, parts: told(made.map(({ delivered }) => delivered)), rounds }
}

/** Finds the gains, by rehearsing where peaks must be limited, and writes the master until it meets its bars. */
async function makeMaster(
  { recipe, parts, beds }: Production,
  stage: ProductionStage,
): Promise<{ mixed: Mixed; master: WrittenMaster; rounds: number }> {
  const layout = layOut(recipe, parts)
  const search = new GainSearch(parts, recipe, { beds })
  const stretches = stretchesOf(layout)
  const firstSpoken = recipe.parts.findIndex(({ role }) => role !== 'intro')
  const facts = {
    title: recipe.tags.title,
    originator: recipe.tags.artist,
    album: recipe.tags.album,
    comment: recipe.tags.comment,
    date: recipe.tags.date,
    reference: createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 32),
    introFrames: firstSpoken > 0 ? (layout.segments[firstSpoken]?.startFrame ?? 0) : 0,
    maker: `Len Song / FFmpeg ${stage.ffmpeg.version}`,
  }
  for (let pass = 0; pass < rehearsals; pass++) {
    const gains = search.current()
    if (gains.ceilingDbtp === undefined) break
    const shape = { gainDb: 0, mono: false, ceilingDbtp: gains.ceilingDbtp }
    const trace = await rehearse({ layout, parts, beds, gains }, shape, stage)
    stage.onProgress('mixing', ((pass + 1) / (rehearsals + 1)) * 0.5)
    if (trace.integratedLufs === undefined) break
    const partsLufs = segmentLoudness(trace.momentaryLufs, layout.segments)
    if (search.isLevel(trace.integratedLufs, partsLufs, rehearsalAimLu)) break
    search.correct(trace.integratedLufs, undefined, partsLufs)
  }
  for (let round = 1; ; round++) {
    const mixed = { layout, parts, beds, gains: search.current() }
    const onProgress = (fraction: number): void => stage.onProgress('mixing', 0.5 + fraction / 2)
    const master = await writeMaster(mixed, stretches, facts, { ...stage, onProgress })
    const { integratedLufs, truePeakDbtp, momentaryLufs } = master.trace
    const done = { mixed, master, rounds: round }
    if (integratedLufs === undefined || truePeakDbtp === undefined || round === maxRounds) return done
    const partsLufs = segmentLoudness(momentaryLufs, layout.segments)
    if (search.isMet(integratedLufs, truePeakDbtp, partsLufs)) return done
    search.correct(integratedLufs, truePeakDbtp, partsLufs)
  }
}

function knownStretches({ layout }: Mixed, { stretches, lowestGains }: WrittenMaster, form: Mp3Form): KnownStretch[] {
  return stretchesOf(layout).map((stretch, index) => {
    const from = Math.floor(stretch.fromFrame / limiterReadingFrames)
    const to = Math.ceil(stretch.toFrame / limiterReadingFrames)
    return {
      ...stretch,
      sha256: stretches[index]?.sha256 ?? '',
      truePeakDbtp: form === 'mono' ? stretches[index]?.monoTruePeakDbtp : stretches[index]?.truePeakDbtp,
      isLimited: lowestGains.slice(from, to).some((gain) => gain < 1),
    }
  })
}

async function tagOf(production: Production, { layout }: Mixed): Promise<Buffer> {
  const { recipe } = production
  return id3Tag({
    tags: recipe.tags,
    durationMs: framesToMs(layout.totalFrames),
    chapters: chaptersOf(recipe, layout.segments),
    picture: await pictureOf(production),
  })
}

async function pictureOf({ recipe, picturePath }: Production): Promise<Id3Facts['picture']> {
  const { picture } = recipe.tags
  if (picture === undefined || picturePath === undefined) return undefined
  try {
    return { mediaType: picture.mediaType, bytes: await readFile(picturePath) }
  } catch (error) {
    throw new AudioError('input-missing', { path: picturePath, sha256: picture.sha256 }, { cause: error })
  }
}

/** Every part but stings and fillers, which nobody looks for, up to the beginning of the next one. */
function chaptersOf(recipe: Recipe, segments: readonly { startFrame: number; frames: number }[]): Chapter[] {
  const named = recipe.parts.flatMap(({ role, title }, index) => {
    const segment = segments[index]
    return segment === undefined || role === 'sting' || role === 'filler' ? [] : [{ title, ...segment }]
  })
  return named.map(({ title, startFrame, frames }, index) => ({
    title,
    startMs: framesToMs(startFrame),
    endMs: framesToMs(Math.min(startFrame + frames, named[index + 1]?.startFrame ?? Number.POSITIVE_INFINITY)),
  }))
}
