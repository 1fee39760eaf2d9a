import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Airing } from '../../../server/contract/index.ts'
import { Conditional } from '../../../server/feeds/conditional.ts'
import type { FeedFacts } from '../../../server/feeds/feed.ts'
import { calendarOf, folded } from '../../../server/feeds/icalendar.ts'
import { portalOf } from '../../../server/feeds/portal.ts'
import { rssOf } from '../../../server/feeds/rss.ts'

const airing: Airing = {
  id: 'a1',
  editionId: 'e1',
  programmeId: 'p1',
  programmeName: 'Cải cách hành chính và cuộc sống',
  editionTitle: 'Cải cách hành chính và cuộc sống, tháng 11/2026',
  date: '2026-11-18',
  time: '05:15',
  startsAt: Date.UTC(2026, 10, 17, 22, 15),
  durationMs: 901_400,
  state: 'ready',
  missing: [],
  confirmed: { by: 'Kỹ thuật viên', at: Date.UTC(2026, 10, 10) },
}

const facts: FeedFacts = {
  origin: 'https://phatthanh.xa.vn',
  linkPath: '/tram/BIMAT',
  self: 'https://phatthanh.xa.vn/tram/BIMAT/rss.xml?a=1&b=2',
  stationName: 'Đài “Sa Đéc” & bạn',
  wardName: 'Trạm <một>',
  programmeName: undefined,
  airings: [airing],
  editions: [
    {
      editionId: 'e1',
      renderId: 'r1',
      programmeId: 'p1',
      programmeName: airing.programmeName,
      publishedAt: Date.UTC(2026, 10, 16, 3, 4, 5),
      title: airing.editionTitle,
      period: '2026-11',
      durationMs: 901_400,
      items: [{ title: 'Một cửa; liên thông, nhanh\\gọn' }, { title: 'Chữ ký số' }],
      airings: [],
      files: [
        {
          form: 'mp3',
          fileName: 'Cải cách.mp3',
          plainFileName: 'Cai-cach.mp3',
          bytes: 14_400_000,
          sha256: 'a'.repeat(64),
          mediaType: 'audio/mpeg',
          path: 'tep/r1/Cai-cach.mp3',
        },
      ],
    },
    {
      editionId: 'e0',
      renderId: 'r0',
      programmeId: 'p1',
      programmeName: airing.programmeName,
      publishedAt: Date.UTC(2026, 9, 16),
      title: 'Kỳ đã thu hồi',
      period: '2026-10',
      durationMs: 1000,
      items: [],
      airings: [],
      files: [],
      withdrawn: { at: Date.UTC(2026, 9, 17), why: 'Đã rút phê duyệt: sai số liệu' },
    },
  ],
}

describe('a ward’s podcast', () => {
  const feed = rssOf(facts, 'mp3')

  it('carries each edition that may be taken with its file, length and time, and none that was withdrawn', () => {
    expect(feed.match(/<item>/g)).toHaveLength(1)
    expect(feed).toContain(
      '<enclosure url="https://phatthanh.xa.vn/tram/BIMAT/tep/r1/Cai-cach.mp3" length="14400000" type="audio/mpeg"/>',
    )
    expect(feed).toContain('<itunes:duration>901</itunes:duration>')
    expect(feed).toContain('<pubDate>Mon, 16 Nov 2026 03:04:05 GMT</pubDate>')
    expect(feed).toContain('<guid isPermaLink="false">r1-mp3</guid>')
    expect(feed).not.toContain('thu hồi')
  })

  it('escapes what people wrote and asks directories to leave it alone', () => {
    expect(feed).toContain('Đài “Sa Đéc” &#38; bạn – Trạm &#60;một&#62;')
    expect(feed).toContain('?a=1&#38;b=2')
    expect(feed).toContain('<itunes:block>Yes</itunes:block>')
  })

  it('has no item in a form that was not made', () => {
    expect(rssOf(facts, 'mono')).not.toContain('<item>')
  })

  it('holds no character that XML forbids, whatever a title holds', () => {
    const binary = fc.string({ unit: 'binary', maxLength: 40 })
    fc.assert(
      fc.property(binary, (title) => {
        const [first] = facts.editions
        if (!first) return
        const made = rssOf({ ...facts, editions: [{ ...first, title }] }, 'mp3')
        expect(made).toMatch(/^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u)
      }),
    )
  })
})

describe('a ward’s calendar', () => {
  const unfolded = (facts: FeedFacts) => calendarOf(facts).replaceAll('\r\n ', '').split('\r\n')

  it('has an event an airing in the station’s zone, known by its id', () => {
    const lines = unfolded(facts)
    expect(lines).toEqual(
      expect.arrayContaining([
        'UID:a1@len-song',
        'DTSTAMP:20261110T000000Z',
        'DTSTART;TZID=Asia/Ho_Chi_Minh:20261118T051500',
        'DURATION:PT901S',
        'STATUS:CONFIRMED',
        'SUMMARY:Cải cách hành chính và cuộc sống\\, tháng 11/2026',
        'DESCRIPTION:Sẽ phát.\\n1. Một cửa\\; liên thông\\, nhanh\\\\gọn\\n2. Chữ ký số',
        'TZID:Asia/Ho_Chi_Minh',
      ]),
    )
  })

  it('cancels what will not sound and says why', () => {
    const lines = unfolded({ ...facts, airings: [{ ...airing, state: 'withdrawn' }] })
    expect(lines).toEqual(expect.arrayContaining(['STATUS:CANCELLED', 'SEQUENCE:1']))
    expect(lines.find((line) => line.startsWith('DESCRIPTION:'))).toContain('Đã rút khỏi lịch.')
  })

  it('folds its lines at 75 bytes, never within a character, and loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const line = text.replace(/[\r\n]/g, '')
        const lines = folded(line).split('\r\n')
        expect(lines.every((one) => Buffer.byteLength(one) <= 75)).toBe(true)
        expect(lines.map((one, place) => (place === 0 ? one : one.slice(1))).join('')).toBe(line)
      }),
    )
    expect(
      calendarOf(facts)
        .split('\r\n')
        .every((line) => Buffer.byteLength(line) <= 75),
    ).toBe(true)
  })
})

describe('a ward’s JSON', () => {
  it('tells portals of editions, their files with hashes, withdrawals and airings', () => {
    const told = JSON.parse(portalOf(facts))
    expect(told).toMatchObject({ version: 1, ward: 'Trạm <một>', zone: 'Asia/Ho_Chi_Minh' })
    expect(told.editions[0]).toMatchObject({
      period: '2026-11',
      durationSeconds: 901,
      files: [{ form: 'mp3', url: 'https://phatthanh.xa.vn/tram/BIMAT/tep/r1/Cai-cach.mp3', sha256: 'a'.repeat(64) }],
    })
    expect(told.editions[1].withdrawn).toEqual({ at: '2026-10-17T00:00:00.000Z', why: 'Đã rút phê duyệt: sai số liệu' })
    expect(told.airings).toMatchObject([{ date: '2026-11-18', time: '05:15', startsAt: '2026-11-17T22:15:00.000Z' }])
  })
})

describe('conditional answers', () => {
  /** As much of a request and a reply as is needed. */
  function asked(conditional: Conditional, body: string, headers: Record<string, string> = {}) {
    const told: { status: number; headers: Record<string, string> } = { status: 200, headers: {} }
    const reply = {
      header: (name: string, value: string) => {
        told.headers[name] = value
        return reply
      },
      code: (status: number) => {
        told.status = status
        return reply
      },
      type: () => reply,
      send: () => reply,
    }
    conditional.send({ headers } as never, reply as never, { key: 'k', body, mediaType: 'text/plain' })
    return told
  }

  it('are given in full to whoever has another one, and as 304 to whoever has this one', () => {
    let now = Date.UTC(2026, 10, 22, 5, 0, 0, 700)
    const conditional = new Conditional(() => now)
    const first = asked(conditional, 'một')
    expect(first).toMatchObject({ status: 200, headers: { 'last-modified': 'Sun, 22 Nov 2026 05:00:00 GMT' } })
    const { etag = '', 'last-modified': modified = '' } = first.headers
    now += 60_000
    expect(asked(conditional, 'một', { 'if-none-match': etag }).status).toBe(304)
    expect(asked(conditional, 'một', { 'if-none-match': `"x", W/${etag}` }).status).toBe(304)
    expect(asked(conditional, 'một', { 'if-none-match': '*' }).status).toBe(304)
    expect(asked(conditional, 'một', { 'if-modified-since': modified }).status).toBe(304)
    // The tag decides where both are there; dates that are none say nothing.
    expect(asked(conditional, 'một', { 'if-none-match': '"x"', 'if-modified-since': modified }).status).toBe(200)
    expect(asked(conditional, 'một', { 'if-modified-since': 'hôm qua' }).status).toBe(200)
    expect(asked(conditional, 'hai', { 'if-modified-since': modified, 'if-none-match': etag }).status).toBe(200)
    expect(asked(conditional, 'hai', { 'if-modified-since': modified }).status).toBe(200)
  })

  it('differ in their second, however fast they change, and are never of the future', () => {
    const conditional = new Conditional(() => Date.UTC(2026, 10, 22, 5, 0, 0, 100))
    const { 'last-modified': first = '' } = asked(conditional, 'một').headers
    const second = asked(conditional, 'hai', { 'if-modified-since': first })
    expect(second.status).toBe(200)
    expect(second.headers['last-modified']).toBeUndefined()
  })
})
