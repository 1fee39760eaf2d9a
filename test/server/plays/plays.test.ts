import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Edition, Revision } from '../../../server/contract/index.ts'
import { listPlays } from '../../../server/plays/index.ts'
import { TestStation } from '../../builders.ts'
import { noteAiring, noteRender } from '../aired.ts'

const AT = Date.UTC(2026, 10, 18, 22, 15)
const DAY_MS = 86_400_000
const SPOT = 'a'.repeat(64)

describe('what was heard', () => {
  let station: TestStation
  let edition: Edition
  let revision: Revision
  let master: string
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    ;({ edition } = await station.edition('2026-11'))
    revision = await station.approvedScript(edition.id, ['Kính thưa quý vị.', 'Tin thứ hai.'])
    const itemIds = revision.items.map(({ itemId }) => itemId)
    master = await noteRender(station, { editionId: edition.id, revisionId: revision.id, itemIds, sounds: [SPOT] })
  })
  afterAll(() => station.close())

  it('is nothing while nothing aired', async () => {
    expect(await listPlays(station.db)).toEqual([])
  })

  it('is counted from the journal: whole, and by listeners', async () => {
    await noteAiring(station, edition.id, { at: AT, masterSha256: master })
    await noteAiring(station, edition.id, { at: AT + DAY_MS, masterSha256: master })
    await noteAiring(station, edition.id, { at: AT + 2 * DAY_MS, masterSha256: master, outcome: 'partial' })
    await noteAiring(station, edition.id, { at: AT + 3 * DAY_MS, masterSha256: master, isNull: true })
    const plays = await listPlays(station.db)
    expect(plays.map(({ at, isOutside }) => [at, isOutside])).toEqual([
      [AT, false],
      [AT + DAY_MS, false],
    ])
    expect(plays[0]?.sounds.has(SPOT)).toBe(true)
    expect([...(plays[0]?.itemIds ?? [])]).toEqual(revision.items.map(({ itemId }) => itemId))
  })

  it('stays what it was when the edition is rendered anew', async () => {
    const other = await noteRender(station, { editionId: edition.id, revisionId: revision.id, itemIds: [] })
    await noteAiring(station, edition.id, { at: AT + 4 * DAY_MS, masterSha256: other })
    const plays = await listPlays(station.db)
    expect(plays.map(({ itemIds }) => itemIds.size)).toEqual([2, 2, 0])
  })

  it('includes what was aired by other means, and only the editions asked for', async () => {
    await station.get(
      'POST',
      `/api/editions/${edition.id}/outside-airings?date=2026-01-05&time=05:15&where=${encodeURIComponent('Trạm phường 2')}&note=${encodeURIComponent('Giấy xác nhận')}`,
    )
    expect((await listPlays(station.db)).map(({ isOutside }) => isOutside)).toEqual([true, false, false, false])
    expect(await listPlays(station.db, [])).toEqual([])
    expect(await listPlays(station.db, ['khong-co'])).toEqual([])
    expect(await listPlays(station.db, [edition.id])).toHaveLength(4)
  })
})
