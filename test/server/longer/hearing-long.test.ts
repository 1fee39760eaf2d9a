import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../schedules/index.ts'
import type { Edition, RundownPicture, Take } from '../../../server/contract/index.ts'
import { TestStation, until } from '../../builders.ts'
import { babbleWav } from '../../sounds.ts'

/** Half an hour, at a low rate that keeps it small. */
const LONG = babbleWav(1800, { sampleRateHz: 8000 })
const LONG_MS = 1_800_000

/** The FFmpegs that this process and its threads have started and that still run. */
async function ffmpegs(): Promise<number[]> {
  const found: number[] = []
  for (const name of await readdir('/proc')) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : ''
    const [, command, state, parent] = /^\d+ \((.*)\) (\S) (\d+)/.exec(stat) ?? []
    if (command?.includes('ffmpeg') && state !== 'Z' && Number(parent) === process.pid) found.push(Number(name))
  }
  return found
}

describe('hearing half an hour before it is rendered', () => {
  let station: TestStation
  let editions: Edition[]
  let take: Take
  let origin: string
  /** How far the station's clock is ahead of the machine's. */
  let aheadMs = 0
  beforeAll(async () => {
    const clock = systemClock()
    const shifted = { ...clock, monotonicMs: () => clock.monotonicMs() + aheadMs }
    station = await TestStation.open({ clock: shifted })
    await station.setUp()
    const { programme, edition } = await station.edition('2026-11')
    const other = await station.get<Edition>('POST', '/api/editions', { programmeId: programme.id, period: '2026-12' })
    editions = [edition, other]
    for (const [place, { id }] of editions.entries()) {
      const revision = await station.approvedScript(id, [`Kính thưa quý vị và các bạn, số ${place}.`])
      const sound = place === 0 ? LONG : babbleWav(1800, { sampleRateHz: 8000, seed: 5 })
      const [kept] = await station.keptTakes(revision, () => sound)
      if (kept) take = kept
    }
    origin = await station.app.listen({ host: '127.0.0.1', port: 0 })
  })
  afterAll(async () => {
    await station.close()
    expect(await ffmpegs()).toEqual([])
  })

  const picture = (which: number) =>
    station.get<RundownPicture>('GET', `/api/editions/${editions[which]?.id}/rundown/picture`)
  const noneLeft = async (withinMs: number) => {
    const from = performance.now()
    await until('no FFmpeg', async () => ((await ffmpegs()).length === 0 ? true : undefined), withinMs)
    return performance.now() - from
  }

  /** Asks for a sound as a browser does and reads its first bytes; tells how long they took. */
  async function heard(path: string): Promise<{ socket: Socket; firstMs: number }> {
    const { hostname, port } = new URL(origin)
    const cookie = await station.ask('POST', '/api/sign-in', { username: 'kythuat', password: 'một mật khẩu dài' })
    const session = String(cookie.headers['set-cookie']).split(';')[0]
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    const from = performance.now()
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nCookie: ${session}\r\n\r\n`)
    const [head] = await once(socket, 'data')
    expect(String(head)).toMatch(/^HTTP\/1\.1 200/)
    socket.pause()
    return { socket, firstMs: performance.now() - from }
  }

  it('is measured once somebody looks, and no longer than somebody does', async () => {
    expect((await picture(1)).state).toBe('measuring')
    await until('an FFmpeg at work', async () => ((await ffmpegs()).length > 0 ? true : undefined))
    aheadMs += 61_000
    expect(await noneLeft(5000)).toBeLessThan(5000)
    await until('the picture', async () => ((await picture(0)).state === 'ready' ? true : undefined), 60_000)
  })

  it('begins within a second from any place once its sounds are ready, and ends with its listener', async () => {
    for (const fromMs of [0, LONG_MS / 2, LONG_MS - 60_000]) {
      const { socket, firstMs } = await heard(`/api/editions/${editions[0]?.id}/rundown/listen?fromMs=${fromMs}`)
      expect(firstMs).toBeLessThan(1000)
      socket.destroy()
      expect(await noneLeft(3000)).toBeLessThan(1000)
    }
  })

  it('is held back while its listener pauses, for a read under treatment as well, and ended by the station’s end', async () => {
    const whole = await heard(`/api/editions/${editions[0]?.id}/rundown/listen`)
    const treated = await heard(`/api/takes/${take.id}/treated?highPass=1`)
    expect((await ffmpegs()).length).toBeGreaterThan(0)
    await station.close({ keepData: true })
    expect(await ffmpegs()).toEqual([])
    whole.socket.destroy()
    treated.socket.destroy()
    station = await TestStation.open({ dataDir: station.dataDir })
  })
})
