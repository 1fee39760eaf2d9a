import type { AirSettings, SoundKind, Station } from '../contract/index.ts'
import type { Db } from '../db/index.ts'

/**
 * The loudness target of a kind of station: EBU R 128 for FM; horn amplifiers are set for loud music, where −23 LUFS is
 * about 7 dB too soft (FIELD §2).
 */
export function targetLufsOf(soundKind: SoundKind): -16 | -23 {
  return soundKind === 'horn' ? -16 : -23
}

export async function createStation(
  db: Db,
  station: { name: string; zone: string; soundKind: SoundKind; createdAt: number },
): Promise<void> {
  await db
    .insertInto('station')
    .values({
      id: 1,
      name: station.name,
      zone: station.zone,
      sound_kind: station.soundKind,
      created_at: station.createdAt,
    })
    .execute()
}

/** The station, or undefined before its first run. */
export async function findStation(db: Db): Promise<Station | undefined> {
  const row = await db.selectFrom('station').selectAll().where('id', '=', 1).executeTakeFirst()
  if (!row) return undefined
  return {
    name: row.name,
    zone: row.zone,
    soundKind: row.sound_kind,
    targetLufs: targetLufsOf(row.sound_kind),
    ...(row.air_device_id !== null && {
      airDevice: { id: row.air_device_id, name: row.air_device_name ?? row.air_device_id },
    }),
    ...(row.listening_device_id !== null && {
      listeningDevice: { id: row.listening_device_id, name: row.listening_device_name ?? row.listening_device_id },
    }),
  }
}

export async function changeStation(db: Db, change: { name?: string; soundKind?: SoundKind }): Promise<void> {
  const values = {
    ...(change.name !== undefined && { name: change.name }),
    ...(change.soundKind !== undefined && { sound_kind: change.soundKind }),
  }
  if (Object.keys(values).length === 0) return
  await db.updateTable('station').set(values).where('id', '=', 1).execute()
}

type DeviceChoice = { id: string; name: string }

/** Which device airs and which one is for listening (undefined: the browser). */
export async function chooseDevices(db: Db, air: DeviceChoice, listening: DeviceChoice | undefined): Promise<void> {
  await db
    .updateTable('station')
    .set({
      air_device_id: air.id,
      air_device_name: air.name,
      listening_device_id: listening?.id ?? null,
      listening_device_name: listening?.name ?? null,
    })
    .where('id', '=', 1)
    .execute()
}

/** Until the station says otherwise: −40 dBFS for 10 s counts as silence, nothing is switched, nobody is called. */
export const STANDARD_AIR_SETTINGS: AirSettings = { relay: {}, silence: { belowDbfs: -40, forSeconds: 10 } }

/** How the station airs, beside its main device. */
export async function findAirSettings(db: Db): Promise<AirSettings> {
  const row = await db.selectFrom('air_settings').selectAll().where('id', '=', 1).executeTakeFirst()
  if (!row) return STANDARD_AIR_SETTINGS
  return {
    relay: JSON.parse(row.relay),
    silence: JSON.parse(row.silence),
    ...chosen('reserveDevice', row.reserve_device_id, row.reserve_device_name),
    ...chosen('returnInput', row.return_input_id, row.return_input_name),
    ...chosen('liveInput', row.live_input_id, row.live_input_name),
    ...(row.live_input_tested_at !== null && { liveInputTestedAt: row.live_input_tested_at }),
    ...(row.alarm_hook !== null && { alarmHook: JSON.parse(row.alarm_hook) }),
  }
}

/** Puts the settings in force as a whole. */
export async function putAirSettings(db: Db, settings: AirSettings): Promise<void> {
  const values = {
    reserve_device_id: settings.reserveDevice?.id ?? null,
    reserve_device_name: settings.reserveDevice?.name ?? null,
    return_input_id: settings.returnInput?.id ?? null,
    return_input_name: settings.returnInput?.name ?? null,
    live_input_id: settings.liveInput?.id ?? null,
    live_input_name: settings.liveInput?.name ?? null,
    live_input_tested_at: settings.liveInputTestedAt ?? null,
    relay: JSON.stringify(settings.relay),
    alarm_hook: settings.alarmHook ? JSON.stringify(settings.alarmHook) : null,
    silence: JSON.stringify(settings.silence),
  }
  await db
    .insertInto('air_settings')
    .values({ id: 1, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute()
}

/** Notes that the live input was heard in a test; nothing changes when another input was chosen meanwhile. */
export async function noteLiveInputTested(db: Db, inputId: string, at: number): Promise<void> {
  await db
    .updateTable('air_settings')
    .set({ live_input_tested_at: Math.round(at) })
    .where('id', '=', 1)
    .where('live_input_id', '=', inputId)
    .execute()
}

function chosen<Name extends string>(
  name: Name,
  id: string | null,
  title: string | null,
): Partial<Record<Name, { id: string; name: string }>> {
  return id === null ? {} : ({ [name]: { id, name: title ?? id } } as Record<Name, { id: string; name: string }>)
}
