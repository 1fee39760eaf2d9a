import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { airingsOf } from '../../server/airings/index.ts'
import type { Edition, EditionSummary, Take } from '../../server/contract/index.ts'
import { closeDb, lockFolder, openDb } from '../../server/db/index.ts'
import * as theHouse from '../../server/db/migrations/001-the-house.ts'
import * as onAir from '../../server/db/migrations/002-on-air.ts'
import { listEvents } from '../../server/journal/index.ts'
import { listProgrammes, STANDARD_AIR_RULES } from '../../server/programmes/index.ts'
import { airFactsOf, listRenders, missingForAir } from '../../server/renders/index.ts'
import { assembledRundown } from '../../server/rundowns/index.ts'
import { findRevision } from '../../server/scripts/index.ts'
import { itemHash, scriptHash } from '../../server/scripts/text.ts'
import { findAirSettings, findStation } from '../../server/station/index.ts'
import { templateOf } from '../../server/templates/index.ts'
import { listTunes } from '../../server/tunes/index.ts'
import { TestStation } from '../builders.ts'
import { babbleWav } from '../sounds.ts'

describe('the data folder', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'len-song-data-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('opens again with what was in it, whole and in WAL mode', async () => {
    await closeDb(await openDb(folder))
    await closeDb(await openDb(folder))
    const sqlite = new Database(join(folder, 'station.db'))
    expect(sqlite.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok')
    sqlite.close()
  })

  it('whose way up is broken off stays as it was, whole', async () => {
    const sqlite = new Database(join(folder, 'station.db'))
    const old = new Kysely<unknown>({ dialect: new SqliteDialect({ database: sqlite }) })
    await new Migrator({
      db: old,
      provider: { getMigrations: async () => ({ '001-the-house': theHouse }) },
    }).migrateToLatest()
    sqlite.exec('create table urgings (in_the_way integer)')
    const schema = () => sqlite.prepare('select name, sql from sqlite_master order by name').all()
    const before = schema()
    await expect(openDb(folder)).rejects.toThrow('urgings')
    expect(schema()).toEqual(before)
    await old.destroy()
  })

  it('of the first version is brought up with every row in it', async () => {
    const sqlite = new Database(join(folder, 'station.db'))
    const old = new Kysely<unknown>({ dialect: new SqliteDialect({ database: sqlite }) })
    const { error } = await new Migrator({
      db: old,
      provider: { getMigrations: async () => ({ '001-the-house': theHouse }) },
    }).migrateToLatest()
    expect(error).toBeUndefined()
    sqlite.exec(`
      insert into station (id, name, zone, sound_kind, created_at) values (1, 'Đài cũ', 'Asia/Ho_Chi_Minh', 'horn', 1);
      insert into accounts values ('a', 'kythuat', 'Chị Lan', 'x', 1);
      insert into programmes values ('p', 'Bản tin', '{"kind":"days-a-month","daysAMonth":2,"fromDay":15,"toDay":30}', '["05:15"]', '2026-01-01', null, 1);
      insert into editions values ('e', 'p', '2026-11', 'a', 1);
      insert into airings values ('l', 'e', '2026-11-16', '05:15', 1794780900000, null, null, 'a', 1);
      insert into journal_entries values ('j', 7, 1794780900000, 'l', 'first-sample', '{}');
    `)
    await old.destroy()

    const db = await openDb(folder)
    expect(await db.selectFrom('airings').selectAll().execute()).toMatchObject([
      { id: 'l', starts_at: 1794780900000, ordered_now: 0, makes_up_for_id: null },
    ])
    expect(await listProgrammes(db)).toMatchObject([
      {
        id: 'p',
        name: 'Bản tin',
        kind: 'bulletin',
        rule: { kind: 'days-a-month', daysAMonth: 2, fromDay: 15, toDay: 30 },
        times: ['05:15'],
        startsOn: '2026-01-01',
        rules: [{ from: '2026-01-01' }],
        producer: { kind: 'station' },
        airRules: STANDARD_AIR_RULES,
      },
    ])
    expect(await db.selectFrom('editions').selectAll().execute()).toMatchObject([
      { id: 'e', period: '2026-11', begins_on: '2026-11-01' },
    ])
    expect(await findStation(db)).toMatchObject({ name: 'Đài cũ', targetLufs: -16 })
    expect(await findAirSettings(db)).toEqual({ relay: {}, silence: { belowDbfs: -40, forSeconds: 10 } })
    expect(await listEvents(db, ['l'])).toMatchObject([{ event: 'first-sample', airingId: 'l' }])
    expect(await airingsOf(db, 'e', 1)).toMatchObject([{ id: 'l', programmeName: 'Bản tin' }])
    await closeDb(db)
  })

  it('of the second version is brought up: its script, its render and its tunes are what they were', async () => {
    const sqlite = new Database(join(folder, 'station.db'))
    const old = new Kysely<unknown>({ dialect: new SqliteDialect({ database: sqlite }) })
    const { error } = await new Migrator({
      db: old,
      provider: { getMigrations: async () => ({ '001-the-house': theHouse, '002-on-air': onAir }) },
    }).migrateToLatest()
    expect(error).toBeUndefined()
    const [tune, read, master, mp3] = ['a', 'b', 'c', 'd'].map((digit) => digit.repeat(64))
    const textHash = itemHash({ title: 'Lời dẫn', text: 'Kính thưa quý vị.' })
    const whole = scriptHash([{ itemId: 'm', textHash, kind: 'item' }])
    const recipe = {
      recipe: { version: 1, targetLufs: -23, truePeakMaxDbtp: -1, parts: [], tags: {} },
      reads: [{ itemId: 'm', textHash, takeId: 't', mediaSha256: read }],
      fileName: 'ky.mp3',
    }
    const figures = { master: { integratedLufs: -23 }, mp3: { integratedLufs: -23 }, reads: [], ffmpegVersion: '5.1' }
    sqlite.exec(`
      insert into station (id, name, zone, sound_kind, created_at) values (1, 'Đài cũ', 'Asia/Ho_Chi_Minh', 'fm', 1);
      insert into accounts values ('a', 'kythuat', 'Chị Lan', 'x', 1);
      insert into programmes values ('p', 'Bản tin', '{"kind":"days-a-month","daysAMonth":2,"fromDay":15,"toDay":30}', '["05:15"]', '2026-01-01', null, 1);
      insert into editions values ('e', 'p', '2026-11', 'a', 1);
      insert into media values ('${tune}', 1, 'audio/flac', 1), ('${read}', 1, 'audio/wav', 1), ('${master}', 9, 'audio/wav', 1), ('${mp3}', 3, 'audio/mpeg', 1);
      insert into tunes values ('n', 'intro', 'Nhạc hiệu', 'của đài', 0, '${tune}', 10000, 'a', 1);
      insert into tune_choices values ('c', 'intro', 'n', 'a', 1);
      insert into revisions values ('r', 'e', 1, null, 'written', '${whole}', 'a', 1);
      insert into revision_items values ('r', 0, 'm', 'Lời dẫn', 'Kính thưa quý vị.', null, '${textHash}');
      insert into approvals values ('r', '${whole}', 'Chủ tịch', 'a', 1);
      insert into takes values ('t', 'e', 'm', 'r', '${textHash}', 'upload', 'doc.wav', '${read}', '${read}', 2000, 48000, 1, 'pcm_s16le', '[]', '{"perSecond":50,"pairs":[]}', null, 'a', 1);
      insert into take_choices values ('k', 't', 'kept', 'a', 1);
      insert into renders values ('d', 'e', 'r', '${JSON.stringify(recipe)}', -23, 'a', 1);
      insert into render_outcomes (render_id, outcome, master_sha256, mp3_sha256, duration_ms, frames, figures, peaks, finished_at)
        values ('d', 'verified', '${master}', '${mp3}', 2000, 96000, '${JSON.stringify(figures)}', '{"perSecond":50,"pairs":[]}', 2);
    `)
    await old.destroy()

    const db = await openDb(folder)
    const revision = await findRevision(db, 'r')
    expect(revision?.items).toMatchObject([{ itemId: 'm', kind: 'item', textHash }])
    expect(scriptHash(revision?.items ?? [])).toBe(whole)
    expect(await listTunes(db)).toMatchObject([{ id: 'n', inUse: true, warnings: [] }])
    const [render] = await listRenders(db, 'e')
    expect(render).toMatchObject({ state: 'verified', mp3: { sha256: mp3 } })
    expect(render?.mono).toBeUndefined()
    expect(missingForAir(await airFactsOf(db, 'e'))).toEqual([])
    expect(await templateOf(db, 'p')).toMatchObject({ number: 0, targetLufs: -23 })
    expect(await assembledRundown(db, 'e')).toMatchObject({
      slots: [
        { role: 'intro', title: 'Nhạc hiệu mở đầu', sha256: tune, gapAfterMs: 400 },
        { role: 'item', title: 'Lời dẫn', sha256: read, gapAfterMs: 700 },
      ],
      missing: [],
    })
    await closeDb(db)
  })

  it('of a later version is refused and left as it is', async () => {
    await closeDb(await openDb(folder))
    const sqlite = new Database(join(folder, 'station.db'))
    const known = sqlite.prepare('select name from kysely_migration').all().length
    sqlite.prepare('insert into kysely_migration (name, timestamp) values (?, ?)').run('999-later', '2030-01-01')
    await expect(openDb(folder)).rejects.toMatchObject({ code: 'data-newer-than-program' })
    expect(sqlite.prepare('select count(*) as n from kysely_migration').get()).toEqual({ n: known + 1 })
    sqlite.close()
  })

  it('has one station at a time, and is free again when that one has ended', () => {
    const first = lockFolder(folder, 'web')
    expect(() => lockFolder(folder, 'web')).toThrow(expect.objectContaining({ code: 'already-running' }))
    lockFolder(folder, 'start').release()
    first.release()
    lockFolder(folder, 'web').release()
  })

  it('that cannot be one is refused with what to do', async () => {
    const file = join(folder, 'tệp')
    await writeFile(file, '')
    for (const wrong of [file, join(file, 'trong tệp'), '/proc/khong-duoc']) {
      expect(() => lockFolder(wrong, 'start')).toThrow(expect.objectContaining({ code: 'data-folder-unusable' }))
    }
  })

  it('copied while the station is stopped is the same station elsewhere, sounds and all', async () => {
    const first = await TestStation.open({ dataDir: join(folder, 'a') })
    await first.setUp()
    const { edition } = await first.edition('2026-11')
    const revision = await first.approvedScript(edition.id, ['Kính thưa quý vị.'])
    const [take] = await first.keptTakes(revision, () => babbleWav(1))
    await first.close({ keepData: true })
    await cp(join(folder, 'a'), join(folder, 'b'), { recursive: true })

    const second = await TestStation.open({ dataDir: join(folder, 'b') })
    await second.get('POST', '/api/sign-in', { username: 'kythuat', password: 'một mật khẩu dài' })
    const [summary] = await second.get<EditionSummary[]>('GET', '/api/editions')
    const view = await second.get<Edition>('GET', `/api/editions/${summary?.id}`)
    expect(view.takes.map(({ id, choice }: Take) => [id, choice])).toEqual([[take?.id, 'kept']])
    const audio = await second.ask('GET', `/api/takes/${take?.id}/audio`)
    expect(audio.raw.length).toBe(take?.bytes)
    await second.close({ keepData: true })
  })
})
