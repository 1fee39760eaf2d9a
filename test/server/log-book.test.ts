import { createHash, randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instantOf } from '../../schedules/index.ts'
import type {
  Airing,
  ArchiveWork,
  ArchiveYear,
  ArchiveYears,
  Edition,
  LogBook,
  LogLine,
  LogNote,
  Programme,
  Revision,
} from '../../server/contract/index.ts'
import { readSheet } from '../../server/sheets/index.ts'
import { formOf, TestStation, until } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'
import { noteAiring, noteRender } from './aired.ts'

const at = (date: string, time: string) => instantOf(date, time, 'Asia/Ho_Chi_Minh')
const MONTH = 'from=2026-11-01&to=2026-11-30'
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('sổ nhật ký phát sóng', () => {
  let station: TestStation
  let clock: FakeClock
  let programme: Programme
  let edition: Edition
  let revision: Revision
  let missed: Airing | undefined
  const mp3 = Buffer.from('the programme, to be heard '.repeat(4000))
  const master = Buffer.from('the master, as it aired '.repeat(9000))

  /** A file of the media store with its row. */
  async function kept(bytes: Buffer): Promise<string> {
    const sha256 = hashOf(bytes)
    const path = join(station.dataDir, 'media', sha256.slice(0, 2), sha256)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, bytes)
    await station.db
      .insertInto('media')
      .values({ sha256, bytes: bytes.length, media_type: 'audio/mpeg', added_at: 1 })
      .execute()
    return sha256
  }

  /** A read, as the studio or a file that was brought in leaves it. */
  async function take(place: number, source: 'browser' | 'upload', by: string): Promise<string> {
    const item = revision.items[place]
    const id = randomUUID()
    await station.db
      .insertInto('takes')
      .values({
        id,
        edition_id: edition.id,
        item_id: item?.itemId ?? '',
        revision_id: revision.id,
        text_hash: item?.textHash ?? '',
        source,
        file_name: 'ban-thu.wav',
        media_sha256: hashOf(mp3),
        listening_sha256: hashOf(mp3),
        duration_ms: 1000,
        sample_rate_hz: 48_000,
        channels: 1,
        codec: 'pcm',
        warnings: '[]',
        peaks: '{"perSecond":1,"pairs":[]}',
        microphone: null,
        created_by: by,
        created_at: 1,
      })
      .execute()
    return id
  }

  beforeAll(async () => {
    clock = new FakeClock(at('2026-11-01', '08:00'))
    station = await TestStation.open({ clock })
    await station.setUp()
    ;({ programme, edition } = await station.edition('2026-11'))
    const written = await station.get<Revision>('POST', `/api/editions/${edition.id}/revisions`, {
      source: 'written',
      items: [
        { title: 'Thủ tục trực tuyến', text: 'Kính thưa quý vị, làm giấy tờ tại nhà.', unitName: 'UBND Phường 1' },
        { title: 'Hỏi đáp', text: 'Căn cước cho trẻ em.' },
      ],
    })
    revision = await station.get<Revision>('POST', `/api/revisions/${written.id}/approval`, {
      approver: 'Chủ tịch UBND Thành phố',
    })
    ;[missed] = await station.get<Airing[]>('POST', `/api/editions/${edition.id}/airings`, {
      slots: [{ date: '2026-11-17', time: '05:15' }],
    })
    const files = { master: await kept(master), mp3: await kept(mp3) }
    const { id: operator } = await station.db.selectFrom('accounts').select('id').executeTakeFirstOrThrow()
    const reader = randomUUID()
    await station.db
      .insertInto('accounts')
      .values({ id: reader, username: 'doc', display_name: 'Phát thanh viên', password_hash: '', created_at: 1 })
      .execute()
    await station.db
      .insertInto('read_assignments')
      .values({
        id: randomUUID(),
        revision_id: revision.id,
        item_id: revision.items[1]?.itemId ?? '',
        reader_id: reader,
        due_on: null,
        assigned_by: operator,
        assigned_at: 1,
      })
      .execute()
    const read = [await take(0, 'browser', operator), await take(1, 'upload', operator)]
    const itemIds = revision.items.map(({ itemId }) => itemId)
    const takes = new Map(itemIds.map((itemId, place) => [itemId, read[place] ?? '']))
    await noteRender(station, { editionId: edition.id, revisionId: revision.id, itemIds, takes, files })
    await noteAiring(station, edition.id, { at: at('2026-11-16', '05:15'), masterSha256: files.master })
    await noteAiring(station, edition.id, { at: at('2026-11-16', '17:15'), masterSha256: files.master, isNull: true })
    await station.get(
      'POST',
      `/api/editions/${edition.id}/outside-airings?date=2026-10-30&time=06:00&where=${encodeURIComponent('Trạm Phường 2')}&note=x`,
      formOf(Buffer.from('a paper that was signed'), 'giấy xác nhận.pdf', 'application/pdf'),
    )
    clock.set(at('2026-12-01', '08:00'))
  })
  afterAll(() => station.close())

  const book = (asked = '') => station.get<LogBook>('GET', `/api/log-book?${MONTH}${asked}`)
  const lineAt = async (time: string): Promise<LogLine> => {
    const found = (await book()).lines.find(({ plannedAt }) => plannedAt === at('2026-11-16', time))
    if (!found) throw new Error(`no line at ${time}`)
    return found
  }

  it('says of each line what sounded, who had approved it, who read it and which file it was', async () => {
    expect(await lineAt('05:15')).toMatchObject({
      outcome: 'aired',
      programmeId: programme.id,
      masterSha256: hashOf(master),
      items: [
        { title: 'Thủ tục trực tuyến', unitName: 'UBND Phường 1', reader: 'Kỹ thuật viên trực' },
        { title: 'Hỏi đáp', reader: 'Phát thanh viên' },
      ],
      readers: ['Kỹ thuật viên trực', 'Phát thanh viên'],
      approval: { approver: 'Chủ tịch UBND Thành phố', means: 'session', revisionNumber: 1 },
      notes: [],
    })
    const { lines, soundedMs, total } = await book()
    expect(lines.map(({ outcome }) => outcome)).toEqual(['aired', 'aired', 'missed'])
    expect([soundedMs, total]).toEqual([60_000, 3])
    const [outside] = (await station.get<LogBook>('GET', '/api/log-book?from=2026-10-30&to=2026-10-30')).lines
    expect(outside).toMatchObject({ outcome: 'outside', outsideProof: { fileName: 'giấy xác nhận.pdf' } })
    expect(outside?.items).toHaveLength(2)
  })

  it('is narrowed by programme, outcome and words, and refuses what is no span', async () => {
    expect((await book(`&programmeId=${programme.id}`)).lines).toHaveLength(3)
    expect(await book('&programmeId=nobodys')).toMatchObject({ lines: [], soundedMs: 0, total: 3 })
    expect((await book('&words=thu%20tuc%20phuong%201')).lines).toHaveLength(2)
    expect((await book('&outcome=missed')).lines.map(({ airingId }) => airingId)).toEqual([missed?.id])
    expect((await station.refused('GET', '/api/log-book?from=2026-11-30&to=2026-11-01')).code).toBe('bad-request')
    expect((await station.refused('GET', '/api/log-book?from=2026-02-30&to=2026-03-01')).code).toBe('no-such-date')
  })

  it('takes notes and corrections beside a line, each signed, none ever changed', async () => {
    const { airingId } = await lineAt('05:15')
    const url = `/api/log-book/${airingId}/notes`
    const [first] = await station.get<LogNote[]>('POST', url, { text: ' Loa Phường 3\u00a0hỏng. ' })
    expect(first).toMatchObject({ text: 'Loa Phường 3 hỏng.', made: { by: 'Kỹ thuật viên trực' } })
    const correction = { field: 'readers', right: 'Chị Lan' }
    const both = await station.get<LogNote[]>('POST', url, {
      text: 'Ghi nhầm người',
      correction,
      correctsId: first?.id,
    })
    expect(both).toMatchObject([
      { id: first?.id, text: 'Loa Phường 3 hỏng.', correctedById: both[1]?.id },
      { field: 'readers', right: 'Chị Lan', correctsId: first?.id },
    ])
    // The clock stood still: the later one is later all the same.
    expect(both[1]?.made.at).toBeGreaterThan(first?.made.at ?? 0)
    expect((await lineAt('05:15')).readers).toEqual(['Kỹ thuật viên trực', 'Phát thanh viên'])
    expect((await book('&outcome=with-notes')).lines.map((line) => line.airingId)).toEqual([airingId])

    expect((await station.refused('POST', url, { text: 'Lại nữa', correctsId: first?.id })).code).toBe(
      'log-note-corrected',
    )
    expect((await station.refused('POST', url, { text: 'x', correctsId: 'nobodys' })).code).toBe('not-found')
    expect((await station.refused('POST', url, { text: '  ' })).code).toBe('bad-request')
    expect((await station.refused('POST', '/api/log-book/nobodys/notes', { text: 'x' })).code).toBe('log-line-unknown')
  })

  it('takes no note of what is still to come', async () => {
    const { edition: next } = await station.edition('2026-12')
    const [coming] = await station.get<Airing[]>('POST', `/api/editions/${next.id}/airings`, {
      slots: [{ date: '2026-12-16', time: '05:15' }],
    })
    const refused = await station.refused('POST', `/api/log-book/${coming?.id}/notes`, { text: 'Sẽ phát' })
    expect(refused.code).toBe('log-line-unknown')
    await station.get('POST', `/api/airings/${coming?.id}/withdraw`, { reason: 'Thử' })
  })

  it('is a sheet as it is narrowed, what was added on a tab of its own', async () => {
    const { raw } = await station.ask('GET', `/api/log-book/xlsx?${MONTH}&outcome=aired`)
    const { tabs } = await readSheet(raw, 'sổ.xlsx')
    expect(tabs.map(({ name }) => name)).toEqual(['Nhật ký phát sóng', 'Ghi thêm, đính chính'])
    const [lines, notes] = tabs
    expect(lines?.rows).toHaveLength(3)
    expect(lines?.rows[1]).toEqual(
      expect.arrayContaining(['16/11/2026 05:15', 'Chủ tịch UBND Thành phố', hashOf(master)]),
    )
    expect(notes?.rows.slice(1).map((row) => row.slice(4, 7))).toEqual([
      ['', '', 'Loa Phường 3 hỏng.'],
      ['Người đọc', 'Chị Lan', 'Ghi nhầm người'],
    ])
  })

  describe('lưu trữ', () => {
    const year = (asked = '') => station.get<ArchiveYear>('GET', `/api/archive/years/2026${asked}`)
    /** The work when it has come to an end. */
    const over = (id: string) =>
      until('the work', async () => {
        const works = await station.get<ArchiveWork[]>('GET', '/api/archive/works')
        return works.find((work) => work.id === id && ['done', 'failed', 'cancelled'].includes(work.state))
      })
    const made = async (): Promise<ArchiveWork> => {
      const { id } = await station.get<ArchiveWork>('POST', '/api/archive/years/2026/packages', { withMasters: true })
      return over(id)
    }

    it('holds what was heard, by year, with every time; it is found by words of its texts', async () => {
      expect(await station.get<ArchiveYears>('GET', '/api/archive')).toEqual({ years: [{ year: 2026, airings: 4 }] })
      const { entries, total, mp3Bytes, masterBytes, isOver } = await year()
      expect([total, mp3Bytes, masterBytes, isOver]).toEqual([1, mp3.length, master.length, false])
      expect(entries[0]).toMatchObject({ kind: 'edition', editionId: edition.id, durationMs: 60_000 })
      expect(entries[0]?.airings.map(({ outcome }) => outcome)).toEqual(['outside', 'aired'])
      const sound = await station.ask('GET', entries[0]?.soundPath ?? '', undefined, { range: 'bytes=4-16' })
      expect([sound.status, sound.raw.toString()]).toEqual([206, mp3.subarray(4, 17).toString()])
      expect((await year('?words=giay%20to%20tai%20nha')).entries).toHaveLength(1)
      expect((await year('?words=duong%20sat')).entries).toEqual([])
      expect((await year('?programmeId=nobodys')).entries).toEqual([])
      const sheet = await readSheet((await station.ask('GET', '/api/archive/years/2026/xlsx')).raw, 'kho.xlsx')
      expect(sheet.tabs[0]?.rows).toHaveLength(2)
    })

    it('is packed with sounds, texts, approvals, log and checksums, as one archive that can be gone on with', async () => {
      expect(await made()).toMatchObject({ state: 'done', fraction: 1 })
      const [packed] = (await year()).packages
      expect(packed).toMatchObject({ withMasters: true, editions: 1, lacks: [], copies: [] })
      const url = packed?.zipPath ?? ''
      const whole = await station.ask('GET', url)
      expect([whole.raw.length, whole.headers['content-type']]).toEqual([packed?.bytes, 'application/zip'])
      const half = Math.floor(whole.raw.length / 2)
      const rest = await station.ask('GET', url, undefined, {
        range: `bytes=${half}-`,
        'if-range': String(whole.headers.etag),
      })
      expect(rest.status).toBe(206)
      expect(Buffer.concat([whole.raw.subarray(0, half), rest.raw]).equals(whole.raw)).toBe(true)

      const files = unzipSync(new Uint8Array(whole.raw))
      const names = Object.keys(files)
      expect(names.every((name) => name.startsWith('luu-tru-2026/'))).toBe(true)
      const text = (end: string) => Buffer.from(files[names.find((name) => name.endsWith(end)) ?? ''] ?? []).toString()
      const sums = text('SHA256SUMS').trim().split('\n')
      expect(sums).toHaveLength(names.length - 1)
      for (const sum of sums) {
        const [hash, name] = sum.split('  ')
        expect([name, hashOf(files[`luu-tru-2026/${name}`] ?? new Uint8Array())]).toEqual([name, hash])
      }
      expect(names.filter((name) => name.endsWith('.mp3'))).toHaveLength(1)
      expect(text('phe-duyet.txt')).toContain('Chủ tịch UBND Thành phố phê duyệt')
      expect(text('kich-ban.txt')).toContain('Căn cước cho trẻ em.')
      expect(text('.pdf')).toBe('a paper that was signed')
      expect(text('nhat-ky-phat-song-2026.html')).toContain('Lỡ giờ phát')
      expect(text('nhat-ky-phat-song-2026.html')).toContain('Chị Lan')
      expect(text('index.html')).toMatch(/<audio [^>]*src="ky-phat\/[^"]+\.mp3"/)
      expect(JSON.parse(text('luu-tru.json')).log).toHaveLength(4)
    })

    it('goes to a folder, goes on where an earlier try broke off, and leaves what is there', async () => {
      const place = await mkdtemp(join(tmpdir(), 'len-song-archive-'))
      try {
        const [packed] = (await year()).packages
        const halfWritten = join(place, 'luu-tru-2026.dang-ghi')
        await mkdir(join(halfWritten, 'ky-phat'), { recursive: true })
        await writeFile(join(halfWritten, 'ky-phat', 'of another package.mp3'), 'old')
        await writeFile(join(halfWritten, 'index.html'), 'half')
        const copy = async () => {
          const { id } = await station.get<ArchiveWork>('POST', `/api/archive/packages/${packed?.id}/copies`, {
            path: place,
          })
          return over(id)
        }
        expect(await copy()).toMatchObject({ state: 'done', path: join(place, 'luu-tru-2026') })
        const names = (await readdir(join(place, 'luu-tru-2026'), { recursive: true, withFileTypes: true })).filter(
          (entry) => entry.isFile(),
        )
        expect(names).toHaveLength(packed?.fileCount ?? 0)
        expect(await readFile(join(place, 'luu-tru-2026', 'index.html'), 'utf8')).toContain(
          'Lưu trữ phát thanh năm 2026',
        )
        expect(await copy()).toMatchObject({ path: join(place, 'luu-tru-2026-2') })
        expect((await year()).packages[0]?.copies).toHaveLength(2)
        expect(
          (await station.refused('POST', `/api/archive/packages/${packed?.id}/copies`, { path: '/nowhere/at/all' }))
            .code,
        ).toBe('place-unknown')
      } finally {
        await rm(place, { recursive: true, force: true })
      }
    })

    it('says what is lost or damaged, and packs all the rest', async () => {
      const pathOf = (sha256: string) => join(station.dataDir, 'media', sha256.slice(0, 2), sha256)
      await rm(pathOf(hashOf(mp3)))
      await writeFile(pathOf(hashOf(master)), 'something else')
      expect((await made()).state).toBe('done')
      const { packages } = await year()
      expect(packages).toHaveLength(2)
      expect(packages[0]?.lacks).toEqual([
        expect.stringMatching(/\.mp3 không còn trong kho\.$/),
        expect.stringMatching(/\.wav trong kho đã hỏng, không khớp mã kiểm\.$/),
      ])
      const files = unzipSync(new Uint8Array((await station.ask('GET', packages[0]?.zipPath ?? '')).raw))
      expect(Object.keys(files).some((name) => /\.(mp3|wav)$/.test(name))).toBe(false)
    })

    it('refuses a year without anything, and a second package while one is being made', async () => {
      const { id } = await station.get<ArchiveWork>('POST', '/api/archive/years/2025/packages', { withMasters: false })
      expect(await over(id)).toMatchObject({ state: 'failed', problem: { message: expect.stringContaining('2025') } })
      const [first, second] = await Promise.all([
        station.ask('POST', '/api/archive/years/2026/packages', { withMasters: false }),
        station.ask('POST', '/api/archive/years/2026/packages', { withMasters: false }),
      ])
      expect([first.status, second.status].sort()).toEqual([202, 409])
      await until('the end of it', async () => {
        const [newest] = await station.get<ArchiveWork[]>('GET', '/api/archive/works')
        return newest?.state === 'done' ? true : undefined
      })
      expect((await station.refused('GET', '/api/archive/packages/nobodys/zip')).code).toBe('not-found')
      expect((await station.refused('POST', '/api/archive/works/nobodys/cancel')).code).toBe('not-found')
    })
  })
})
