import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Edition, Peaks, Revision } from '../../server/contract/index.ts'
import { ffmpegOfTests, formOf, TestStation, takesUrl } from '../builders.ts'
import { run } from '../machine/run.ts'
import { babbleWav, wav } from '../sounds.ts'

describe('takes', () => {
  let station: TestStation
  let edition: Edition
  let revision: Revision
  let itemId: string
  beforeAll(async () => {
    station = await TestStation.open({ env: { LEN_SONG_UPLOAD_LIMIT_GB: '0.002' } })
    await station.setUp()
    ;({ edition } = await station.edition('2026-11'))
    revision = await station.approvedScript(edition.id, ['Kính thưa quý vị và các bạn.'])
    itemId = revision.items[0]?.itemId ?? ''
  })
  afterAll(() => station.close())

  const noHalves = async () => expect(await readdir(join(station.dataDir, 'work'))).toEqual([])

  it('names the revision that was read and keeps the file as it came', async () => {
    const bytes = babbleWav(2)
    const take = await station.upload(revision, itemId, bytes, 'thu ở trạm “một”/../ü.wav')
    expect(take).toMatchObject({
      revisionId: revision.id,
      revisionNumber: 1,
      textHash: revision.items[0]?.textHash,
      source: 'upload',
      fileName: 'ü.wav',
    })
    expect(take.durationMs).toBeCloseTo(2000, -1)
    const original = await station.ask('GET', `/api/takes/${take.id}/original`)
    expect(original.raw.equals(bytes)).toBe(true)
    expect((await station.get<Peaks>('GET', `/api/takes/${take.id}/peaks`)).pairs.length).toBeGreaterThan(10)
    await noHalves()
  })

  it('keeps one read of an item at most, and a read of older words is not enough', async () => {
    const [one, two] = [
      await station.upload(revision, itemId, babbleWav(2, { seed: 2 }), 'a.wav'),
      await station.upload(revision, itemId, babbleWav(2, { seed: 3 }), 'b.wav'),
    ]
    await station.get('POST', `/api/takes/${one.id}/choice`, { choice: 'kept' })
    await station.get('POST', `/api/takes/${two.id}/choice`, { choice: 'kept' })
    const { takes } = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    expect(takes.filter(({ choice }) => choice === 'kept').map(({ id }) => id)).toEqual([two.id])

    const edited = await station.get<Revision>('POST', `/api/editions/${edition.id}/revisions`, {
      source: 'written',
      parentId: revision.id,
      items: [{ itemId, title: 'Tiết mục 1', text: 'Kính chào quý vị và các bạn.' }],
    })
    await station.get('POST', `/api/revisions/${edited.id}/approval`, { approver: 'Chủ tịch' })
    const view = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    expect(view.missing).toEqual(['Tiết mục “Tiết mục 1” đã sửa sau khi thu: cần thu lại'])
    revision = edited
  })

  it.each([
    ['0 bytes', Buffer.alloc(0), 'rỗng.wav', 'empty-file'],
    ['a text that calls itself MP3', Buffer.from('đây không phải âm thanh '.repeat(100)), 'bài.mp3', 'not-audio'],
    ['a WAV header without its sound', babbleWav(1).subarray(0, 44), 'cụt.wav', undefined],
    ['silence', wav(new Float32Array(48_000 * 2)), 'im.wav', undefined],
  ])('refuses %s with the next step, and nothing is left behind', async (_what, bytes, name, code) => {
    const before = (await station.get<Edition>('GET', `/api/editions/${edition.id}`)).takes.length
    const refused = await station.refused('POST', takesUrl(revision, itemId), formOf(bytes, name))
    if (code) expect(refused.code).toBe(code)
    expect(refused.status).toBeLessThan(500)
    expect(refused.message).toContain(name)
    expect(refused.next).toBeTruthy()
    expect((await station.get<Edition>('GET', `/api/editions/${edition.id}`)).takes).toHaveLength(before)
    await noHalves()
  })

  it('takes the sound out of a video, plays a wrongly named file, and says both', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'len-song-video-'))
    const path = join(folder, 'phóng sự.mp4')
    const lavfi = (source: string) => ['-f', 'lavfi', '-i', source]
    const { path: ffmpeg } = await ffmpegOfTests()
    await run(ffmpeg, [
      '-v',
      'error',
      ...lavfi('testsrc=d=6:s=64x48:r=5'),
      ...lavfi('sine=d=2:f=300'),
      '-c:v',
      'mpeg4',
      '-c:a',
      'aac',
      '-ac',
      '2',
      path,
    ])
    const bytes = await readFile(path)
    await rm(folder, { recursive: true })
    const video = await station.upload(revision, itemId, bytes, 'phóng sự.mp4')
    expect(video.warnings).toEqual(['Tệp là video: chỉ lấy đường tiếng.'])
    const copy = await station.ask('GET', `/api/takes/${video.id}/audio`)
    expect([copy.status, copy.headers['content-type']]).toEqual([200, 'audio/mp4'])
    const misnamed = await station.upload(revision, itemId, babbleWav(1), 'thật ra là WAV.mp3')
    expect(misnamed.warnings).toContain('Đuôi tên tệp không đúng với loại âm thanh bên trong; vẫn dùng được.')
  })

  it('refuses a file above the stated limit and says the limit', async () => {
    const refused = await station.refused('POST', takesUrl(revision, itemId), formOf(babbleWav(30), 'dài.wav'))
    expect(refused).toMatchObject({ code: 'too-large', status: 413 })
    expect(refused.message).toMatch(/\(2 MB\)/)
    await noHalves()
  })

  it('refuses a request without a file, and an item that the revision does not have', async () => {
    expect((await station.refused('POST', takesUrl(revision, itemId), {})).code).toBe('no-file')
    expect((await station.refused('POST', takesUrl(revision, 'không-có'), formOf(babbleWav(1), 'a.wav'))).code).toBe(
      'item-unknown',
    )
    await noHalves()
  })
})
