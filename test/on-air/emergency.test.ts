import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { asRunOf } from '../../schedules/index.ts'
import { readStatus, writeCommand } from '../../server/handover/index.ts'
import { differing, findNoise, lastSound } from './noise.ts'
import { end, start } from './run.ts'
import { delay, type SoundServer, startSoundServer } from './sound-server.ts'
import { makeStation } from './station.ts'

let sound: SoundServer
beforeAll(async () => {
  sound = await startSoundServer({ sinks: ['file', 'live', 'microphone'] })
})
afterAll(() => sound.stop())

describe.concurrent('an emergency announcement', () => {
  test('from a file fades the programme out, sounds within a second, and the programme goes on where it was cut', async ({
    expect,
    onTestFinished,
  }) => {
    const station = await makeStation()
    onTestFinished(() => station.remove())
    const programme = await station.addMaster('programme.wav', 12, 5)
    const announcement = await station.addMaster('announcement.wav', 2, 6)
    await station.plan('alsa:pulse:file', [station.airing('a', programme, Date.now() + 5000)])
    station.start(sound.env)
    const capture = await sound.startCapture('file')
    await station.entry('first-sample', 12_000)
    await delay(3000)
    const orderedAt = Date.now()
    await writeCommand(station.dataDir, {
      id: 'order-1',
      kind: 'emergency',
      by: 'Anh Ba',
      at: orderedAt,
      airingId: 'e',
      title: 'Lũ quét',
      sound: { kind: 'file', ...station.file(announcement) },
    })
    await station.entry('first-sample', 5000, ({ airingId }) => airingId === 'e')
    await delay(500)
    const { status } = await readStatus(station.dataDir, Date.now())
    expect(status).toMatchObject({ airingId: 'e', emergency: { title: 'Lũ quét', by: 'Anh Ba', isLive: false } })
    expect(status?.displaced?.airingId).toBe('a')
    await station.entry('outcome', 25_000, ({ airingId }) => airingId === 'a')
    const { samples, frameZeroMs } = await capture.stop()

    const first = findNoise(samples, programme, 48_000)
    const urgent = findNoise(samples, announcement, 24_000)
    const again = findNoise(samples, programme, 11 * 48_000)
    if (first === undefined || urgent === undefined || again === undefined) throw new Error('not all of it was heard')
    const afterMs = frameZeroMs + urgent / 48 - orderedAt
    expect(differing(samples, announcement, urgent)).toBe(0)

    // The last frame of the programme that was whole, and how long it still faded.
    let cut = 48_000
    while (differing(samples, programme, first, cut, cut + 1) === 0) cut++
    const faded = urgent - (first + cut)
    let resumed = urgent + announcement.frames - again
    while (differing(samples, programme, again, resumed, resumed + 48) > 0) resumed += 48
    process.stdout.write(
      `announcement heard ${afterMs.toFixed(0)} ms after the order, ${(faded / 48).toFixed(0)} ms after the fade began; ` +
        `cut at ${(cut / 48).toFixed(0)} ms, resumed at ${(resumed / 48).toFixed(0)} ms\n`,
    )
    expect(afterMs).toBeLessThan(1000)
    expect(resumed / 48).toBeGreaterThan(cut / 48 - 50)
    expect(resumed / 48).toBeLessThan(cut / 48 + 400)
    expect(differing(samples, programme, again, resumed)).toBe(0)
    expect(lastSound(samples)).toBe(again + programme.frames - 1)
    const entries = await station.journal()
    expect(asRunOf('e', entries)).toMatchObject({ outcome: 'aired' })
    expect(entries.filter(({ event }) => event === 'outcome')).toHaveLength(2)
  })

  test('live is what the microphone hears, and is silent half a second after the stop', async ({
    expect,
    onTestFinished,
  }) => {
    const station = await makeStation()
    onTestFinished(() => station.remove())
    const voice = await station.addMaster('voice.wav', 10, 8)
    await station.plan('alsa:pulse:live', [])
    station.start(sound.env)
    await station.entry('plan-read', 8000)
    const speaker = start('paplay', ['--device=microphone', join(station.dataDir, 'voice.wav')], {
      env: { ...process.env, ...sound.env },
      stdio: 'ignore',
    })
    onTestFinished(async () => void (await end(speaker, 'SIGKILL')))
    await delay(700)
    const capture = await sound.startCapture('live')
    const orderedAt = Date.now()
    await writeCommand(station.dataDir, {
      id: 'order-2',
      kind: 'emergency',
      by: 'Chị Lan',
      at: orderedAt,
      airingId: 'live-1',
      title: 'Nói trực tiếp',
      sound: {
        kind: 'live',
        input: { id: 'alsa:pulse:microphone.monitor', name: 'Micro' },
        longestMs: 60_000,
      },
    })
    const first = await station.entry('first-sample', 8000, ({ airingId }) => airingId === 'live-1')
    await delay(1500)
    expect((await readStatus(station.dataDir, Date.now())).status).toMatchObject({
      airingId: 'live-1',
      emergency: { isLive: true, by: 'Chị Lan' },
    })
    const stopAt = Date.now()
    await writeCommand(station.dataDir, { id: 'stop-2', kind: 'stop', airingId: 'live-1', by: 'Chị Lan', at: stopAt })
    await station.entry('outcome', 5000)
    const { samples, frameZeroMs } = await capture.stop()
    const silentMs = frameZeroMs + (lastSound(samples) + 1) / 48 - stopAt
    process.stdout.write(
      `live after ${(first.at - orderedAt).toFixed(0)} ms, silent ${silentMs.toFixed(0)} ms after the stop\n`,
    )
    // A second of what was said, as it was said.
    const heardAt = Math.round((first.at + 600 - frameZeroMs) * 48)
    const place = [...Array(160).keys()]
      .map((tenths) => tenths * 2400)
      .find((probe) => (findNoise(samples, voice, probe, heardAt) ?? -1) + probe > heardAt)
    expect(place).toBeDefined()
    expect(silentMs).toBeLessThan(500)
    expect(asRunOf('live-1', await station.journal()).outcome).toBe('stopped')
  })
})
