import { type ChildProcess, spawn } from 'node:child_process'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { asRunOf } from '../../schedules/index.ts'
import { readStatus } from '../../server/handover/index.ts'
import { delay } from './sound-server.ts'
import { makeStation, type Station } from './station.ts'

const PROGRAM = new URL('./programs/supervise.ts', import.meta.url).pathname

let station: Station
const started = new Set<number>()

beforeEach(async () => {
  station = await makeStation()
})
afterEach(async () => {
  for (const pid of started) if (alive(pid)) process.kill(pid, 'SIGKILL')
  started.clear()
  await station.remove()
})

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
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

function supervise(): { child: ChildProcess; text: () => string; webPids: () => number[] } {
  const child = spawn(process.execPath, [PROGRAM, station.dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
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
  return { child, text: () => text, webPids }
}

const onAirPid = () =>
  until('the on-air process', async () => {
    const { status, stale } = await readStatus(station.dataDir, Date.now())
    if (stale || status === undefined || !alive(status.pid)) return undefined
    started.add(status.pid)
    return status.pid
  })

const exited = (child: ChildProcess) => until('its end', () => (child.exitCode ?? child.signalCode) || undefined)

test('web and supervisor die in the middle of a programme; the programme goes on, and a new supervisor adopts it', async () => {
  const noise = await station.addMaster('master.wav', 9)
  await station.plan('null', [station.airing('a', noise, Date.now() + 3500)])
  const first = supervise()
  const pid = await onAirPid()
  const web = await until('the web process', () => first.webPids()[0])
  await station.entry('first-sample', 10_000)
  process.kill(web, 'SIGKILL')
  await until('another web process', () => first.webPids()[1])
  first.child.kill('SIGKILL')
  await until('the web process on its leash', () => (first.webPids().every((one) => !alive(one)) ? true : undefined))
  expect(alive(pid)).toBe(true)

  const second = supervise()
  await until('the adoption', () => (second.text().includes(`${pid}`) ? true : undefined))
  expect(await onAirPid()).toBe(pid)
  await station.entry('outcome', 12_000)
  expect(asRunOf('a', await station.journal())).toMatchObject({ outcome: 'aired', xruns: 0, resumes: 0 })

  second.child.kill('SIGTERM')
  await until('the end of all', () => (!alive(pid) && second.webPids().every((one) => !alive(one)) ? true : undefined))
  await until('its own end', () => (second.child.exitCode === 0 ? true : undefined))
  expect((await station.journal()).at(-1)?.event).toBe('process-stopped')
})

test('a killed on-air process is back within two seconds, and one Ctrl+C does not silence a programme', async () => {
  const noise = await station.addMaster('master.wav', 12)
  await station.plan('null', [station.airing('a', noise, Date.now() + 2500)])
  const { child, text } = supervise()
  await station.entry('first-sample', 10_000)
  const pid = await onAirPid()
  process.kill(pid, 'SIGKILL')
  const killedAt = Date.now()
  const again = await station.entry('first-sample', 6000, ({ at }) => at > killedAt)
  expect(again.at - killedAt).toBeLessThan(3000)

  await onAirPid()
  await until(
    'it says so',
    async () => (await readStatus(station.dataDir, Date.now())).status?.state === 'playing' || undefined,
  )
  child.kill('SIGINT')
  await until('the question', () => text().includes('Nhấn Ctrl+C lần nữa') || undefined)
  expect(child.exitCode).toBeNull()
  await delay(600)
  child.kill('SIGINT')
  await exited(child).catch(() => undefined)
  expect(child.exitCode).toBe(0)
})
