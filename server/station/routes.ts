import { type Station, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { lanAddresses } from './addresses.ts'
import { ffmpegSentence } from './ffmpeg-words.ts'
import type { Listening } from './listening.ts'
import { changeStation, chooseDevices, findAirSettings, findStation } from './store.ts'

/** The station's settings, its sound devices with their test tone, and its health. */
export function registerStation(app: App, deps: Deps, listening: Listening, onChange: () => Promise<void>): void {
  const { db, live } = deps

  app.get('/api/station', { schema: { response: { 200: schema.Station } } }, () => theStation(deps))

  app.patch(
    '/api/station',
    { schema: { body: schema.StationChange, response: { 200: schema.Station } } },
    async (request) => {
      const { name, soundKind } = request.body
      await changeStation(db, {
        ...(name !== undefined && { name: name.normalize('NFC').trim() }),
        ...(soundKind !== undefined && { soundKind }),
      })
      await onChange()
      live.tell({ event: 'changed', data: { what: 'station' } })
      return theStation(deps)
    },
  )

  app.get('/api/devices', { schema: { response: { 200: schema.Devices } } }, () => listening.devices())

  app.put(
    '/api/station/devices',
    { schema: { body: schema.DevicesChosen, response: { 200: schema.Station } } },
    async (request) => {
      const { airDeviceId, listeningDeviceId } = request.body
      const air = await listening.find(airDeviceId)
      if ((await findAirSettings(db)).reserveDevice?.id === air.id) {
        throw new StationError('main-is-reserve', { name: air.name })
      }
      const other = listeningDeviceId === null ? undefined : await listening.find(listeningDeviceId)
      await chooseDevices(db, air, other)
      await onChange()
      live.tell({ event: 'changed', data: { what: 'station' } })
      return theStation(deps)
    },
  )

  app.post(
    '/api/devices/test-tone',
    { schema: { body: schema.TestToneAsked, response: { 200: schema.Done } } },
    async (request) => {
      await listening.testTone(request.body.deviceId)
      return { done: true } as const
    },
  )

  app.get('/api/health', { schema: { response: { 200: schema.Health } } }, async () => ({
    node: process.version,
    ffmpeg: { ...deps.ffmpeg, words: ffmpegSentence(deps.ffmpeg) },
    diskFreeBytes: await deps.media.files.freeBytes(),
    uploadLimitBytes: deps.config.uploadLimitBytes,
    dataDir: deps.config.dataDir,
    lanAddresses: lanAddresses(portOf(app) ?? deps.config.port, deps.config.host),
  }))
}

function portOf(app: App): number | undefined {
  const address = app.server.address()
  return typeof address === 'object' ? address?.port : undefined
}

async function theStation(deps: Deps): Promise<Station> {
  const station = await findStation(deps.db)
  if (!station) throw new StationError('not-set-up')
  return station
}
