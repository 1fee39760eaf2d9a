import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canOpen } from '../../../audio/index.ts'
import { mixerOf, otherSounds, thisMachine } from '../../../server/machine/index.ts'
import { until } from '../../builders.ts'
import { writeNoise } from '../../on-air/noise.ts'
import { end, start } from '../../on-air/run.ts'
import { type SoundServer, startSoundServer } from '../../on-air/sound-server.ts'

const DEVICE = 'alsa:pulse:station'

describe('a real sound server', () => {
  let server: SoundServer
  const before = { ...process.env }
  beforeAll(async () => {
    server = await startSoundServer()
    Object.assign(process.env, server.env)
  })
  afterAll(async () => {
    for (const name of Object.keys(server.env)) delete process.env[name]
    Object.assign(process.env, before)
    await server.stop()
  })

  it('tells whether its sink is muted or turned down', async () => {
    const level = () => mixerOf(DEVICE, [], thisMachine())
    expect(await level()).toMatchObject({ known: true, value: { muted: false, volume: 1 } })
    await server.pactl('set-sink-volume', 'station', '30%')
    expect(await level()).toMatchObject({ known: true, value: { muted: false, volume: 0.3 } })
    await server.pactl('set-sink-mute', 'station', '1')
    expect(await level()).toMatchObject({ known: true, value: { muted: true } })
    await server.pactl('set-sink-mute', 'station', '0')
    await server.pactl('set-sink-volume', 'station', '100%')
  })

  it('tells who else sounds there', async () => {
    expect(await otherSounds(DEVICE, [], thisMachine())).toEqual({ known: true, value: [] })
    const { path } = await writeNoise(join(server.env.PULSE_RUNTIME_PATH ?? '', 'noise.wav'), 10)
    const player = start('paplay', ['--client-name=Trình nghe nhạc', '-d', 'station', path], { stdio: 'ignore' })
    const guest = await until('the guest', async () => {
      const others = await otherSounds(DEVICE, [], thisMachine())
      return others.known ? others.value[0] : undefined
    })
    expect(guest).toEqual({ program: 'Trình nghe nhạc', pid: player.pid })
    expect(await otherSounds(DEVICE, [player.pid ?? 0], thisMachine())).toEqual({ known: true, value: [] })
    await end(player, 'SIGTERM')
  })

  it('lets its sink be opened for a moment, says why one cannot be, and may hang without holding us', async () => {
    expect(await canOpen(DEVICE)).toEqual({ ok: true })
    expect(await canOpen('null')).toEqual({ ok: true })
    expect(await canOpen('alsa:khong-co')).toMatchObject({ ok: false, code: 'device-absent' })
    expect(await canOpen('loa:nao-do')).toMatchObject({ ok: false, code: 'device-absent' })
    server.freeze()
    const started = performance.now()
    expect(await canOpen(DEVICE, 1200)).toMatchObject({ ok: false, code: 'device-lost' })
    expect(performance.now() - started).toBeLessThan(2500)
    server.thaw()
    expect(await canOpen(DEVICE)).toEqual({ ok: true })
  })
})
