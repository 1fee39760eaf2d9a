import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HookTarget } from '../../../server/contract/index.ts'
import { makeOnAirFolder, openStatus } from '../../../server/handover/index.ts'
import { TestStation, until } from '../../builders.ts'
import { FakeClock } from '../../fake-clock.ts'

describe('the alarm hook', () => {
  let station: TestStation
  let clock: FakeClock
  let server: Server
  let heard: Record<string, string>[]
  let answers: number
  beforeEach(async () => {
    clock = new FakeClock(Date.UTC(2026, 10, 21, 21))
    station = await TestStation.open({ clock })
    await station.setUp()
    heard = []
    answers = 200
    server = createServer(async (request, response) => {
      heard.push(JSON.parse(Buffer.concat(await request.toArray()).toString()))
      response.writeHead(answers).end('đã nhận')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterEach(async () => {
    await station.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  const hook = (alarmHook: HookTarget | null) => station.get('PATCH', '/api/station/air-settings', { alarmHook })
  const address = (): HookTarget => ({
    kind: 'url',
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/zalo`,
  })
  const messages = () => station.db.selectFrom('alarm_messages').select(['alarm', 'result', 'said']).execute()
  /** Lets seconds pass, with what is done in each of them, until so many messages were tried. */
  const tried = (count: number, stepMs = 1000) =>
    until(`${count} messages`, async () => {
      clock.advance(stepMs)
      await new Promise((resolve) => setTimeout(resolve, 10))
      const all = await messages()
      return all.length >= count ? all : undefined
    })
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      clock.advance(1000)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  it('is told once of what is wrong, in sentences, by an address', async () => {
    await hook(address())
    expect(await tried(1)).toEqual([{ alarm: 'on-air:not-running', result: 'done', said: 'đã nhận' }])
    expect(heard).toEqual([
      {
        event: 'alarm',
        station: 'Đài truyền thanh thành phố Sa Đéc',
        alarm: 'on-air:not-running',
        title: 'Chương trình phát sóng không chạy.',
        toDo: 'Đóng rồi mở lại Lên Sóng trên máy phát; lịch phát vẫn còn nguyên.',
        message: expect.stringContaining('Sa Đéc: Chương trình phát sóng không chạy. Đóng rồi mở lại'),
        since: expect.stringMatching(/^2026-11-21T21:00:/),
        airingId: '',
        editionId: '',
      },
    ])
    await pass(120)
    expect(heard).toHaveLength(1)
  })

  it('is told by a command with the facts around it, and anew when the same thing goes wrong again', async () => {
    const file = join(station.dataDir, 'told')
    await hook({ kind: 'command', command: `echo "$LEN_SONG_ALARM: $LEN_SONG_TITLE" >> ${file}` })
    await tried(1)
    const line = 'on-air:not-running: Chương trình phát sóng không chạy.\n'
    expect(await readFile(file, 'utf8')).toBe(line)
    const status = await openStatus((await makeOnAirFolder(station.dataDir)).status)
    for (let second = 0; second < 330; second += 1) {
      await status.write({ pid: 1, at: clock.now() + 1000, state: 'idle', problems: [] })
      clock.advance(1000)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    await status.close()
    await tried(2)
    expect(await readFile(file, 'utf8')).toBe(line + line)
  })

  it('that fails is tried again after one, five and fifteen minutes and then left in peace; a restart repeats nothing', async () => {
    answers = 503
    const status = await openStatus((await makeOnAirFolder(station.dataDir)).status)
    await status.write({ pid: 1, at: clock.now(), state: 'idle', problems: [] })
    await status.close()
    await hook(address())
    const all = await tried(4, 10_000)
    expect(all.map(({ result }) => result)).toEqual(Array(4).fill('failed'))
    expect(all[0]?.said).toBe('HTTP 503 Service Unavailable đã nhận')
    const at = (await station.db.selectFrom('alarm_messages').select('at').orderBy('at').execute()).map(({ at }) => at)
    const gaps = at.slice(1).map((instant, place) => Math.round((instant - (at[place] ?? 0)) / 60_000))
    expect(gaps).toEqual([1, 5, 15])
    await station.close({ keepData: true })
    station = await TestStation.open({ clock, dataDir: station.dataDir })
    for (let minute = 0; minute < 30; minute++) {
      clock.advance(60_000)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    expect(heard).toHaveLength(4)
  })

  it('that hangs holds nothing up, not even the end of the station', async () => {
    await hook({ kind: 'command', command: 'sleep 600' })
    await pass(12)
    const started = performance.now()
    await station.get('GET', '/api/alarms')
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
