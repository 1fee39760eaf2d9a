import type { Bed, RundownSlot, SlotKind } from '../../../../server/contract/index.ts'
import type { Content } from '../../../../web/pages/edition/render/rundown/content.ts'

/** A place named by its id; kinds of music come from the library, everything else is read. */
export function place(id: string, kind: SlotKind = 'item', change: Partial<RundownSlot> = {}): RundownSlot {
  const isSound = kind === 'intro' || kind === 'sting' || kind === 'outro' || kind === 'hotline'
  return {
    id,
    kind,
    title: id,
    source: isSound ? { from: 'library', soundId: `sound-${kind}` } : { from: 'script', itemId: `item-${id}` },
    gapAfterMs: 0,
    fadeInMs: 0,
    fadeOutMs: 0,
    gainDb: 0,
    treatment: { highPass: false, noiseReduction: 'off', deClick: 'off' },
    keep: [],
    ...change,
  }
}

export const bed = (id: string, fromSlotId: string, toSlotId: string): Bed => ({
  id,
  soundId: 'music',
  fromSlotId,
  toSlotId,
  levelLu: -6,
  duckDb: 12,
  attackMs: 300,
  releaseMs: 1200,
  fadeInMs: 1000,
  fadeOutMs: 2000,
  leadMs: 0,
  tailMs: 0,
})

/** A bulletin: intro, three stories with stings between them, outro. */
export const bulletin: Content = {
  slots: [
    place('intro', 'intro'),
    place('a'),
    place('sting-1', 'sting'),
    place('b'),
    place('sting-2', 'sting'),
    place('c'),
    place('outro', 'outro'),
  ],
  beds: [bed('music', 'a', 'b')],
}

/** Two pairs of a question with its answer, music between the two and between the pairs. */
export const questions: Content = {
  slots: [
    place('greeting', 'greeting'),
    place('q1', 'question'),
    place('beat-1', 'sting'),
    place('a1', 'answer'),
    place('sting', 'sting'),
    place('q2', 'question'),
    place('a2', 'answer'),
    place('bye', 'sign-off'),
  ],
  beds: [],
}

export const ids = (content: Content) => content.slots.map(({ id }) => id).join(' ')
