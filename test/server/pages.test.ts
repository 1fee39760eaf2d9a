import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../schedules/index.ts'
import { buildApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { closeDb, type Db, openDb } from '../../server/db/index.ts'
import type { App } from '../../server/deps.ts'
import { ffmpegOfTests } from '../builders.ts'

describe('the pages', () => {
  let folder: string
  let db: Db
  let app: App
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'len-song-pages-'))
    await mkdir(join(folder, 'dist', 'assets'), { recursive: true })
    await writeFile(join(folder, 'dist', 'index.html'), '<!doctype html><title>Lên Sóng</title>')
    await writeFile(join(folder, 'dist', 'assets', 'app-1a2b.js'), 'export {}')
    await writeFile(join(folder, 'secret.txt'), 'bí mật')
    const config = readConfig({ LEN_SONG_DATA: join(folder, 'data') })
    db = await openDb(config.dataDir)
    app = await buildApp({
      config,
      db,
      clock: systemClock(),
      ffmpeg: await ffmpegOfTests(),
      pagesDir: join(folder, 'dist'),
    })
    await app.ready()
  })
  afterAll(async () => {
    await app.close()
    await closeDb(db)
    await rm(folder, { recursive: true, force: true })
  })
  const get = (url: string) => app.inject({ method: 'GET', url })

  it('open at every address of the station, and are asked for anew each time', async () => {
    for (const url of ['/', '/phat-song', '/ky-phat/abc/kich-ban']) {
      const answer = await get(url)
      expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-cache'])
      expect(answer.body).toContain('Lên Sóng')
    }
  })

  it('keep hashed files for good, find those of a later build, and say 404 for those that are gone', async () => {
    expect((await get('/assets/app-1a2b.js')).headers['cache-control']).toContain('immutable')
    await writeFile(join(folder, 'dist', 'assets', 'app-3c4d.js'), 'export {}')
    expect((await get('/assets/app-3c4d.js')).statusCode).toBe(200)
    expect((await get('/assets/app-0000.js')).statusCode).toBe(404)
  })

  it('never lead out of their folder', async () => {
    for (const url of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/assets/%5c..%5csecret.txt',
    ]) {
      const answer = await get(url)
      expect(answer.body).not.toContain('bí mật')
    }
  })

  it('answer an address that is none in plain words', async () => {
    const answer = await get('/%ff')
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'bad-request'])
  })

  it('allow no script but their own', async () => {
    const policy = String((await get('/')).headers['content-security-policy'])
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
  })
})
