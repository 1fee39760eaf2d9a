import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AirSettings, Inputs, InputTested } from '../../server/contract/index.ts'
import { TestStation } from '../builders.ts'
import { writeNoise } from '../on-air/noise.ts'
import { end, start } from '../on-air/run.ts'
import { type SoundServer, startSoundServer } from '../on-air/sound-server.ts'

const INPUT = 'alsa:pulse:station.monitor'

describe('an input of the station’s computer', () => {
  let server: SoundServer
  let station: TestStation
  const before = { ...process.env }
  beforeAll(async () => {
    server = await startSoundServer()
    // The system's sound library looks into this process's own environment.
    Object.assign(process.env, server.env)
    station = await TestStation.open()
    await station.setUp()
  })
  afterAll(async () => {
    await station.close()
    for (const name of Object.keys(server.env)) delete process.env[name]
    Object.assign(process.env, before)
    await server.stop()
  })

  it('counts as tested once it was heard, and not while it is silent or another one is chosen', async () => {
    const { inputs } = await station.get<Inputs>('GET', '/api/inputs')
    expect(inputs.map(({ id }) => id)).toContain(INPUT)
    const choose = (liveInputId: string) =>
      station.get<AirSettings>('PATCH', '/api/station/air-settings', { liveInputId })
    const hear = () => station.get<InputTested>('POST', '/api/inputs/test', { inputId: INPUT })
    expect((await choose(INPUT)).liveInput?.name).toContain('Tiếng ra của')

    expect(await hear()).toEqual({ peakDbfs: -96, rmsDbfs: -96, heardSomething: false })
    const settings = () => station.get<AirSettings>('GET', '/api/station/air-settings')
    expect((await settings()).liveInputTestedAt).toBeUndefined()

    const { path } = await writeNoise(join(server.env.PULSE_RUNTIME_PATH ?? '', 'noise.wav'), 20)
    const player = start('paplay', ['-d', 'station', path], { stdio: 'ignore' })
    try {
      let ticks = 0
      const ticking = setInterval(() => ticks++, 50)
      const heard = await hear()
      clearInterval(ticking)
      expect(heard.heardSomething).toBe(true)
      expect(heard.peakDbfs).toBeGreaterThan(heard.rmsDbfs)
      // Three seconds of waiting for sound, and the station's other work went on.
      expect(ticks).toBeGreaterThan(20)
    } finally {
      await end(player, 'SIGTERM')
    }
    expect((await settings()).liveInputTestedAt).toBeGreaterThan(0)
    expect((await choose(INPUT)).liveInputTestedAt).toBeGreaterThan(0)
    const cleared = await station.get<AirSettings>('PATCH', '/api/station/air-settings', { liveInputId: null })
    expect([cleared.liveInput, cleared.liveInputTestedAt]).toEqual([undefined, undefined])
    expect((await choose(INPUT)).liveInputTestedAt).toBeUndefined()
  })
})
