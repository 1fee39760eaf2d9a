import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Download, Render, WardStation } from '../../server/contract/index.ts'
import { readSheet } from '../../server/sheets/index.ts'
import { TestStation, until } from '../builders.ts'
import { babbleWav } from '../sounds.ts'

describe('ward stations', () => {
  let station: TestStation
  let ward: WardStation
  let render: Render
  let origin: string
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    const { edition } = await station.edition('2026-11')
    const revision = await station.approvedScript(edition.id, ['Kính thưa quý vị <script>alert(1)</script>.'])
    await station.keptTakes(revision, () => babbleWav(20))
    const asked = await station.get<Render>('POST', `/api/editions/${edition.id}/renders`)
    render = await until('the render', async () => {
      const now = await station.get<Render>('GET', `/api/renders/${asked.id}`)
      return now.state === 'verified' ? now : undefined
    })
    ward = await station.get<WardStation>('POST', '/api/ward-stations', { name: 'Trạm “Phường 1” & <b>bạn</b>' })
    origin = await station.app.listen({ host: '127.0.0.1', port: 0 })
  })
  afterAll(() => station.close())

  const fileUrl = () => `${origin}${ward.linkPath}/${render.id}/${render.mp3?.fileName}`
  const downloads = () => station.get<Download[]>('GET', '/api/downloads')
  const nextDownload = (after: number) =>
    until('the download on record', async () => {
      const all = await downloads()
      return all.length > after ? all[0] : undefined
    })

  it('read a page that is small, escaped, without scripts and without a cookie', async () => {
    const answer = await fetch(`${origin}${ward.linkPath}`)
    const page = await answer.text()
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(page).toContain('Trạm “Phường 1” &#38; &#60;b&#62;bạn')
    expect(page).not.toMatch(/<script|<b>/)
    expect(Buffer.byteLength(page)).toBeLessThan(30_000)
  })

  it('take the whole MP3, which is logged as whole', async () => {
    const before = (await downloads()).length
    const answer = await fetch(fileUrl())
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.length).toBe(render.mp3?.bytes)
    expect(answer.headers.get('etag')).toBe(`"${render.mp3?.sha256}"`)
    expect(await nextDownload(before)).toMatchObject({
      wardName: ward.name,
      whole: true,
      bytesSent: bytes.length,
      bytesTotal: bytes.length,
    })
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

  it('may take the light MP3 for loudspeaker clusters instead, which counts as well', async () => {
    const page = await (await fetch(`${origin}${ward.linkPath}`)).text()
    const url = `${origin}${ward.linkPath}/${render.id}/${render.mono?.fileName}`
    expect(page).toContain(`href="${ward.linkPath}/${render.id}/${render.mono?.fileName}">Tải MP3 nhẹ cho cụm loa (`)
    expect(page).toContain(render.mono?.sha256)
    const other = await station.get<WardStation>('POST', '/api/ward-stations', { name: 'Trạm loa' })
    const before = (await downloads()).length
    const answer = await fetch(url.replace(ward.linkPath ?? '', other.linkPath ?? ''))
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(answer.headers.get('content-disposition')).toContain('-mono.mp3')
    expect(answer.headers.get('etag')).toBe(`"${render.mono?.sha256}"`)
    expect(bytes.length).toBeLessThan(0.7 * (render.mp3?.bytes ?? 0))
    const line = await nextDownload(before)
    expect(line).toMatchObject({ wardName: 'Trạm loa', fileName: render.mono?.fileName, whole: true })
    const wards = await station.get<WardStation[]>('GET', '/api/ward-stations')
    expect(wards.find(({ id }) => id === other.id)?.lastDownloadAt).toEqual(expect.any(Number))
  })

  it('take it in parts, whose union is the whole', async () => {
    const before = (await downloads()).length
    const part = await fetch(fileUrl(), { headers: { range: 'bytes=1000-' } })
    await part.arrayBuffer()
    expect(part.status).toBe(206)
    const logged = await nextDownload(before)
    expect(logged.whole).toBe(false)
    expect(logged.bytesSent).toBe((render.mp3?.bytes ?? 0) - 1000)
  })

  it('that hang up in the middle are not counted as having taken it', async () => {
    const before = (await downloads()).length
    const { hostname, port, pathname } = new URL(fileUrl())
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`)
    await once(socket, 'data')
    socket.resetAndDestroy()
    expect((await nextDownload(before)).whole).toBeUndefined()
  })

  it('asking for HEAD take nothing and leave no line', async () => {
    const before = (await downloads()).length
    const head = await fetch(fileUrl(), { method: 'HEAD' })
    expect(head.headers.get('content-length')).toBe(String(render.mp3?.bytes))
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect((await downloads()).length).toBe(before)
  })

  it('cannot tell a guessed link from a revoked or renewed one', async () => {
    const old = fileUrl()
    const renewed = await station.get<WardStation>('POST', `/api/ward-stations/${ward.id}/renew`)
    expect(renewed.linkPath).not.toBe(ward.linkPath)
    const pages = await Promise.all(
      [`${origin}${ward.linkPath}`, `${origin}/tram/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`].map((url) => fetch(url)),
    )
    expect(pages.map(({ status }) => status)).toEqual([404, 404])
    expect(await pages[0]?.text()).toBe(await pages[1]?.text())
    expect((await fetch(old)).status).toBe(404)
    const revoked = await station.get<WardStation>('POST', `/api/ward-stations/${ward.id}/revoke`)
    expect(revoked.linkPath).toBeUndefined()
    expect((await fetch(`${origin}${renewed.linkPath}`)).status).toBe(404)
  })

  it('have names that differ', async () => {
    expect(await station.refused('POST', '/api/ward-stations', { name: ` ${ward.name} ` })).toMatchObject({
      code: 'name-taken',
    })
  })
})
