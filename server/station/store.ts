import type { SoundKind, Station } from '../contract/index.ts'
import type { Db } from '../db/index.ts'

/**
 * The loudness target of a kind of station: EBU R 128 for FM; horn amplifiers are set for loud music, where −23 LUFS is
 * about 7 dB too soft (FIELD §2).
 */
export function targetLufsOf(soundKind: SoundKind): number {
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
