import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  Edition,
  Me,
  Pace,
  Revision,
  SpokenForm,
  SpokenItem,
  SpokenSegment,
} from '../../../server/contract/index.ts'
import { addTake } from '../../../server/takes/store.ts'
import { TestStation } from '../../builders.ts'
import { babbleWav } from '../../sounds.ts'

describe('how a script is said', () => {
  let station: TestStation
  let edition: Edition
  let revision: Revision
  let itemId: string
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    ;({ edition } = await station.edition('2026-11'))
    revision = await station.approvedScript(edition.id, ['UBND Thành phố họp ngày 15/11.', 'Phát sóng 02 ngày.'])
    itemId = revision.items[0]?.itemId ?? ''
  })
  afterAll(() => station.close())

  const spoken = () => station.get<SpokenSegment[]>('GET', `/api/editions/${edition.id}/items/${itemId}/spoken`)
  const set = (written: string, said: string | null) =>
    station.get<SpokenForm[]>('PUT', '/api/spoken-forms', { written, said })

  it('is told item by item, and for a whole revision', async () => {
    expect(await spoken()).toEqual([
      { text: 'UBND', said: 'Ủy ban nhân dân' },
      { text: ' Thành phố họp ngày ' },
      { text: '15/11', said: 'mười lăm tháng mười một' },
      { text: '.' },
    ])
    const items = await station.get<SpokenItem[]>('GET', `/api/revisions/${revision.id}/spoken`)
    expect(items.map((item) => item.itemId)).toEqual(revision.items.map((item) => item.itemId))
    expect(items[1]?.segments[1]).toEqual({ text: '02', said: 'hai' })
  })

  it('follows the station’s own form from now on, until the rule holds again', async () => {
    const forms = await set(' UBND ', 'Ủy ban\u00a0nhân dân phường An Hòa')
    expect(forms).toMatchObject([
      { written: 'UBND', said: 'Ủy ban nhân dân phường An Hòa', set: { by: 'Kỹ thuật viên trực' } },
    ])
    expect((await spoken())[0]).toEqual({ text: 'UBND', said: 'Ủy ban nhân dân phường An Hòa', isOurs: true })
    await set('UBND', 'Ủy ban')
    expect((await spoken())[0]?.said).toBe('Ủy ban')
    expect(await set('UBND', null)).toEqual([])
    expect((await spoken())[0]).toEqual({ text: 'UBND', said: 'Ủy ban nhân dân' })
    expect(await station.get('GET', '/api/spoken-forms')).toEqual([])
  })

  it('refuses a form without words, and words of numbers that are none', async () => {
    const refused = (written: string, said: string) =>
      station.refused('PUT', '/api/spoken-forms', { written, said }).then(({ code }) => code)
    expect(await refused('  ', 'gì đó')).toBe('bad-request')
    expect(await refused('TT', ' \n ')).toBe('bad-request')
    expect(await refused('#linh', 'không')).toBe('bad-request')
    await set('#linh', 'lẻ')
    await set('#linh', null)
  })

  it('refuses an item and an edition that are not there', async () => {
    expect((await station.refused('GET', `/api/editions/${edition.id}/items/khác/spoken`)).code).toBe('item-unknown')
    expect((await station.refused('GET', `/api/editions/khác/items/${itemId}/spoken`)).code).toBe('not-found')
    expect((await station.refused('GET', '/api/revisions/khác/spoken')).code).toBe('not-found')
  })

  it('is told only to people of the station', async () => {
    const other = await TestStation.open()
    expect((await other.ask('GET', '/api/me/pace')).status).toBe(401)
    expect((await other.ask('GET', '/api/spoken-forms')).status).toBe(401)
    await other.close()
  })
})

describe('a reader’s pace', () => {
  let station: TestStation
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
  })
  afterAll(() => station.close())

  it('is the radio’s at first, then that of the reads which the person kept in the browser', async () => {
    const { edition } = await station.edition('2026-11')
    const words = Array.from({ length: 60 }, () => 'lời').join(' ')
    const revision = await station.approvedScript(edition.id, [words, words, words, words])
    expect(await station.get<Pace>('GET', '/api/me/pace')).toEqual({ syllablesPerMinute: 233, reads: 0 })
    // 60 syllables in 20, 18 and 15 seconds: 180, 200 and 240 a minute.
    const sound = await station.upload(revision, revision.items[3]?.itemId ?? '', babbleWav(10), 'a.wav')
    const { account } = await station.get<Me>('GET', '/api/me')
    for (const [place, seconds] of [20, 18, 15].entries()) {
      const item = revision.items[place]
      const id = await addTake(station.db, {
        editionId: edition.id,
        itemId: item?.itemId ?? '',
        revisionId: revision.id,
        textHash: item?.textHash ?? '',
        source: 'browser',
        fileName: 'Thu trong trình duyệt.wav',
        mediaSha256: sound.mediaSha256,
        listeningSha256: sound.mediaSha256,
        durationMs: seconds * 1000,
        sampleRateHz: 48_000,
        channels: 1,
        codec: undefined,
        warnings: [],
        peaks: { perSecond: 1, pairs: [] },
        microphone: {},
        createdBy: account?.id ?? '',
        createdAt: place,
      })
      expect((await station.get<Pace>('GET', '/api/me/pace')).reads).toBe(0)
      await station.get('POST', `/api/takes/${id}/choice`, { choice: 'kept' })
    }
    expect(await station.get<Pace>('GET', '/api/me/pace')).toEqual({ syllablesPerMinute: 200, reads: 3 })
    // What was uploaded was read by who knows whom.
    await station.get('POST', `/api/takes/${sound.id}/choice`, { choice: 'kept' })
    expect((await station.get<Pace>('GET', '/api/me/pace')).reads).toBe(3)
  })
})
