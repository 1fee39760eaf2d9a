import { randomUUID } from 'node:crypto'
import { appendFile, rename } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { instantOf } from '../../schedules/index.ts'
import type { Airing, AsRun, Edition } from '../../server/contract/index.ts'
import { onAirFolder } from '../../server/handover/index.ts'
import { journalLine } from '../../server/handover/journal-line.ts'
import { TestStation, until } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'

const START = instantOf('2026-11-16', '05:15', 'Asia/Ho_Chi_Minh')

describe('the as-run log', () => {
  let station: TestStation
  let clock: FakeClock
  let edition: Edition
  let airing: Airing | undefined
  beforeEach(async () => {
    clock = new FakeClock(START - 86_400_000)
    station = await TestStation.open({ clock })
    await station.setUp()
    ;({ edition } = await station.edition('2026-11'))
    ;[airing] = await station.get<Airing[]>('POST', `/api/editions/${edition.id}/airings`, {
      slots: [{ date: '2026-11-16', time: '05:15' }],
    })
  })
  afterEach(() => station.close())

  let seq = 0
  const happened = (event: string, at: number, details: object) =>
    appendFile(
      onAirFolder(station.dataDir).journal,
      journalLine({ id: randomUUID(), seq: seq++, at, event, airingId: airing?.id, details } as Parameters<
        typeof journalLine
      >[0]),
    )
  const line = () => station.get<AsRun[]>('GET', '/api/as-run?from=2026-11-16&to=2026-11-16').then(([first]) => first)
  const device = { id: 'alsa:plughw:CARD=PCH', name: 'Loa phường', isNull: false }

  it('tells what sounded, from the journal and not from the schedule', async () => {
    await happened('first-sample', START + 0.4, {
      startErrorMs: 0.4,
      offsetMs: 0,
      device,
      masterSha256: 'a'.repeat(64),
    })
    await until('on air', async () => ((await line())?.outcome === 'on-air' ? true : undefined))
    const sounding = await line()
    expect([sounding?.startedAt, sounding?.endedAt, sounding?.soundedMs]).toEqual([START + 0.4, undefined, undefined])
    await happened('last-sample', START + 60_000, { soundedMs: 60_000 })
    await happened('outcome', START + 60_000, { outcome: 'aired' })
    const aired = await until('aired', async () => {
      const now = await line()
      return now?.outcome === 'aired' ? now : undefined
    })
    expect(aired).toMatchObject({
      startErrorMs: 0.4,
      soundedMs: 60_000,
      deviceName: 'Loa phường',
      deviceIsNull: false,
      note: '',
    })
    const view = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    expect(view.steps.find(({ name }) => name === 'air')?.note).toBe('1/2 ngày')
    expect((await station.refused('POST', `/api/airings/${airing?.id}/withdraw`, { reason: 'x' })).code).toBe(
      'airing-over',
    )
  })

  it('does not say “on air” for ever when the on-air process went down in the middle', async () => {
    await happened('first-sample', START, { startErrorMs: 0, offsetMs: 0, device, masterSha256: 'a'.repeat(64) })
    await until('on air', async () => ((await line())?.outcome === 'on-air' ? true : undefined))
    clock.set(START + 600_000)
    expect(await line()).toMatchObject({ outcome: 'aired-in-part', note: expect.stringContaining('không rõ lúc dứt') })
  })

  it('does not count what went to the null device', async () => {
    await happened('first-sample', START, {
      startErrorMs: 0,
      offsetMs: 0,
      device: { id: 'null', name: 'Thiết bị rỗng', isNull: true },
      masterSha256: 'a'.repeat(64),
    })
    await happened('outcome', START + 60_000, { outcome: 'aired' })
    await until('aired', async () => ((await line())?.outcome === 'aired' ? true : undefined))
    expect((await line())?.note).toContain('không ra loa')
    const view = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    expect(view.steps.find(({ name }) => name === 'air')?.note).toBe('0/2 ngày')
  })

  it('reads each line once, over restarts, and passes over a damaged one', async () => {
    await happened('first-sample', START, { startErrorMs: 0, offsetMs: 0, device, masterSha256: 'a'.repeat(64) })
    await appendFile(onAirFolder(station.dataDir).journal, 'không phải một dòng nhật ký\n')
    await happened('outcome', START + 60_000, { outcome: 'stopped', reason: 'command' })
    await until('the end', async () => ((await line())?.outcome === 'aired-in-part' ? true : undefined))
    const count = async () => (await station.db.selectFrom('journal_entries').selectAll().execute()).length
    expect(await count()).toBe(2)
    await station.close({ keepData: true })
    station = await TestStation.open({ clock, dataDir: station.dataDir })
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await count()).toBe(2)
  })

  it('loses nothing and takes nothing twice when the journal is closed and another begun behind its back', async () => {
    const { journal } = onAirFolder(station.dataDir)
    const count = async () => (await station.db.selectFrom('journal_entries').selectAll().execute()).length
    await happened('first-sample', START, { startErrorMs: 0, offsetMs: 0, device, masterSha256: 'a'.repeat(64) })
    await until('the first', async () => ((await count()) === 1 ? true : undefined))
    await station.close({ keepData: true })
    // Much happens while nobody reads: the file that was half read is closed, the new one is longer than it was.
    await happened('sounding', START + 10_000, { positionMs: 10_000 })
    await rename(journal, `${journal.slice(0, -'.ndjson'.length)}.000000000002.ndjson`)
    for (let n = 2; n < 6; n++) await happened('sounding', START + n * 10_000, { positionMs: n * 10_000 })
    station = await TestStation.open({ clock, dataDir: station.dataDir })
    await until('all of them', async () => ((await count()) === 6 ? true : undefined))
    await happened('outcome', START + 60_000, { outcome: 'aired' })
    await until('the last', async () => ((await count()) === 7 ? true : undefined))
  })
})
