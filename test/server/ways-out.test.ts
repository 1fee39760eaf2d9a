import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  Bucket,
  BucketTried,
  Download,
  Edition,
  HandOver,
  HandOverWork,
  Programme,
  WardStation,
} from '../../server/contract/index.ts'
import { TestStation, until } from '../builders.ts'
import { openBucket, type TinyBucket } from './tiny-bucket.ts'

interface Portal {
  editions: { id: string; files: { form: string; url: string; sha256?: string }[] }[]
}

describe('the ways out of a station', () => {
  let station: TestStation
  let programme: Programme
  let edition: Edition
  let link: string
  let wardId: string
  let stick: string
  let bucket: TinyBucket
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    programme = await station.get<Programme>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
    edition = await station.readyEdition(programme.id, '2026-11')
    const ward = await station.get<{ id: string; linkPath: string }>('POST', '/api/ward-stations', {
      name: 'Trạm Tân Thuận',
    })
    ;[link, wardId] = [ward.linkPath, ward.id]
    stick = await realpath(await mkdtemp(join(tmpdir(), 'len-song-stick-')))
    bucket = await openBucket('phat-thanh')
  })
  afterAll(async () => {
    await station.close()
    await rm(stick, { recursive: true, force: true })
  })

  describe('feeds', () => {
    it('lead a podcast to the file itself', async () => {
      const feed = await station.ask<string>('GET', `${link}/rss.xml`)
      expect(feed.headers['content-type']).toBe('application/rss+xml; charset=utf-8')
      const [, url = '', length] = /<enclosure url="([^"]+)" length="(\d+)"/.exec(feed.body) ?? []
      const { pathname, origin } = new URL(url)
      expect(origin).toBe('http://localhost:80'.replace(':80', ''))
      const file = await station.ask('GET', pathname)
      expect([file.status, file.raw.length]).toEqual([200, Number(length)])
    })

    it('are the calendar and the JSON of the same, of one programme where one is asked for', async () => {
      const calendar = await station.ask<string>('GET', `${link}/lich.ics`)
      expect(calendar.headers['content-type']).toBe('text/calendar; charset=utf-8')
      expect(calendar.body).toMatch(/^BEGIN:VCALENDAR\r\n/)
      const told = await station.get<Portal>('GET', `${link}/ke-hoach-phat.json?chuong-trinh=${programme.id}`)
      expect(told.editions.map(({ id }) => id)).toEqual([edition.id])
      expect(told.editions[0]?.files.find(({ form }) => form === 'mp3')?.sha256).toMatch(/^[0-9a-f]{64}$/)
      expect((await station.ask('GET', `${link}/rss.xml?chuong-trinh=khong-co`)).status).toBe(404)
    })

    it('cost nothing to whoever has the newest, and answer HEAD', async () => {
      const first = await station.ask('GET', `${link}/rss.xml`)
      const etag = String(first.headers.etag)
      const again = await station.ask('GET', `${link}/rss.xml`, undefined, { 'if-none-match': etag })
      expect([again.status, again.raw.length]).toEqual([304, 0])
      const head = await station.ask('HEAD', `${link}/rss.xml`)
      expect([head.status, head.headers.etag]).toEqual([200, etag])
    })

    it('are named at the foot of the ward’s page', async () => {
      const { body } = await station.ask<string>('GET', link)
      for (const feed of ['rss.xml', 'lich.ics', 'ke-hoach-phat.json']) expect(body).toContain(`href="${link}/${feed}"`)
    })

    it('are nobody’s to guess', async () => {
      const pages = await Promise.all(
        ['rss.xml', 'lich.ics', 'ke-hoach-phat.json'].map((feed) =>
          station.ask('GET', `/tram/AAAAAAAAAAAAAAAA/${feed}`),
        ),
      )
      expect(pages.map(({ status }) => status)).toEqual([404, 404, 404])
    })
  })

  describe('a hand-over', () => {
    const toWard = () => ({ wardStationIds: [wardId], givenTo: 'người cầm USB', withMaster: true })
    const begin = (asked: object) => station.get<HandOverWork>('POST', `/api/editions/${edition.id}/hand-overs`, asked)
    const done = (id: string) =>
      until('the hand-over', async () => {
        const work = await station.get<HandOverWork>('GET', `/api/hand-overs/${id}`)
        return work.state === 'done' || work.state === 'failed' ? work : undefined
      })

    it('is a folder that plays, reads and proves itself, logged with whom it was given to', async () => {
      const { id } = await begin({ way: 'folder', path: stick, ...toWard() })
      const work = await done(id)
      expect(work).toMatchObject({ state: 'done', fraction: 1 })
      const folder = work.handOver?.path ?? ''
      const names = await readdir(folder)
      expect(names.filter((name) => /\.(mp3|wav|txt|cue|html)$/.test(name))).toHaveLength(7)
      expect(names.every((name) => /^[\w.-]+$/.test(name))).toBe(true)
      const sums = (await readFile(join(folder, 'SHA256SUMS'), 'utf8')).trimEnd().split('\n')
      expect(sums).toHaveLength(names.length - 1)
      for (const line of sums) {
        const [sum, name = ''] = line.split('  ')
        expect(
          createHash('sha256')
            .update(await readFile(join(folder, name)))
            .digest('hex'),
        ).toBe(sum)
      }
      const page = await readFile(join(folder, 'index.html'), 'utf8')
      expect(page).toContain('Kính thưa quý vị và các bạn.')
      expect(page).toContain('Trạm Tân Thuận, người cầm USB')
      const [logged] = await station.get<HandOver[]>('GET', `/api/editions/${edition.id}/hand-overs`)
      expect(logged).toMatchObject({
        way: 'folder',
        wards: [{ name: 'Trạm Tân Thuận' }],
        givenTo: 'người cầm USB',
        given: { by: 'Kỹ thuật viên trực' },
      })
    })

    it('leaves an earlier folder of the same name as it is, and nothing half-written', async () => {
      const work = await done((await begin({ way: 'folder', path: stick, ...toWard(), withMaster: false })).id)
      const names = (await readdir(stick)).sort()
      expect(names).toHaveLength(2)
      expect(names[1]).toBe(`${names[0]}-2`)
      expect(work.handOver?.folderName).toBe(names[1])
      expect((await readdir(join(stick, names[1] ?? ''))).some((name) => name.endsWith('.wav'))).toBe(false)
    })

    it('is an archive where the stick is plugged in elsewhere', async () => {
      const { zipPath = '', handOver } = await begin({
        way: 'zip',
        wardStationIds: [],
        givenTo: 'anh lái xe',
        withMaster: false,
      })
      const archive = await station.ask('GET', zipPath)
      expect(archive.headers['content-disposition']).toContain(handOver?.folderName)
      const files = unzipSync(archive.raw)
      expect(Object.keys(files).map((name) => name.split('/')[1])).toEqual(handOver?.files.map(({ name }) => name))
    })

    it('is refused to nobody, into our own data, where there is no folder, and of what may not air', async () => {
      const refused = (asked: object, id = edition.id) =>
        station.refused('POST', `/api/editions/${id}/hand-overs`, asked)
      const folder = { way: 'folder', path: stick, ...toWard() }
      expect(await refused({ ...folder, wardStationIds: [], givenTo: ' ' })).toMatchObject({
        code: 'hand-over-to-nobody',
      })
      expect(await refused({ ...folder, path: join(station.dataDir, 'media') })).toMatchObject({
        code: 'place-is-ours',
      })
      expect(await refused({ ...folder, path: join(stick, 'khong-co') })).toMatchObject({ code: 'place-unknown' })
      expect(await refused({ ...folder, path: 'usb' })).toMatchObject({ code: 'place-unknown' })
      const bare = await station.get<Edition>('POST', '/api/editions', { programmeId: programme.id, period: '2026-12' })
      expect(await refused(folder, bare.id)).toMatchObject({ code: 'hand-over-not-ready' })
      expect(Array.isArray((await station.get<{ places: object[] }>('GET', '/api/hand-over-places')).places)).toBe(true)
    })
  })

  describe('a bucket', () => {
    const settings = () => ({
      isOn: true,
      endpoint: bucket.origin,
      region: 'us-east-1',
      bucket: 'phat-thanh',
      prefix: '/dai-sa-dec',
      isPathStyle: true,
      accessKeyId: 'KHOA',
      secretAccessKey: 'bi-mat',
      linkMinutes: 60,
    })

    it('is tried before it is used, in and out, and nothing of the trial stays', async () => {
      const tried = await station.get<BucketTried>('POST', '/api/bucket/try', settings())
      expect(tried).toMatchObject({ isGood: true, steps: [{ isGood: true }, { isGood: true }, { isGood: true }] })
      expect(bucket.files.size).toBe(0)
      const wrong = await station.get<BucketTried>('POST', '/api/bucket/try', { ...settings(), bucket: 'khong-co' })
      expect(wrong).toMatchObject({ isGood: false, steps: [{ isGood: false, why: expect.stringContaining('bucket') }] })
    })

    it('never tells its secret, nor gives it to another server', async () => {
      expect(await station.refused('PUT', '/api/bucket', { ...settings(), secretAccessKey: undefined })).toMatchObject({
        code: 'bucket-secret-missing',
      })
      const kept = await station.ask<Bucket>('PUT', '/api/bucket', settings())
      expect(kept.raw.toString()).not.toContain('bi-mat')
      expect(kept.body.settings).toMatchObject({ prefix: 'dai-sa-dec/', endpoint: bucket.origin })
      const elsewhere = { ...settings(), endpoint: 'https://s3.noi-khac.vn', secretAccessKey: undefined }
      expect(await station.refused('POST', '/api/bucket/try', elsewhere)).toMatchObject({
        code: 'bucket-secret-missing',
      })
    })

    it('gets the files that wards may take, whole, under names that people find', async () => {
      const state = await until('the files in the bucket', async () => {
        const now = await station.get<Bucket>('GET', '/api/bucket')
        return now.filesWanted > 0 && now.filesKept === now.filesWanted ? now : undefined
      })
      expect(state.problem).toBeUndefined()
      expect(bucket.files.size).toBe(state.filesWanted)
      expect([...bucket.files.keys()].every((key) => /^dai-sa-dec\/2026-11\/[0-9a-f]{8}\/[\w.-]+$/.test(key))).toBe(
        true,
      )
      expect(bucket.chunkedBodies).toBe(0)
    })

    it('sends wards there by links that expire, and counts what their page confirms', async () => {
      const { pathname, sha256 } = await mp3()
      const answer = await station.ask('GET', pathname)
      expect([answer.status, answer.headers['cache-control']]).toEqual([302, 'no-store'])
      const found = await fetch(String(answer.headers.location))
      expect(found.headers.get('content-disposition')).toContain('.mp3')
      expect(
        createHash('sha256')
          .update(Buffer.from(await found.arrayBuffer()))
          .digest('hex'),
      ).toBe(sha256)
      const [taken] = await station.get<Download[]>('GET', '/api/downloads')
      expect(taken?.whole).toBeUndefined()
      expect(await lastDownloadAt()).toBeUndefined()
      await station.get('POST', `${link}/da-tai`, { renderId: pathname.split('/').at(-2), sha256 })
      expect(await lastDownloadAt()).toEqual(expect.any(Number))
    })

    it('that does not answer is left alone: the station sends the file itself', async () => {
      await bucket.close()
      const { secretAccessKey: _, ...kept } = settings()
      await station.get('PUT', '/api/bucket', kept)
      const { pathname, sha256 } = await mp3()
      const answer = await station.ask('GET', pathname)
      expect(answer.status).toBe(200)
      expect(createHash('sha256').update(answer.raw).digest('hex')).toBe(sha256)
      const { problem } = await station.get<Bucket>('GET', '/api/bucket')
      expect(problem?.words).toContain('ECONNREFUSED')
    })

    async function mp3() {
      const { editions } = await station.get<Portal>('GET', `${link}/ke-hoach-phat.json`)
      const file = editions.flatMap(({ files }) => files).find(({ form }) => form === 'mp3')
      return { pathname: new URL(file?.url ?? '').pathname, sha256: file?.sha256 ?? '' }
    }

    async function lastDownloadAt() {
      const wards = await station.get<WardStation[]>('GET', '/api/ward-stations')
      return wards.find(({ id }) => id === wardId)?.lastDownloadAt
    }
  })
})
