import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Edition, EditionSummary, Take } from '../../server/contract/index.ts'
import { closeDb, lockFolder, openDb } from '../../server/db/index.ts'
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
