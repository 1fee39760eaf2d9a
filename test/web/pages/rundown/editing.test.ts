import { describe, expect, test } from 'vitest'
import { amend, begin, redo, seal, step, undo } from '../../../../web/history.ts'
import { joinWords, placeClock, readPlace } from '../../../../web/pages/edition/render/rundown/amounts.ts'
import { addBed, bedBands, removeBed, spanBed } from '../../../../web/pages/edition/render/rundown/beds.ts'
import { isSameContent, withSlot } from '../../../../web/pages/edition/render/rundown/content.ts'
import { forgetRundown, keepRundown, keptRundown } from '../../../../web/pages/edition/render/rundown/kept.ts'
import { problemsOf } from '../../../../web/pages/edition/render/rundown/problems.ts'
import { reconcile } from '../../../../web/pages/edition/render/rundown/reconcile.ts'
import { fitOf, timed } from '../../../../web/pages/edition/render/rundown/timing.ts'
import { bed, bulletin, ids, place } from './places.ts'

describe('undo and redo', () => {
  test('a step back is the very thing that stood there, a step forward as well', () => {
    const history = step(step(begin('a'), 'b'), 'c')
    expect(undo(history).now).toBe('b')
    expect(redo(undo(history)).now).toBe('c')
    expect(undo(undo(undo(history))).now).toBe('a')
    expect(redo(history)).toBe(history)
  })

  test('steps about one thing are one step, until something else or a pause comes between', () => {
    const typed = step(step(step(begin('0'), '1', 'gap'), '12', 'gap'), '125', 'gap')
    expect(undo(typed).now).toBe('0')
    expect(undo(step(seal(typed), '9', 'gap')).now).toBe('125')
    expect(undo(step(typed, '9', 'gain')).now).toBe('125')
  })

  test('a new step forgets what was undone, the same value is no step', () => {
    const history = undo(step(step(begin('a'), 'b'), 'c'))
    expect(redo(step(history, 'd')).now).toBe('d')
    expect(step(history, 'b')).toBe(history)
    expect(undo(amend(history, 'x')).now).toBe('a')
  })
})

describe('lengths', () => {
  const seconds = (id: string) => ({ intro: 10, a: 60, outro: 5 })[id]
  const lengthOf = ({ id }: { id: string }) => {
    const found = seconds(id)
    return found === undefined ? undefined : found * 1000
  }

  test('every place begins where the one before it ends, with its silence or overlap', () => {
    const slots = [
      place('intro', 'intro', { gapAfterMs: -2000 }),
      place('a', 'item', { gapAfterMs: 700, keep: [{ fromMs: 0, toMs: 30_000 }] }),
      place('outro', 'outro'),
    ]
    const { rows, totalMs } = timed(slots, lengthOf)
    expect(rows.map(({ startMs }) => startMs)).toEqual([0, 8000, 38_700])
    expect(totalMs).toBe(43_700)
  })

  test('behind a place without a sound nothing is known', () => {
    const { rows, totalMs } = timed([place('intro', 'intro'), place('b'), place('outro', 'outro')], lengthOf)
    expect(rows.map(({ startMs }) => startMs)).toEqual([0, 10_000, undefined])
    expect(totalMs).toBeUndefined()
  })

  test('a length fits within 3 %, and within 30 s from ten minutes on', () => {
    expect(fitOf(61_800, 60_000)).toBe('fits')
    expect(fitOf(62_000, 60_000)).toBe('long')
    expect(fitOf(58_000, 60_000)).toBe('short')
    expect(fitOf(629_000, 600_000)).toBe('fits')
    expect(fitOf(569_000, 600_000)).toBe('short')
    expect(fitOf(5, undefined)).toBe('unknown')
    expect(fitOf(undefined, 5)).toBe('unknown')
  })
})

describe('music under a run of places', () => {
  test('is drawn over more, and its other edge follows when one is drawn past it', () => {
    const content = addBed({ ...bulletin, beds: [] }, { id: 'm', soundId: 's', fromSlotId: 'b', toSlotId: 'b' })
    const wide = spanBed(content, 'm', 'fromSlotId', 'a')
    expect(wide.beds[0]).toMatchObject({ fromSlotId: 'a', toSlotId: 'b' })
    expect(spanBed(wide, 'm', 'fromSlotId', 'c').beds[0]).toMatchObject({ fromSlotId: 'c', toSlotId: 'c' })
    expect(removeBed(wide, 'm').beds).toEqual([])
    expect(removeBed(wide, 'other')).toBe(wide)
  })

  test('lies beside other music in a lane of its own, in the same lane where both have room', () => {
    const content = { ...bulletin, beds: [bed('x', 'a', 'b'), bed('y', 'b', 'c'), bed('z', 'c', 'outro')] }
    expect(bedBands(content).map(({ bed: { id }, lane }) => `${id}${lane}`)).toEqual(['x0', 'y1', 'z0'])
  })
})

describe('what may not be saved', () => {
  const rowsOf = (slots: typeof bulletin.slots) => timed(slots, () => 4000).rows

  test('fades longer than the sound, overlaps longer than a neighbour, an overlap with nothing', () => {
    const faded = withSlot(bulletin, 'a', { fadeInMs: 3000, fadeOutMs: 2000 })
    expect(problemsOf(faded, rowsOf(faded.slots))).toMatchObject([{ slotId: 'a' }])
    const over = withSlot(bulletin, 'b', { gapAfterMs: -5000 })
    expect(problemsOf(over, rowsOf(over.slots))).toMatchObject([{ slotId: 'b' }])
    const last = withSlot(bulletin, 'outro', { gapAfterMs: -100 })
    expect(problemsOf(last, rowsOf(last.slots))).toMatchObject([{ slotId: 'outro' }])
    expect(problemsOf(bulletin, rowsOf(bulletin.slots))).toEqual([])
  })

  test('music that lies under nothing', () => {
    expect(problemsOf({ ...bulletin, beds: [bed('m', 'gone', 'a')] }, [])).toMatchObject([{ bedId: 'm' }])
  })
})

describe('what is edited while the script goes on', () => {
  test('keeps its order and edits, loses what is gone and takes in what is new behind what stood before it', () => {
    const mine = withSlot(bulletin, 'c', { gainDb: 3 })
    const theirs = { ...bulletin, slots: [...bulletin.slots.filter(({ id }) => id !== 'a'), place('d')] }
    const both = reconcile(mine, theirs)
    expect(ids(both)).toBe('intro sting-1 b sting-2 c d outro')
    expect(both.slots.find(({ id }) => id === 'c')?.gainDb).toBe(3)
    expect(both.beds[0]).toMatchObject({ fromSlotId: 'sting-1', toSlotId: 'b' })
  })

  test('is the very same when no item came or went', () => {
    const mine = withSlot(bulletin, 'c', { gainDb: 3 })
    expect(reconcile(mine, bulletin)).toBe(mine)
  })

  test('counts as changed by what it says, not by how it was written', () => {
    const again = { beds: bulletin.beds, slots: bulletin.slots.map(({ id, ...slot }) => ({ ...slot, id })) }
    expect(isSameContent(bulletin, again)).toBe(true)
    expect(isSameContent(bulletin, withSlot(bulletin, 'a', { gapAfterMs: 1 }))).toBe(false)
  })
})

describe('places and pauses', () => {
  test('what follows a place is said in seconds', () => {
    expect([joinWords(700), joinWords(0), joinWords(-1500)]).toEqual([
      'lặng 0,7 giây',
      'nối liền',
      'chồng lên 1,5 giây',
    ])
  })

  test('a place in a read is written and read to a tenth of a second', () => {
    expect(placeClock(64_250)).toBe('1:04,3')
    expect(['1:04,3', '64,3', '0:00', '1:75', 'x'].map(readPlace)).toEqual([64_300, 64_300, 0, undefined, undefined])
  })
})

describe('a rundown that was edited and not saved', () => {
  const browser = () => {
    const kept = new Map<string, string>()
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    }
  }

  test('is offered again, edition by edition, until it is forgotten', () => {
    const shelf = browser()
    expect(keepRundown(shelf, 'e1', { parentNumber: 2, savedAt: 1, content: bulletin })).toBe(true)
    expect(keptRundown(shelf, 'e1')?.content).toEqual(bulletin)
    expect(keptRundown(shelf, 'e2')).toBeUndefined()
    forgetRundown(shelf, 'e1')
    expect(keptRundown(shelf, 'e1')).toBeUndefined()
  })

  test('counts as nothing when it is not one', () => {
    const shelf = browser()
    for (const text of ['{', '{}', '{"parentNumber":1,"savedAt":1,"content":{"slots":[{"id":"x"}],"beds":[]}}']) {
      shelf.setItem('len-song.bo-cuc.e1', text)
      expect(keptRundown(shelf, 'e1')).toBeUndefined()
    }
  })
})
