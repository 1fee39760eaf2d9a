import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { brotliDecompressSync } from 'node:zlib'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../schedules/index.ts'
import type { Download, Render, Revision, WardStation } from '../../server/contract/index.ts'
import { readSheet } from '../../server/sheets/index.ts'
import { deliveriesFor, findWardBySecret, linksEndingBefore, takenBy } from '../../server/stations/index.ts'
import { TestStation, until } from '../builders.ts'
import { babbleWav } from '../sounds.ts'

const DAY_MS = 86_400_000
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('ward stations', () => {
  let station: TestStation
  let ward: WardStation
  let render: Render
  let revision: Revision
  let origin: string
  let aheadMs = 0
  beforeAll(async () => {
    const real = systemClock()
    station = await TestStation.open({ clock: { ...real, now: () => real.now() + aheadMs } })
    await station.setUp()
    const { edition } = await station.edition('2026-11')
    revision = await station.approvedScript(edition.id, ['Kính thưa quý vị <script>alert(1)</script>.'])
    await station.keptTakes(revision, () => babbleWav(20))
    const asked = await station.get<Render>('POST', `/api/editions/${edition.id}/renders`)
    render = await until(
      'the render',
      async () => {
        const now = await station.get<Render>('GET', `/api/renders/${asked.id}`)
        return now.state === 'verified' ? now : undefined
      },
      100_000,
    )
    ward = await station.get<WardStation>('POST', '/api/ward-stations', { name: 'Trạm “Phường 1” & <b>bạn</b>' })
    origin = await station.app.listen({ host: '127.0.0.1', port: 0 })
  }, 120_000)
  afterAll(() => station.close())

  const STEM = 'Cải cách hành chính và cuộc sống, tháng 11-2026'
  const PLAIN = 'Cai-cach-hanh-chinh-va-cuoc-song-thang-11-2026'
  const fileUrl = (name = `${PLAIN}.mp3`, link = ward.linkPath) =>
    `${origin}${link}/tep/${render.id}/${encodeURIComponent(name)}`
  const downloads = () => station.get<Download[]>('GET', '/api/downloads')
  /** The newest of so many downloads of a ward, once they are on record. */
  const logged = (name: string, count = 1) =>
    until('the download on record', async () => {
      const mine = (await downloads()).filter(({ wardName }) => wardName === name)
      return mine.length >= count ? mine[0] : undefined
    })
  const newWard = (name: string) => station.get<WardStation>('POST', '/api/ward-stations', { name })
  const page = async (link = ward.linkPath, query = '') => (await fetch(`${origin}${link}${query}`)).text()
  const takes = ({ id }: WardStation) => takenBy(station.db, { wardStationId: id })

  /** Asks for a file on a connection of its own and reads nothing. */
  async function asking(url: string, headers = ''): Promise<Socket> {
    const { hostname, port, pathname } = new URL(url)
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\n${headers}\r\n`)
    return socket
  }

  it('read a page that is small, escaped, works without its script and sets no cookie', async () => {
    const answer = await fetch(`${origin}${ward.linkPath}`)
    const text = await answer.text()
    expect(answer.headers.get('set-cookie')).toBeNull()
    // A form of the page says where it comes from; another site never learns the secret.
    expect(answer.headers.get('referrer-policy')).toBe('same-origin')
    expect(text).toContain('Trạm “Phường 1” &#38; &#60;b&#62;bạn')
    expect(text.match(/<script[^>]*>/g)).toEqual(['<script src="/tram/kiem-tep.js" defer>'])
    expect(text).not.toMatch(/<b>bạn/)
    const packed = await station.ask('GET', ward.linkPath ?? '', undefined, { 'accept-encoding': 'gzip, br' })
    const script = await station.ask('GET', '/tram/kiem-tep.js')
    expect(packed.raw.length + script.raw.length).toBeLessThan(30_000)
    expect(brotliDecompressSync(packed.raw).toString()).toContain('Tải MP3')
    expect(script.headers['content-type']).toContain('text/javascript')
  })

  it('take the whole MP3 under either name, which is logged as whole', async () => {
    const answer = await fetch(fileUrl(`${STEM}.mp3`))
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(sha256(bytes)).toBe(render.mp3?.sha256)
    expect(answer.headers.get('etag')).toBe(`"${render.mp3?.sha256}"`)
    expect(answer.headers.get('repr-digest')).toBe(
      `sha-256=:${Buffer.from(render.mp3?.sha256 ?? '', 'hex').toString('base64')}:`,
    )
    expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent(`${STEM}.mp3`))
    expect(await logged(ward.name)).toMatchObject({
      fileName: `${PLAIN}.mp3`,
      whole: true,
      bytesSent: bytes.length,
      bytesTotal: bytes.length,
    })
    expect((await fetch(fileUrl())).headers.get('content-disposition')).toBe(
      `attachment; filename="${PLAIN}.mp3"; filename*=UTF-8''${PLAIN}.mp3`,
    )
    expect(await page()).toContain('✓ Trạm đã tải trọn lúc')
    expect(await page(ward.linkPath, '?ten=khong-dau')).toContain(`/tep/${render.id}/${PLAIN}.mp3"`)
  })

  it('have their downloads narrowed and written to a sheet, without their secret links', async () => {
    expect(await station.get('GET', '/api/downloads?words=tram%20phuong%202')).toEqual([])
    expect(await station.get('GET', '/api/downloads?taken=part')).toEqual([])
    const { raw } = await station.ask('GET', '/api/downloads/xlsx?taken=whole&order=ward')
    const { tabs } = await readSheet(raw, 'so.xlsx')
    expect(tabs.map(({ name }) => name)).toEqual(['Sổ tải về', 'Trạm'])
    const stationsIn = async (query: string) => {
      const sheet = await station.ask('GET', `/api/ward-stations/xlsx?${query}`)
      return (await readSheet(sheet.raw, 'tram.xlsx')).tabs[0]?.rows.slice(1) ?? []
    }
    const one = await stationsIn('link=in-use&words=tram%20phuong%201')
    expect(one.map(([name, link]) => [name, link])).toEqual([[ward.name, 'Đang dùng']])
    expect(JSON.stringify(one)).not.toContain(ward.linkPath?.split('/').at(-1))
    expect(await stationsIn('link=revoked')).toEqual([])
    expect(tabs[0]?.rows[1]).toEqual(expect.arrayContaining([ward.name, 'Trọn tệp']))
    expect(JSON.stringify(tabs)).not.toContain(ward.linkPath?.split('/').at(-1))
  })

  it('open links of before files had a folder of their own', async () => {
    for (const name of [`${PLAIN}.mp3`, 'Ten-cu-cua-ky-phat.mp3']) {
      expect((await fetch(`${origin}${ward.linkPath}/${render.id}/${name}`)).headers.get('etag')).toBe(
        `"${render.mp3?.sha256}"`,
      )
    }
    const light = await fetch(`${origin}${ward.linkPath}/${render.id}/Ten-cu-mono.mp3`)
    expect(light.headers.get('etag')).toBe(`"${render.mono?.sha256}"`)
  })

  it('may take the light MP3, the master or all of it instead, which counts as well', async () => {
    for (const [name, etag] of [
      [`${PLAIN}-mono.mp3`, render.mono?.sha256],
      [`${PLAIN}.wav`, render.master?.sha256],
      [`${PLAIN}.zip`, undefined],
    ]) {
      const other = await newWard(`Trạm lấy ${name}`)
      const answer = await fetch(fileUrl(name, other.linkPath))
      const bytes = Buffer.from(await answer.arrayBuffer())
      if (etag !== undefined) expect(sha256(bytes)).toBe(etag)
      expect(await logged(other.name)).toMatchObject({ fileName: name, whole: true })
      expect(await takes(other)).toMatchObject([{ renderId: render.id, fileName: name, knownBy: 'bytes' }])
      const wards = await station.get<WardStation[]>('GET', '/api/ward-stations')
      expect(wards.find(({ id }) => id === other.id)?.lastDownloadAt).toEqual(expect.any(Number))
    }
  })

  it('read the words as a text file, which is not having the edition', async () => {
    const other = await newWard('Trạm đọc kịch bản')
    const answer = await fetch(fileUrl(`${STEM} (kịch bản).txt`, other.linkPath))
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    expect(bytes.toString()).toContain('1. Tiết mục 1\r\n\r\nKính thưa quý vị <script>alert(1)</script>.\r\n')
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    await logged(other.name)
    expect(await takes(other)).toEqual([])
  })

  it('take everything in one archive, with or without marks in its names, whole or from any byte', async () => {
    const answer = await fetch(fileUrl(`${STEM}.zip`))
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.length).toBe(Number(answer.headers.get('content-length')))
    const files = unzipSync(bytes)
    const names = ['.mp3', ' (bản nhẹ).mp3', '.wav', ' (kịch bản).txt'].map((ending) => `${STEM}${ending}`)
    expect(Object.keys(files)).toEqual([...names, 'SHA256SUMS.txt'])
    expect(sha256(files[`${STEM}.wav`] ?? Buffer.alloc(0))).toBe(render.master?.sha256)
    expect(Buffer.from(files['SHA256SUMS.txt'] ?? []).toString()).toBe(
      names.map((name) => `${sha256(files[name] ?? Buffer.alloc(0))}  ${name}\n`).join(''),
    )
    const from = bytes.length - 1_000_000
    const rest = await fetch(fileUrl(`${STEM}.zip`), {
      headers: { range: `bytes=${from}-`, 'if-range': answer.headers.get('etag') ?? '' },
    })
    expect(rest.status).toBe(206)
    expect(Buffer.from(await rest.arrayBuffer()).equals(bytes.subarray(from))).toBe(true)
    const plain = Buffer.from(await (await fetch(fileUrl(`${PLAIN}.zip`))).arrayBuffer())
    expect(Object.keys(unzipSync(plain))).toContain(`${PLAIN}-kich-ban.txt`)
    const [delivery] = await deliveriesFor({ db: station.db, clock: systemClock() }, ward.id)
    expect(delivery?.files.find(({ form }) => form === 'zip')?.bytes).toBe(plain.length)
  })

  it('take it in parts, whose union is the whole', async () => {
    const other = await newWard('Trạm tải từng phần')
    const take = async (range: string) => {
      const part = await fetch(fileUrl(undefined, other.linkPath), { headers: { range } })
      expect(part.status).toBe(206)
      await part.arrayBuffer()
    }
    await take('bytes=1000-')
    expect(await logged(other.name)).toMatchObject({ whole: false, bytesSent: (render.mp3?.bytes ?? 0) - 1000 })
    expect(await takes(other)).toEqual([])
    await take('bytes=0-999')
    expect(await logged(other.name, 2)).toMatchObject({ whole: false, bytesSent: 1000 })
    const [whole] = await takes(other)
    expect(whole).toMatchObject({ knownBy: 'bytes' })
    const listed = (await station.get<WardStation[]>('GET', '/api/ward-stations')).find(({ id }) => id === other.id)
    expect(listed?.lastDownloadAt).toBe(whole?.completedAt)
  })

  it('that hang up at 99 % are not counted as having taken it, until they go on from there', async () => {
    const other = await newWard('Trạm rớt mạng')
    const socket = await asking(fileUrl(undefined, other.linkPath))
    const nearlyAll = Math.floor(0.99 * (render.mp3?.bytes ?? 0))
    let got = 0
    socket.on('data', (piece: Buffer) => {
      got += piece.length
      // As a killed program leaves it: what the system still holds for it is dropped, and the other side is told.
      if (got >= nearlyAll) socket.resetAndDestroy()
    })
    expect((await logged(other.name)).whole).toBeUndefined()
    expect(await takes(other)).toEqual([])
    const rest = await fetch(fileUrl(undefined, other.linkPath), { headers: { range: `bytes=${nearlyAll - 5000}-` } })
    await rest.arrayBuffer()
    expect((await logged(other.name, 2)).whole).toBe(false)
    expect(await takes(other)).toHaveLength(1)
  })

  it('that stand still with everything in their buffers have given no receipt', async () => {
    const other = await newWard('Trạm đứng yên')
    const socket = await asking(fileUrl(`${PLAIN}-mono.mp3`, other.linkPath))
    await once(socket, 'readable')
    // Long after the system took all of it and closed its side.
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect((await downloads()).map(({ wardName }) => wardName)).not.toContain(other.name)
    socket.resetAndDestroy()
    expect((await logged(other.name)).whole).toBeUndefined()
    expect(await takes(other)).toEqual([])
  })

  it('listening in the page or asking for HEAD have taken nothing', async () => {
    const other = await newWard('Trạm nghe thử')
    const head = await fetch(fileUrl(undefined, other.linkPath), { method: 'HEAD' })
    expect(head.headers.get('content-length')).toBe(String(render.mp3?.bytes))
    await (await fetch(`${fileUrl(undefined, other.linkPath)}?nghe=1`)).arrayBuffer()
    expect(await logged(other.name)).toMatchObject({ listened: true })
    expect((await downloads()).filter(({ wardName }) => wardName === other.name)).toHaveLength(1)
    expect(await takes(other)).toEqual([])
  })

  it('behind a proxy have what their page says that they have, not what the proxy took', async () => {
    const other = await newWard('Trạm sau cổng trung gian')
    const behind = { 'x-forwarded-for': '203.0.113.7' }
    await (await fetch(fileUrl(undefined, other.linkPath), { headers: behind })).arrayBuffer()
    const line = await logged(other.name)
    expect([line.throughProxy, line.whole]).toEqual([true, undefined])
    expect(await takes(other)).toEqual([])
    const says = (body: object) => station.ask('POST', `${other.linkPath}/da-tai`, body)
    expect((await says({ renderId: render.id, sha256: sha256(Buffer.from('nửa tệp')) })).body).toMatchObject({
      code: 'hash-differs',
    })
    expect((await says({ renderId: render.id, sha256: render.mp3?.sha256 })).status).toBe(200)
    expect((await says({ renderId: render.id, sha256: render.mp3?.sha256 })).status).toBe(200)
    expect(await takes(other)).toMatchObject([{ knownBy: 'page', fileName: `${PLAIN}.mp3` }])
    expect(await page(other.linkPath)).toContain('✓ Trạm đã tải trọn lúc')
  })

  it('get the same answer for whatever is not there: silly names, tricks with paths, other people’s renders', async () => {
    const nowhere = await page('/tram/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')
    for (const path of [
      `/tep/${render.id}/..%2F..%2Fstation.db`,
      `/tep/${render.id}/%00.mp3`,
      `/tep/${render.id}/khac.wav`,
      `/tep/..%2F..%2Fstation.db/${PLAIN}.mp3`,
      `/tep/${'0'.repeat(36)}/${PLAIN}.mp3`,
      `/tep/${'a'.repeat(200)}/${PLAIN}.mp3`,
    ]) {
      const answer = await fetch(`${origin}${ward.linkPath}${path}`)
      expect([path, answer.status, await answer.text()]).toEqual([path, 404, nowhere])
    }
    const beyond = await fetch(fileUrl(), { headers: { range: 'bytes=99999999999-' } })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${render.mp3?.bytes}`])
    for (const range of ['bytes=5-2', 'bytes=0-1,3-4', 'chunks=1', `bytes=-${'9'.repeat(30)}`]) {
      const answer = await fetch(fileUrl(), { headers: { range } })
      expect((await answer.arrayBuffer()).byteLength).toBe(render.mp3?.bytes)
    }
  })

  it('cannot tell a guessed link from a revoked, renewed or expired one', async () => {
    const dated = await station.get<WardStation>('POST', '/api/ward-stations', {
      name: 'Trạm có hạn',
      expiresOn: new Date(Date.now() + 2 * DAY_MS).toISOString().slice(0, 10),
    })
    expect(dated.linkExpiresAt).toBeGreaterThan(Date.now() + DAY_MS)
    expect(await page(dated.linkPath)).toContain('Dùng được đến hết ngày')
    expect(await linksEndingBefore(station.db, Date.now() + DAY_MS)).toEqual([])
    expect(await linksEndingBefore(station.db, Date.now() + 14 * DAY_MS)).toMatchObject([{ name: 'Trạm có hạn' }])
    const renewing = await newWard('Trạm đổi đường dẫn')
    const renewed = await station.get<WardStation>('POST', `/api/ward-stations/${renewing.id}/renew`)
    expect(renewed.linkPath).not.toBe(renewing.linkPath)
    const revoking = await newWard('Trạm thu hồi')
    const revoked = await station.get<WardStation>('POST', `/api/ward-stations/${revoking.id}/revoke`)
    expect(revoked.linkPath).toBeUndefined()
    expect(await station.refused('POST', `/api/ward-stations/${revoking.id}/term`, {})).toMatchObject({
      code: 'link-revoked',
    })
    aheadMs = 4 * DAY_MS
    const links = [dated.linkPath, renewing.linkPath, revoking.linkPath, '/tram/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA']
    const answers = await Promise.all(links.map((link) => fetch(`${origin}${link}`)))
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404])
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1)
    expect((await fetch(fileUrl(undefined, dated.linkPath))).status).toBe(404)
    expect(await findWardBySecret(station.db, (dated.linkPath ?? '').slice(6), Date.now() + aheadMs)).toBeUndefined()
    // “Gia hạn”: the same link opens again.
    const prolonged = await station.get<WardStation>('POST', `/api/ward-stations/${dated.id}/term`, {})
    expect([prolonged.linkPath, prolonged.linkExpiresAt]).toEqual([dated.linkPath, undefined])
    expect((await fetch(`${origin}${dated.linkPath}`)).status).toBe(200)
    expect(
      await station.refused('POST', `/api/ward-stations/${dated.id}/term`, { expiresOn: '2026-01-31' }),
    ).toMatchObject({ code: 'term-over' })
    aheadMs = 0
  })

  it('that knock too often are turned away, and shut out nobody who has a link', async () => {
    const guess = (place: number) => station.app.inject({ url: `/tram/${String(place).padStart(32, 'A')}` })
    await fetch(`${origin}${ward.linkPath}`)
    const answers = await Promise.all(Array.from({ length: 700 }, (_, place) => guess(place)))
    expect(answers.filter(({ statusCode }) => statusCode === 429).length).toBeGreaterThan(50)
    expect(answers.at(-1)?.headers['retry-after']).toBeDefined()
    expect((await fetch(`${origin}${ward.linkPath}`)).status).toBe(200)
  })

  it('have names that differ', async () => {
    expect(await station.refused('POST', '/api/ward-stations', { name: ` ${ward.name} ` })).toMatchObject({
      code: 'name-taken',
    })
  })

  it('are told that an edition was taken back after they took it, and can take it no more', async () => {
    const [item] = revision.items
    await station.get('POST', `/api/editions/${revision.editionId}/revisions`, {
      source: 'written',
      parentId: revision.id,
      items: [{ itemId: item?.itemId, title: 'Tiết mục 1', text: 'Lời đã sửa.' }],
    })
    const text = await page()
    expect(text).toContain('xin đừng phát')
    expect(text).toContain('Bản 2 của kịch bản đã sửa sau khi duyệt')
    expect(text).not.toContain('Tải MP3')
    expect((await fetch(fileUrl())).status).toBe(404)
    const [delivery] = await deliveriesFor({ db: station.db, clock: systemClock() }, ward.id)
    expect(delivery).toMatchObject({ renderId: render.id, files: [], withdrawn: { at: expect.any(Number) } })
  })
})
