import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NULL_DEVICE_ID } from '../../audio/index.ts'
import type { AirSettings, Inputs, Programme } from '../../server/contract/index.ts'
import { onAirFolder, readPlan } from '../../server/handover/index.ts'
import { TestStation } from '../builders.ts'

const RULES = { priority: 'high', late: 'from-top', slackMinutes: 90, displaced: 'reschedule', reserve: 'last-edition' }

describe('how the station airs', () => {
  let station: TestStation
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
  })
  afterAll(() => station.close())

  const settings = () => station.get<AirSettings>('GET', '/api/station/air-settings')
  const change = (body: object) => station.get<AirSettings>('PATCH', '/api/station/air-settings', body)

  it('has settings that work before anybody touches them', async () => {
    expect(await settings()).toEqual({ relay: {}, silence: { belowDbfs: -40, forSeconds: 10 } })
  })

  it('changes group by group, takes choices back with null, and hands it all to the plan', async () => {
    const target = { kind: 'command', command: 'bat-may-phat' }
    const before = { target, aheadSeconds: 30, withinSeconds: 10 }
    const alarmHook = { kind: 'url', url: 'http://127.0.0.1:9/zalo' }
    await change({ relay: { before }, silence: { belowDbfs: -50, forSeconds: 20 }, alarmHook })
    const changed = await change({ reserveDeviceId: NULL_DEVICE_ID })
    expect(changed).toMatchObject({ relay: { before }, alarmHook, reserveDevice: { id: NULL_DEVICE_ID } })
    expect(await readPlan(onAirFolder(station.dataDir).plan)).toMatchObject({
      silence: { belowDbfs: -50, forMs: 20_000 },
      relay: { before: { target, aheadMs: 30_000, withinMs: 10_000 } },
      reserveDevice: { id: NULL_DEVICE_ID },
    })
    expect(await change({ reserveDeviceId: null, alarmHook: null, relay: {} })).toEqual({
      relay: {},
      silence: { belowDbfs: -50, forSeconds: 20 },
    })
  })

  it('refuses one device as both main and reserve, from either side', async () => {
    await station.get('PUT', '/api/station/devices', { airDeviceId: NULL_DEVICE_ID, listeningDeviceId: null })
    const asReserve = { reserveDeviceId: NULL_DEVICE_ID }
    const refused = await station.refused('PATCH', '/api/station/air-settings', asReserve)
    expect(refused.code).toBe('reserve-is-main')
    expect(refused.message).toContain('phải khác thiết bị phát chính')
    await station.db.updateTable('station').set({ air_device_id: null, air_device_name: null }).execute()
    await change(asReserve)
    const other = { airDeviceId: NULL_DEVICE_ID, listeningDeviceId: null }
    expect((await station.refused('PUT', '/api/station/devices', other)).code).toBe('main-is-reserve')
    await change({ reserveDeviceId: null })
  })

  it('refuses devices and inputs that are not there', async () => {
    for (const [field, code] of [
      ['reserveDeviceId', 'device-absent'],
      ['returnInputId', 'input-absent'],
      ['liveInputId', 'input-absent'],
    ] as const) {
      expect((await station.refused('PATCH', '/api/station/air-settings', { [field]: 'alsa:khong-co' })).code).toBe(
        code,
      )
    }
    expect((await station.refused('POST', '/api/inputs/test', { inputId: 'alsa:khong-co' })).code).toBe('input-absent')
  })

  it('lists the inputs of the computer, or says why there are none', async () => {
    const { inputs, problem } = await station.get<Inputs>('GET', '/api/inputs')
    expect(inputs.length > 0 || problem !== undefined).toBe(true)
  })

  it('keeps the rules of each programme and refuses an apology that is no announcement', async () => {
    const programme = await station.get<Programme>('POST', '/api/programmes', { preset: 'empty', name: 'Bản tin' })
    expect(programme.airRules).toMatchObject({ priority: 'normal', late: 'join', slackMinutes: 60, reserve: 'nothing' })
    const url = `/api/programmes/${programme.id}`
    expect((await station.get<Programme>('PATCH', url, { airRules: RULES })).airRules).toEqual(RULES)
    for (const apologyId of [undefined, 'khong-co']) {
      const airRules = { ...RULES, reserve: 'apology', ...(apologyId && { apologyId }) }
      expect((await station.refused('PATCH', url, { airRules })).code).toBe('apology-needed')
    }
    const [listed] = await station.get<Programme[]>('GET', '/api/programmes')
    expect(listed?.airRules).toEqual(RULES)
  })
})
