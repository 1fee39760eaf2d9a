import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Preflight, PreflightLine } from '../../../server/contract/index.ts'
import { TestStation, until } from '../../builders.ts'
import { writeNoise } from '../../on-air/noise.ts'
import { end, start } from '../../on-air/run.ts'
import { type SoundServer, startSoundServer } from '../../on-air/sound-server.ts'

describe('the looks on a real sound server', () => {
  let server: SoundServer
  let station: TestStation
  const before = { ...process.env }
  beforeAll(async () => {
    server = await startSoundServer()
    Object.assign(process.env, server.env)
    station = await TestStation.open()
    await station.setUp()
    await station.db
      .updateTable('station')
      .set({ air_device_id: 'alsa:pulse:station', air_device_name: 'Loa phường' })
      .execute()
  })
  afterAll(async () => {
    await station.close()
    for (const name of Object.keys(server.env)) delete process.env[name]
    Object.assign(process.env, before)
    await server.stop()
  })

  const line = async (check: PreflightLine['check']) =>
    (await station.get<Preflight>('POST', '/api/preflight/run')).station.find((one) => one.check === check)

  it('find a device that opens, a sink that is muted, and a guest on it', async () => {
    expect(await line('device')).toEqual({ check: 'device', state: 'good', found: '“Loa phường” mở được.' })
    expect(await line('mixer')).toMatchObject({ state: 'good' })
    await server.pactl('set-sink-mute', 'station', '1')
    expect(await line('mixer')).toMatchObject({ state: 'bad', found: expect.stringContaining('đang tắt tiếng') })
    await server.pactl('set-sink-mute', 'station', '0')
    await server.pactl('set-sink-volume', 'station', '45%')
    expect(await line('mixer')).toMatchObject({ state: 'warning', found: expect.stringContaining('để thấp: 45 %') })
    const { path } = await writeNoise(join(server.env.PULSE_RUNTIME_PATH ?? '', 'noise.wav'), 10)
    const guest = start('paplay', ['--client-name=Trình nghe nhạc', '-d', 'station', path], { stdio: 'ignore' })
    const found = await until('the guest', async () => {
      const one = await line('other-sound')
      return one?.state === 'bad' ? one.found : undefined
    })
    expect(found).toBe('Có chương trình khác đang phát ra thiết bị này: Trình nghe nhạc.')
    await end(guest, 'SIGTERM')
    await server.kill()
    expect(await line('device')).toMatchObject({ state: 'bad' })
    expect(await line('mixer')).toMatchObject({ state: 'unknown' })
  })
})
