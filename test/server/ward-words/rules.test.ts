import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf } from '../../../schedules/index.ts'
import type { WardCell, WardRecording, WardWord } from '../../../server/contract/index.ts'
import { type CellFacts, cellOf, countsOf } from '../../../server/ward-words/matrix/rules.ts'
import { mergedPlays, type ToldPlay } from '../../../server/ward-words/plays/merge.ts'
import { LINK_PLACE, messageTo, messageToAll } from '../../../server/ward-words/reminders/message.ts'
import { instantWritten, isSamePlay, momentsToOffer, momentWords } from '../../../server/ward-words/said/moments.ts'
import { recallNotice, sectionOf } from '../../../server/ward-words/said/section.ts'
import { airTimeOf } from '../../../server/ward-words/totals/rules.ts'

const at = (date: string, time: string) => instantOf(date, time, 'Asia/Ho_Chi_Minh')
const MADE = at('2026-11-14', '08:00')
const NOW = at('2026-11-17', '18:00')

describe('the times that a ward is offered', () => {
  const offer = (facts: Partial<Parameters<typeof momentsToOffer>[0]>) =>
    momentsToOffer({ stationInstants: [], wardInstants: [], saidInstants: [], madeAt: MADE, now: NOW, ...facts })

  it('are the station’s own, the newest first, none of them ahead', () => {
    const stationInstants = [at('2026-11-16', '05:15'), at('2026-11-17', '17:15'), at('2026-11-18', '05:15')]
    expect(offer({ stationInstants }).map(momentWords)).toEqual(['17:15 Thứ Ba 17/11/2026', '05:15 Thứ Hai 16/11/2026'])
  })

  it('are its usual hours of today and yesterday as well', () => {
    const wardInstants = [at('2026-10-20', '05:30'), at('2026-10-22', '05:30')]
    expect(offer({ wardInstants })).toEqual([at('2026-11-17', '05:30'), at('2026-11-16', '05:30')])
  })

  it('are none that it has said already, or that lie before the edition was made', () => {
    const stationInstants = [at('2026-11-13', '05:15'), at('2026-11-16', '05:15')]
    expect(offer({ stationInstants, saidInstants: [at('2026-11-16', '05:17')] })).toEqual([])
  })

  it('are few, each once, in order', () => {
    const instants = fc.array(fc.integer({ min: MADE - 864e5, max: NOW + 864e5 }), { maxLength: 20 })
    fc.assert(
      fc.property(instants, instants, instants, (stationInstants, wardInstants, saidInstants) => {
        const offered = offer({ stationInstants, wardInstants, saidInstants })
        expect(offered.length).toBeLessThanOrEqual(6)
        expect(offered).toEqual([...new Set(offered)].sort((a, b) => b - a))
        for (const instant of offered) {
          expect(instant).toBeLessThanOrEqual(NOW)
          expect(instant).toBeGreaterThanOrEqual(MADE)
          expect(saidInstants.some((said) => isSamePlay(said, instant))).toBe(false)
        }
      }),
    )
  })
})

describe('a day and a time', () => {
  it.each([
    ['2026-11-16', '05:15'],
    ['16/11/2026', '5h15'],
    [' 16-11-2026 ', '5:15'],
    ['16.11.2026', '05:15:30'],
  ])('are understood as browsers and people write them: %s %s', (day, time) => {
    expect(instantWritten(day, time)).toBe(at('2026-11-16', '05:15'))
  })

  it('may be an hour alone', () => expect(instantWritten('16/11/2026', '17h')).toBe(at('2026-11-16', '17:00')))

  it.each([
    ['31/02/2026', '05:15'],
    ['2026-11-16', '25:00'],
    ['2026-11-16', 'sáng'],
    ['', '05:15'],
  ])('that are none are no instant: %s %s', (day, time) => expect(instantWritten(day, time)).toBeUndefined())
})

describe('what sounded', () => {
  const told = fc.record({
    startsAt: fc.integer({ min: 0, max: 6 * 3_600_000 }),
    source: fc.constantFrom<ToldPlay['source']>('word', 'player', 'recording', 'own-log'),
  })

  it('is told once, by the surest', () => {
    expect(
      mergedPlays([
        { startsAt: 60_000, source: 'word' },
        { startsAt: 0, source: 'player', soundedMs: 900_000 },
        { startsAt: 3_600_000, source: 'word' },
        { startsAt: 3_540_000, source: 'recording' },
      ]),
    ).toEqual([
      { startsAt: 0, source: 'player', soundedMs: 900_000 },
      { startsAt: 3_540_000, source: 'recording' },
    ])
  })

  it('holds every telling once, and no two tellings of the same', () => {
    fc.assert(
      fc.property(fc.array(told, { maxLength: 12 }), (plays) => {
        const merged = mergedPlays(plays)
        for (const play of plays) expect(merged.some(({ startsAt }) => isSamePlay(startsAt, play.startsAt))).toBe(true)
        for (const [place, one] of merged.entries())
          expect(merged.slice(place + 1).some(({ startsAt }) => isSamePlay(startsAt, one.startsAt))).toBe(false)
      }),
    )
  })
})

const aired: WardWord = { id: 'a', word: 'aired', startsAt: at('2026-11-16', '05:15'), note: '', at: NOW }
const notAired: WardWord = { id: 'b', word: 'not-aired', reason: 'power-cut', note: 'từ 4h', at: NOW }
const holding: WardRecording = { id: 'r', fileName: 'thu.m4a', receivedAt: NOW, isWaiting: false, found: true }

function cell(facts: Partial<CellFacts> = {}, edition: Partial<CellFacts['edition']> = {}): WardCell {
  return cellOf({
    ward: { wardStationId: 'p1', since: '2026-01-01', hasLink: true },
    takes: [],
    handed: [],
    plays: [],
    words: [],
    recordings: [],
    recallSeen: undefined,
    reminded: undefined,
    today: '2026-11-16',
    ...facts,
    edition: {
      editionId: 'e',
      renderId: 'new',
      isReady: true,
      withdrawn: undefined,
      airs: { from: '2026-11-16', to: '2026-11-20' },
      makerId: undefined,
      ...edition,
    },
  })
}

describe('how far a ward is with an edition', () => {
  const took = { takes: [{ renderId: 'new', completedAt: MADE }] }
  const plays: ToldPlay[] = [{ startsAt: at('2026-11-16', '05:15'), source: 'word' }]

  it('is the furthest and surest that is known', () => {
    expect(cell().standing).toBe('sent')
    expect(cell({ ward: { wardStationId: 'p1', since: '2026-01-01', hasLink: false } }).standing).toBe('no-link')
    expect(cell(took).standing).toBe('taken')
    expect(cell({ handed: [{ renderId: 'new', at: MADE }] }).standing).toBe('taken')
    expect(cell({ ...took, words: [aired], plays }).standing).toBe('confirmed')
    expect(cell({ words: [notAired] }).standing).toBe('not-aired')
    expect(cell({ words: [notAired, aired], plays }).standing).toBe('confirmed')
    expect(cell({ words: [notAired], recordings: [holding] }).standing).toBe('proven')
    expect(cell({ recordings: [{ ...holding, found: false }] }).standing).toBe('sent')
  })

  it('is behind when an older version was taken', () => {
    const old = cell({ takes: [{ renderId: 'old', completedAt: MADE }] })
    expect([old.standing, old.wish]).toEqual(['taken-old', 'take-again'])
  })

  it('is nothing where nothing is expected: it came later, or the edition is another ward’s own', () => {
    const late = cell({ ward: { wardStationId: 'p1', since: '2026-11-21', hasLink: true }, today: '2026-11-25' })
    expect([late.standing, late.isSilent, late.wish]).toEqual(['not-expected', false, undefined])
    expect(cell({}, { makerId: 'p2' }).standing).toBe('not-expected')
    expect(cell({}, { makerId: 'p1' }).standing).toBe('taken')
  })

  it('asks to take it from the day before it airs, and to say a word when its days are over', () => {
    expect(cell({ today: '2026-11-14' }).wish).toBeUndefined()
    expect(cell({ today: '2026-11-15' }).wish).toBe('take')
    expect(cell({ ...took, today: '2026-11-20' }).wish).toBeUndefined()
    const over = cell({ ...took, today: '2026-11-21' })
    expect([over.isSilent, over.wish]).toEqual([true, 'say'])
    expect(cell({ ...took, words: [notAired], today: '2026-11-21' }).isSilent).toBe(false)
  })

  it('asks whoever has a withdrawn edition to say that it saw, and nobody else', () => {
    const withdrawn = { isReady: false, withdrawn: { at: NOW, why: 'sai số liệu' } }
    expect(cell(took, withdrawn)).toMatchObject({ wish: 'see-recall', recall: { at: NOW, why: 'sai số liệu' } })
    expect(cell({ handed: [{ renderId: 'old', at: MADE }] }, withdrawn).wish).toBe('see-recall')
    const seen = cell({ ...took, recallSeen: { at: NOW + 1, by: undefined }, today: '2026-12-01' }, withdrawn)
    expect(seen).toMatchObject({ isSilent: false, recall: { seenAt: NOW + 1 } })
    expect(seen.wish).toBeUndefined()
    expect(cell({ words: [aired], plays }, withdrawn).wish).toBe('see-recall')
    expect(cell({}, withdrawn)).toMatchObject({ standing: 'not-ready', isSilent: false })
  })

  it('is counted by edition', () => {
    const cells = [
      cell(took),
      cell({ words: [aired], plays }),
      cell({ recordings: [holding] }),
      cell({ words: [notAired] }),
      cell({ today: '2026-11-30' }),
      cell({}, { makerId: 'p2' }),
    ]
    expect(countsOf(cells)).toEqual({
      expected: 5,
      taken: 3,
      confirmed: 2,
      proven: 1,
      notAired: 1,
      silent: 1,
      unaware: 0,
      wishes: 1,
    })
  })
})

describe('a reminder', () => {
  const facts = {
    editionTitle: 'Cải cách hành chính, tháng 11/2026',
    airs: { from: '2026-11-16', to: '2026-11-20' },
    why: 'sai số liệu',
  }
  const wards = [
    { name: 'Trạm Phường 1', wish: 'say' as const, hasLink: true },
    { name: 'Trạm Phường 2', wish: 'see-recall' as const, hasLink: true },
    { name: 'Trạm Phường 3', wish: 'take' as const, hasLink: false },
  ]

  it('to all names every ward once under what it is asked for, and holds no link', () => {
    const text = messageToAll(wards, facts)
    for (const { name } of wards) expect(text.split(`- ${name}`)).toHaveLength(2)
    expect(text.indexOf('Trạm Phường 2')).toBeLessThan(text.indexOf('Trạm Phường 1'))
    expect(text).toContain('xin KHÔNG phát bản đã tải')
    expect(text).not.toContain(LINK_PLACE)
    expect(messageToAll([], facts)).toBe('')
  })

  it('to one has a place for its link, where it has one', () => {
    expect(messageTo(wards[0] ?? never(), facts)).toContain(LINK_PLACE)
    expect(messageTo(wards[2] ?? never(), facts)).not.toContain(LINK_PLACE)
    expect(messageTo(wards[2] ?? never(), facts)).toContain('từ 16/11/2026 đến 20/11/2026')
  })
})

describe('what stands on a ward’s page', () => {
  const page = (words: WardWord[] = [], recordings: WardRecording[] = []) =>
    sectionOf({
      action: '/tram/bi-mat/da-phat/e',
      words,
      recordings,
      playedAt: [],
      offered: [at('2026-11-16', '05:15')],
      now: NOW,
    })

  it('is two touches away from “đã phát”, without a script', () => {
    expect(page()).toContain('<summary>Đã phát</summary>')
    expect(page()).toContain('name="luc" value="2026-11-16 05:15">05:15 Thứ Hai 16/11/2026</button>')
    expect(page()).toContain('<summary>Không phát được</summary>')
    expect(page()).not.toContain('<script')
  })

  it('shows what was said with the way to take it back, and escapes what people wrote', () => {
    const shown = page([aired, { ...notAired, reason: 'other', note: '<b>hỏng & cháy</b>' }])
    expect(shown).toContain('✓ Đã phát 05:15 Thứ Hai 16/11/2026')
    expect(shown).toContain('&#60;b&#62;hỏng &#38; cháy')
    expect(shown).toContain('<button name="loi" value="a">')
    expect(page([], [{ ...holding, fileName: '"><img src=x>' }])).not.toContain('<img')
  })

  it('stays small', () => {
    expect(Buffer.byteLength(page([aired]))).toBeLessThan(4000)
  })

  it('says over everything what must not be aired, until the ward has seen it', () => {
    const facts = { action: '/x', title: 'Kỳ <11>', recall: { at: NOW, why: 'sai' }, hasAt: MADE, seenAt: undefined }
    expect(recallNotice(facts)).toContain('Đừng phát: Kỳ &#60;11&#62;')
    expect(recallNotice(facts)).toContain(`name="luc" value="${NOW}"`)
    expect(recallNotice({ ...facts, seenAt: NOW })).not.toContain('<form')
  })
})

describe('air time', () => {
  const topics = new Map([
    ['chuyển đổi số', 60_000],
    ['văn hóa công vụ', 30_000],
  ])
  const play = (wardStationId: string, date: string) => ({
    wardStationId,
    startsAt: at(date, '05:15'),
    ms: 300_000,
    topics,
  })

  it('is summed by ward, month and topic of the days asked for', () => {
    const told = airTimeOf(
      [
        { wardStationId: 'p1', name: 'Phường 1' },
        { wardStationId: 'p2', name: 'Phường 2' },
      ],
      [play('p1', '2026-10-31'), play('p1', '2026-11-01'), play('p2', '2026-11-30'), play('p2', '2026-12-01')],
      { from: '2026-10-01', to: '2026-11-30' },
    )
    expect(told.months).toEqual([
      { month: '2026-10', plays: 1, ms: 300_000 },
      { month: '2026-11', plays: 2, ms: 600_000 },
    ])
    expect(told.wards.map(({ name, plays, ms }) => [name, plays, ms])).toEqual([
      ['Phường 1', 2, 600_000],
      ['Phường 2', 1, 300_000],
    ])
    expect(told.topics).toEqual([
      { topic: 'chuyển đổi số', ms: 180_000 },
      { topic: 'văn hóa công vụ', ms: 90_000 },
    ])
  })
})

function never(): never {
  throw new Error('there is one')
}
