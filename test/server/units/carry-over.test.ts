import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { closeDb, openDb } from '../../../server/db/index.ts'
import * as theHouse from '../../../server/db/migrations/001-the-house.ts'
import * as onAir from '../../../server/db/migrations/002-on-air.ts'
import * as assembly from '../../../server/db/migrations/003-assembly.ts'
import * as studio from '../../../server/db/migrations/004-studio.ts'
import { dutiesOf } from '../../../server/rota/index.ts'
import { listUnits, resolveUnit } from '../../../server/units/index.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'len-song-rota-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('the rota and the spellings of a station of the fourth version are the same today, every place and every year', async () => {
  const sqlite = new Database(join(folder, 'station.db'))
  const old = new Kysely<unknown>({ dialect: new SqliteDialect({ database: sqlite }) })
  const migrations = {
    '001-the-house': theHouse,
    '002-on-air': onAir,
    '003-assembly': assembly,
    '004-studio': studio,
  }
  const { error } = await new Migrator({
    db: old,
    provider: { getMigrations: async () => migrations },
  }).migrateToLatest()
  expect(error).toBeUndefined()
  sqlite.exec(`
    insert into station (id, name, zone, sound_kind, created_at) values (1, 'Đài cũ', 'Asia/Ho_Chi_Minh', 'horn', 1);
    insert into accounts values ('a', 'kythuat', 'Chị Lan', 'x', 1);
    insert into programmes values ('p', 'Bản tin', '{"kind":"days-a-month","daysAMonth":2,"fromDay":15,"toDay":30}', '["05:15"]', '2023-07-01', null, 1);
    insert into units values ('u', 'UBND Phường 1', '["Phường Nhất"]'), ('v', 'Phòng Nội vụ Thành phố', '["phòng Nội vụ"]');
    insert into rota_places values ('p', 1, 0, 'v'), ('p', 1, 1, 'u'), ('p', 9, 0, 'v');
  `)
  await old.destroy()

  const db = await openDb(folder)
  const owed = async (period: string) =>
    (await dutiesOf(db, 'p', period)).map(({ unitId, itemsOwed }) => [unitId, itemsOwed])
  expect(await owed('2023-01')).toEqual([
    ['v', 1],
    ['u', 1],
  ])
  expect(await owed('2026-09')).toEqual([['v', 1]])
  expect(await owed('2026-10')).toEqual([])
  expect((await listUnits(db)).map(({ name, aliases }) => [name, aliases])).toEqual([
    ['Phòng Nội vụ Thành phố', ['phòng Nội vụ']],
    ['UBND Phường 1', ['Phường Nhất']],
  ])
  expect(await resolveUnit(db, 'phường nhất', '2026-11-15')).toMatchObject({ unit: { id: 'u' } })
  await closeDb(db)
})
