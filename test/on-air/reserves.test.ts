import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { asRunOf } from '../../schedules/index.ts'
import { readStatus } from '../../server/handover/index.ts'
import { placed, whole } from './heard.ts'
import { differing, lastSound } from './noise.ts'
import { delay, type SoundServer, startSoundServer } from './sound-server.ts'
import { makeStation, type Station } from './station.ts'

let sound: SoundServer
beforeAll(async () => {
  sound = await startSoundServer({ sinks: ['first', 'second', 'master'] })
})
afterAll(() => sound.stop())

/** Two processes start at once here: how exact a start is, is measured elsewhere. */
const NEAR_MS = 250

async function stage(finished: (undo: () => Promise<void>) => void): Promise<Station> {
  const station = await makeStation()
  finished(() => station.remove())
  return station
}

describe.concurrent('a reserve', () => {
  test('a master deleted or altered before its instant is replaced by the reserve, or fails with its reason', async ({
    expect,
    onTestFinished,
  }) => {
    const station = await stage(onTestFinished)
    const gone = await station.addMaster('gone.wav', 2, 31)
    const altered = await station.addMaster('altered.wav', 2, 32)
    const apology = await station.addMaster('apology.wav', 2, 33)
    const startsAt = Date.now() + 16_000
    await station.plan('alsa:master', [
      station.airing('gone', gone, startsAt, {
        reserve: { kind: 'apology', title: 'Xin lỗi quý thính giả', ...station.file(apology) },
      }),
      station.airing('altered', altered, startsAt + 2500),
    ])
    station.start(sound.env)
    await station.entry('plan-read', 8000)
    await delay(500)
    await rm(gone.path)
    await station.addMaster('altered.wav', 2, 99)
    const capture = await sound.startCapture('master')
    await station.entry('outcome', 26_000, ({ airingId }) => airingId === 'altered')
    const heard = whole(await capture.stop(), apology, startsAt)
    expect(Math.abs(heard.errorMs)).toBeLessThan(NEAR_MS)
    expect([heard.altered, heard.tail]).toEqual([0, 0])
    const entries = await station.journal()
    expect(asRunOf('gone', entries).outcome).toBe('replaced')
    expect(entries.find(({ event }) => event === 'replaced')?.details).toMatchObject({
      because: 'media-missing',
      kind: 'apology',
    })
    expect(asRunOf('altered', entries)).toMatchObject({ outcome: 'failed', reason: 'media-changed' })
  })

  test('when the main device goes away, the reserve device sounds within three seconds, on the timeline', async ({
    expect,
    onTestFinished,
  }) => {
    const station = await stage(onTestFinished)
    const noise = await station.addMaster('master.wav', 12)
    const startsAt = Date.now() + 8000
    await station.plan('alsa:pulse:first', [station.airing('a', noise, startsAt)], {
      reserveDevice: { id: 'alsa:pulse:second', name: 'Loa dự phòng' },
    })
    station.start(sound.env)
    const capture = await sound.startCapture('second')
    await station.entry('first-sample', 12_000)
    await delay(2500)
    const removedAt = Date.now()
    await sound.removeSink('first')
    await station.entry('device-switched', 4000)
    await delay(1500)
    const { status } = await readStatus(station.dataDir, Date.now())
    expect(status).toMatchObject({ state: 'playing', isReserveDevice: true, device: { name: 'Loa dự phòng' } })
    await station.entry('outcome', 15_000)
    const captured = await capture.stop()
    const { zero, errorMs } = placed(captured, noise, startsAt, 8 * 48_000)
    // Before we have the stream in our hands again, the sound server may let a moment of it out there.
    const resumed = await station.entry('resumed', 1000)
    const againMs = resumed.at - removedAt
    const first = Math.ceil((resumed.at - captured.frameZeroMs) * 48) + 480 - zero
    process.stdout.write(
      `the reserve device sounds ${againMs.toFixed(0)} ms after the loss, off by ${errorMs.toFixed(1)} ms\n`,
    )
    expect(againMs).toBeLessThan(3000)
    expect(Math.abs(errorMs)).toBeLessThan(NEAR_MS)
    expect(differing(captured.samples, noise, zero, first)).toBe(0)
    expect(lastSound(captured.samples)).toBe(zero + noise.frames - 1)
  })
})
