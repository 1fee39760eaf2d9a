import { type AirSettings, type AirSettingsChange, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import type { Listening } from './listening.ts'
import { findAirSettings, findStation, putAirSettings } from './store.ts'

type Choice = { id: string; name: string }

/** What the settings are checked against. */
export interface AirSettingsParts {
  listening: Listening
  /** An input that is there now; refuses `input-absent`. */
  findInput: (id: string) => Promise<Choice>
  onChange: () => Promise<void>
}

/** How the station airs, beside its main device: reserve, return and live input, relay, alarm hook, silence. */
export function registerAirSettings(app: App, deps: Deps, { listening, findInput, onChange }: AirSettingsParts): void {
  const { db, live } = deps

  app.get('/api/station/air-settings', { schema: { response: { 200: schema.AirSettings } } }, () => findAirSettings(db))

  app.patch(
    '/api/station/air-settings',
    { schema: { body: schema.AirSettingsChange, response: { 200: schema.AirSettings } } },
    async (request) => {
      const changed = await withChange(await findAirSettings(db), request.body)
      await putAirSettings(db, changed)
      await onChange()
      live.tell({ event: 'changed', data: { what: 'station' } })
      return findAirSettings(db)
    },
  )

  async function withChange(settings: AirSettings, change: AirSettingsChange): Promise<AirSettings> {
    const { relay = settings.relay, silence = settings.silence } = change
    const reserveDevice = await choice(change.reserveDeviceId, settings.reserveDevice, reserve)
    const returnInput = await choice(change.returnInputId, settings.returnInput, findInput)
    const liveInput = await choice(change.liveInputId, settings.liveInput, findInput)
    const alarmHook = change.alarmHook === undefined ? settings.alarmHook : (change.alarmHook ?? undefined)
    const isSameInput = liveInput !== undefined && liveInput.id === settings.liveInput?.id
    return {
      relay,
      silence,
      ...(reserveDevice && { reserveDevice }),
      ...(returnInput && { returnInput }),
      ...(liveInput && { liveInput }),
      // Another input has not been tested yet.
      ...(isSameInput && settings.liveInputTestedAt && { liveInputTestedAt: settings.liveInputTestedAt }),
      ...(alarmHook && { alarmHook }),
    }
  }

  async function reserve(id: string): Promise<Choice> {
    const { name } = await listening.find(id)
    const main = (await findStation(db))?.airDevice
    if (main?.id === id) throw new StationError('reserve-is-main', { name })
    return { id, name }
  }
}

async function choice(
  id: string | null | undefined,
  before: Choice | undefined,
  find: (id: string) => Promise<Choice>,
): Promise<Choice | undefined> {
  if (id === null) return undefined
  // What was chosen stays chosen while it is unplugged.
  if (id === undefined || id === before?.id) return before
  const { name } = await find(id)
  return { id, name }
}
