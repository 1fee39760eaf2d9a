import { describe, test } from 'vitest'
import { asRunOf } from '../../schedules/index.ts'
import { readStatus } from '../../server/handover/index.ts'
import { isAlive } from '../../server/playout/index.ts'
import { watchMachine } from './machine-away.ts'
import { start } from './run.ts'
import { delay } from './sound-server.ts'
import { makeStation, type Station } from './station.ts'

/** Of the 200 ms that the device without sound holds. */
const LONG_AWAY_MS = 100
const PROGRAM = new URL('./programs/supervise.ts', import.meta.url).pathname

/** What each test uses, and takes away again. */
async function stage(
  finished: (undo: () => Promise<void>) => void,
): Promise<{ station: Station; started: Set<number> }> {
  const station = await makeStation()
  const started = new Set<number>()
  finished(async () => {
    for (const pid of started) if (isAlive(pid)) process.kill(pid, 'SIGKILL')
    const last = (await readStatus(station.dataDir, 0)).status?.pid ?? 0
    if (isAlive(last)) process.kill(last, 'SIGKILL')
    await station.remove()
  })
  return { station, started }
}

async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>, ms = 10_000): Promise<T> {
  const end = performance.now() + ms
  while (performance.now() < end) {
    const found = await look()
    if (found !== undefined) return found
    await delay(50)
  }
  throw new Error(`not within ${ms} ms: ${what}`)
}

function supervise({ station, started }: { station: Station; started: Set<number> }) {
  const child = start(process.execPath, [PROGRAM, station.dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  if (child.pid !== undefined) started.add(child.pid)
  let text = ''
  child.stdout?.on('data', (part: Buffer) => {
    text += part
  })
  const webPids = () => {
    const pids = [...text.matchAll(/web (\d+)/g)].map(([, pid]) => Number(pid))
    for (const pid of pids) started.add(pid)
    return pids
  }
  const ended = () => until('its own end', () => (child.exitCode === null ? undefined : { code: child.exitCode }))
  return { child, text: () => text, webPids, ended }
}

const onAirPid = ({ station, started }: { station: Station; started: Set<number> }) =>
  until('the on-air process', async () => {
    const { status, stale } = await readStatus(station.dataDir, Date.now())
    if (stale || status === undefined || !isAlive(status.pid)) return undefined
    started.add(status.pid)
    return status.pid
  })

describe.concurrent('the supervisor', () => {
  test('may die with the web process in the middle of a programme; it goes on, and the next one adopts it', async ({
    expect,
    onTestFinished,
  }) => {
    const scene = await stage(onTestFinished)
    const { station } = scene
    const noise = await station.addMaster('master.wav', 7)
    const machine = await watchMachine(LONG_AWAY_MS)
    onTestFinished(() => machine.close())
    const first = supervise(scene)
    const pid = await onAirPid(scene)
    await station.plan('null', [station.airing('a', noise, Date.now() + 2500)])
    const web = await until('the web process', () => first.webPids()[0])
    await station.entry('first-sample', 10_000)
    process.kill(web, 'SIGKILL')
    await until('another web process', () => first.webPids()[1])
    first.child.kill('SIGKILL')
    await until('the web process on its leash', () => first.webPids().every((one) => !isAlive(one)) || undefined)
    expect(isAlive(pid)).toBe(true)

    const second = supervise(scene)
    await until('the adoption', () => second.text().includes(`${pid}`) || undefined)
    expect(await onAirPid(scene)).toBe(pid)
    await station.entry('outcome', 12_000)
    const run = asRunOf('a', await station.journal())
    expect(run).toMatchObject({ outcome: 'aired', resumes: 0 })
    // Nothing that these programs do to each other costs a sample; only the machine itself may have been away.
    expect(run.xruns).toBeLessThanOrEqual(machine.times())

    second.child.kill('SIGTERM')
    expect(await second.ended()).toEqual({ code: 0 })
    expect(isAlive(pid)).toBe(false)
    expect(second.webPids().every((one) => !isAlive(one))).toBe(true)
    expect((await station.journal()).at(-1)?.event).toBe('process-stopped')
  })

  test('brings a killed on-air process back, and does not silence a programme at one Ctrl+C', async ({
    expect,
    onTestFinished,
  }) => {
    const scene = await stage(onTestFinished)
    const { station } = scene
    const noise = await station.addMaster('master.wav', 20)
    const { child, text, ended } = supervise(scene)
    await onAirPid(scene)
    await station.plan('null', [station.airing('a', noise, Date.now() + 2500)])
    await station.entry('first-sample', 10_000)
    process.kill(await onAirPid(scene), 'SIGKILL')
    const killedAt = Date.now()
    const again = await station.entry('first-sample', 6000, ({ at }) => at > killedAt)
    expect(again.at - killedAt).toBeLessThan(3000)

    await onAirPid(scene)
    const playing = async () => (await readStatus(station.dataDir, Date.now())).status?.state === 'playing'
    await until('the status', async () => (await playing()) || undefined)
    child.kill('SIGINT')
    await until('the question', () => text().includes('Nhấn Ctrl+C lần nữa') || undefined)
    expect(child.exitCode).toBeNull()
    await delay(600)
    child.kill('SIGINT')
    expect(await ended()).toEqual({ code: 0 })
  })
})
