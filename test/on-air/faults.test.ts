import { appendFile, rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { asRunOf } from '../../schedules/index.ts'
import { whole } from './heard.ts'
import { output } from './run.ts'
import { delay, type SoundServer, startSoundServer } from './sound-server.ts'
import { makeStation, type Station } from './station.ts'

const SINKS = ['disk', 'journal', 'zone']
/** Several processes start at once here: how exact a start is, is measured elsewhere. */
const NEAR_MS = 250

let sound: SoundServer
beforeAll(async () => {
  sound = await startSoundServer({ sinks: SINKS })
})
afterAll(() => sound.stop())

/** A station of its own on a sink of its own, with everything of it taken away at the end. */
async function stage(finished: (undo: () => Promise<void>) => void): Promise<Station> {
  const station = await makeStation()
  finished(() => station.remove())
  return station
}

describe.concurrent('on the air', () => {
  test('a full disk stops nothing, and the journal catches up', async ({ expect, onTestFinished }) => {
    const station = await stage(onTestFinished)
    const noise = await station.addMaster('master.wav', 4)
    const startsAt = Date.now() + 9000
    await station.plan('alsa:disk', [station.airing('a', noise, startsAt)])
    const child = station.start(sound.env)
    const room = (bytes: string) => output('prlimit', ['--pid', String(child.pid), `--fsize=${bytes}:unlimited`], {})
    await station.entry('plan-read', 8000)
    await room('0')
    const capture = await sound.startCapture('disk')
    await delay(startsAt - Date.now() + 2500)
    expect((await station.journal()).map(({ event }) => event)).not.toContain('first-sample')
    await room('unlimited')
    await station.entry('outcome', 8000)
    const heard = whole(await capture.stop(), noise, startsAt)
    expect(Math.abs(heard.errorMs)).toBeLessThan(NEAR_MS)
    expect([heard.altered, heard.tail]).toEqual([0, 0])
    await station.entry('journal-gap', 5000)
    expect(asRunOf('a', await station.journal())).toMatchObject({ outcome: 'aired', xruns: 0 })
  })

  test('a journal that is damaged, deleted and in the way of itself costs neither sound nor memory', async ({
    expect,
    onTestFinished,
  }) => {
    const station = await stage(onTestFinished)
    const noise = await station.addMaster('master.wav', 1)
    const over = station.airing('over', noise, Date.now() - 60_000)
    const startsAt = Date.now() + 12_000
    const journal = station.files.journal
    const first = station.start(sound.env)
    await station.plan('alsa:journal', [over])
    await station.entry('plan-read', 8000)
    await station.kill(first, 'SIGKILL')
    await appendFile(journal, '{"id":"x","seq":3,"at":1,"event":"outcome"}\n{"id":"tor')
    await station.plan('alsa:journal', [over, station.airing('a', noise, startsAt)])
    station.start(sound.env)
    await station.entry('armed', 8000)
    const before = await station.journal()
    await rm(journal)
    const capture = await sound.startCapture('journal')
    await station.entry('outcome', 16_000)
    const heard = whole(await capture.stop(), noise, startsAt)
    expect(Math.abs(heard.errorMs)).toBeLessThan(NEAR_MS)
    expect(heard.altered).toBe(0)
    const after = await station.journal()
    expect(after.slice(0, before.length)).toEqual(before)
    expect(after.filter(({ event }) => event === 'process-started')).toHaveLength(2)
    expect(asRunOf('a', after).outcome).toBe('aired')
  })

  test('a machine that thinks it is in New York airs at the station’s instant', async ({ expect, onTestFinished }) => {
    const station = await stage(onTestFinished)
    const noise = await station.addMaster('master.wav', 1)
    const startsAt = Date.now() + 8000
    await station.plan('alsa:pulse:zone', [station.airing('a', noise, startsAt)])
    station.start({ ...sound.env, TZ: 'America/New_York' })
    const capture = await sound.startCapture('zone')
    await station.entry('outcome', 16_000)
    const heard = whole(await capture.stop(), noise, startsAt)
    expect(Math.abs(heard.errorMs)).toBeLessThan(NEAR_MS)
    expect(heard.altered).toBe(0)
  })
})
