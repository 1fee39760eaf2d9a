import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AirFacts,
  hangsOnRundown,
  missingForAir,
  missingSentence,
  unheardReads,
} from '../../../server/renders/readiness.ts'

type Read = NonNullable<AirFacts['render']>['sources']['reads'][number]

const item = (itemId: string, textHash = `words of ${itemId}`) => ({
  itemId,
  kind: 'item' as const,
  title: `Tiết mục ${itemId}`,
  text: 'Kính thưa',
  textHash,
  syllables: 2,
  estimatedMs: 500,
})
const take = (id: string, itemId: string, choice: 'kept' | 'discarded' | undefined = 'kept') => ({
  id,
  itemId,
  textHash: `words of ${itemId}`,
  mediaSha256: id,
  ...(choice && { choice }),
})
const read = (itemId: string, takeId: string, more: Partial<Read> = {}): Read => ({
  itemId,
  takeId,
  textHash: `words of ${itemId}`,
  mediaSha256: takeId,
  ...more,
})

/** Two items, both kept, rendered from these reads. */
function facts(reads: Read[], more: Partial<AirFacts> = {}): AirFacts {
  const recipe = {
    version: 2 as const,
    targetLufs: -23,
    truePeakMaxDbtp: -1,
    sampleRateHz: 48000 as const,
    channels: 2 as const,
    parts: [],
    beds: [],
    tags: { title: 't', artist: 'a', album: 'b', date: '2026-11-01' },
  }
  return {
    latest: { id: 'r', number: 2, items: [item('1'), item('2')] },
    latestApproved: true,
    takes: [take('a', '1'), take('b', '2')],
    render: { sources: { recipe, fileName: 'x.mp3', reads } },
    ...more,
  }
}
const whats = (given: AirFacts) => missingForAir(given).map(({ what }) => what)

describe('an edition may air', () => {
  it('when each approved item sounds once by its kept read, in whichever order', () => {
    expect(whats(facts([read('1', 'a'), read('2', 'b')]))).toEqual([])
    expect(whats(facts([read('2', 'b'), read('1', 'a')]))).toEqual([])
  })

  it('only when each item sounds exactly once', () => {
    expect(whats(facts([read('1', 'a')]))).toEqual(['render-again'])
    expect(whats(facts([read('1', 'a'), read('1', 'a')]))).toEqual(['render-again'])
    expect(whats(facts([read('1', 'a'), read('2', 'b'), read('2', 'b')]))).toEqual(['render-again'])
    expect(whats(facts([read('1', 'a'), read('2', 'b'), read('3', 'c')]))).toEqual(['render-again'])
  })

  it('never by a read of other words, or before the words are approved', () => {
    expect(whats(facts([read('1', 'a', { textHash: 'old words' }), read('2', 'b')]))).toEqual(['render-again'])
    const edited = { latest: { id: 'r', number: 3, items: [item('1', 'new words'), item('2')] } }
    expect(whats(facts([read('1', 'a'), read('2', 'b')], edited))).toEqual(['take'])
    expect(whats(facts([read('1', 'a'), read('2', 'b')], { latestApproved: false }))).toEqual(['approval'])
  })

  it('by a read that was chosen for the rundown although another is kept, until it is discarded', () => {
    const takes = [take('a', '1'), take('other', '1', undefined), take('b', '2')]
    const reads = [read('1', 'other', { isChosen: true }), read('2', 'b')]
    expect(whats(facts(reads, { takes }))).toEqual([])
    const discarded = [take('a', '1'), take('other', '1', 'discarded'), take('b', '2')]
    expect(whats(facts(reads, { takes: discarded }))).toEqual(['render-again'])
  })

  it('not by the read that was kept until another took its place, unless the rundown names it', () => {
    const takes = [take('newer', '1'), take('a', '1', 'discarded'), take('b', '2')]
    const given = facts([read('1', 'a'), read('2', 'b')], { takes })
    expect(hangsOnRundown(given)).toBe(true)
    expect(whats(given)).toEqual(['render-again'])
    expect(whats({ ...given, takesInRundown: new Set(['a', 'b']) })).toEqual([])
  })

  it('whatever became of its rundown since: nothing of it is asked where all reads are kept', () => {
    expect(hangsOnRundown(facts([read('2', 'b'), read('1', 'a')]))).toBe(false)
    expect(whats(facts([read('2', 'b'), read('1', 'a')], { takesInRundown: new Set() }))).toEqual([])
  })

  it('with any number of items in any order, and never once one read is exchanged', () => {
    const editions = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(editions, fc.nat(), fc.nat(), (ids, turn, victim) => {
        const reads = ids.map((id) => read(id, `take ${id}`))
        const turned = [...reads.slice(turn % ids.length), ...reads.slice(0, turn % ids.length)]
        const given = facts(turned, {
          latest: { id: 'r', number: 1, items: ids.map((id) => item(id)) },
          takes: ids.map((id) => take(`take ${id}`, id)),
        })
        expect(whats(given)).toEqual([])
        const exchanged = turned.map((one, place) =>
          place === victim % ids.length ? { ...one, takeId: 'another' } : one,
        )
        expect(whats(facts(exchanged, given && { latest: given.latest, takes: given.takes }))).toEqual(['render-again'])
      }),
    )
  })

  it('never by a read that a listener sent back, kept or chosen for the rundown; approved later, it may again', () => {
    const reads = [read('1', 'a'), read('2', 'b')]
    const sentBack = { ...take('a', '1'), listening: 'sent-back' as const }
    const given = facts(reads, { takes: [sentBack, take('b', '2')] })
    expect(missingForAir(given)).toEqual([{ what: 'sent-back', title: 'Tiết mục 1' }])
    const chosen = facts([read('1', 'a', { isChosen: true }), read('2', 'b')], {
      takes: [{ ...sentBack, choice: undefined }, take('kept', '1'), take('b', '2')],
    })
    expect(whats(chosen)).toEqual(['render-again'])
    expect(whats(facts(reads, { takes: [{ ...sentBack, listening: 'approved' }, take('b', '2')] }))).toEqual([])
  })

  it('only by reads approved by listening where the programme wants that, and by any where it does not', () => {
    const reads = [read('1', 'a'), read('2', 'b')]
    const heard = { ...take('a', '1'), listening: 'approved' as const }
    const given = facts(reads, { takes: [heard, take('b', '2')] })
    expect(whats(given)).toEqual([])
    expect(missingForAir({ ...given, listeningRequired: true })).toEqual([{ what: 'listening', title: 'Tiết mục 2' }])
    const all = [heard, { ...take('b', '2'), listening: 'approved' as const }]
    expect(whats(facts(reads, { takes: all, listeningRequired: true }))).toEqual([])
    expect(unheardReads({ ...given, listeningRequired: true }, [{ itemId: '1', takeId: 'a' }])).toEqual([])
  })

  it('and says in words what is missing', () => {
    const none: AirFacts = { latest: undefined, latestApproved: false, takes: [], render: undefined }
    expect(missingForAir(none).map(missingSentence)).toEqual(['Chưa có kịch bản'])
    const unread = facts([], { takes: [take('b', '2')], render: undefined })
    expect(missingForAir(unread).map(missingSentence)).toEqual(['Tiết mục “Tiết mục 1” chưa có bản thu được giữ'])
    expect(missingForAir(facts([], { render: undefined })).map(missingSentence)).toEqual(['Chưa dựng kỳ phát'])
    expect(missingSentence({ what: 'sent-back', title: 'A' })).toBe(
      'Tiết mục “A”: bản thu bị trả lại khi nghe duyệt, cần thu lại',
    )
    expect(missingSentence({ what: 'listening', title: 'A' })).toBe('Tiết mục “A” chưa được nghe duyệt')
  })
})
