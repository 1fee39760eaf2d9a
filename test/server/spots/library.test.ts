import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, dateAt, vietnameseDate } from '../../../schedules/index.ts'
import type {
  Edition,
  HotlineContact,
  LibraryEntry,
  LibraryPlay,
  LibraryWritten,
  Rundown,
  Template,
  Tune,
} from '../../../server/contract/index.ts'
import { readSheet } from '../../../server/sheets/index.ts'
import { ffmpegOfTests, formOf, TestStation } from '../../builders.ts'
import { FakeClock } from '../../fake-clock.ts'
import { run } from '../../machine/run.ts'
import { babbleWav } from '../../sounds.ts'
import { noteAiring, noteRender } from '../aired.ts'

const NOW = Date.now()
const DAY_MS = 86_400_000
const TODAY = dateAt(NOW, 'Asia/Ho_Chi_Minh')

describe('the library', () => {
  const clock = new FakeClock(NOW)
  let station: TestStation
  let edition: Edition
  let contact: HotlineContact
  let hotline: LibraryEntry
  let work: LibraryEntry
  beforeAll(async () => {
    station = await TestStation.open({ clock })
    await station.setUp()
    ;({ edition } = await station.edition(TODAY.slice(0, 7)))
  })
  afterAll(() => station.close())

  const written = (more: Partial<LibraryWritten> = {}): LibraryWritten => ({
    kind: 'hotline',
    parentNumber: 0,
    title: 'Đường dây nóng cải cách hành chính',
    text: 'Mời gọi {điện thoại}, hoặc đến {tên}, {địa chỉ}.',
    contactId: contact.id,
    expiresOn: addDays(TODAY, 16),
    ...more,
  })
  const list = (query = '') => station.get<LibraryEntry[]>('GET', `/api/library${query}`)
  const sound = (id: string, seed: number, rightsNote = 'Đài tự thu âm.') => {
    const form = new FormData()
    form.set('rightsNote', rightsNote)
    form.set('file', new Blob([new Uint8Array(babbleWav(1, { seed }))], { type: 'audio/wav' }), 'đường dây nóng.wav')
    return station.get<LibraryEntry>('POST', `/api/library/${id}/sound`, form)
  }

  it('keeps a contact once, with the day from which each fact holds', async () => {
    contact = await station.get('POST', '/api/hotline-contacts', {
      name: ' Bộ phận  Một cửa ',
      telephone: '0277 3861 234',
      address: 'số 1 đường Hùng Vương',
      email: '',
      validFrom: addDays(TODAY, -100),
    })
    expect(contact.now).toMatchObject({ name: 'Bộ phận Một cửa', telephone: '0277 3861 234' })
    expect(contact.now.email).toBeUndefined()
    expect(await station.get('GET', '/api/hotline-contacts?words=mot%20cua')).toHaveLength(1)
    expect(await station.get('GET', '/api/hotline-contacts?words=so%20noi%20vu')).toEqual([])
    const { raw } = await station.ask('GET', '/api/hotline-contacts/xlsx?words=hung%20vuong')
    expect((await readSheet(raw, 'lien-he.xlsx')).tabs[0]?.rows[1]).toEqual(
      expect.arrayContaining(['Bộ phận Một cửa', '0277 3861 234']),
    )
    expect((await station.refused('POST', '/api/hotline-contacts', { name: ' ', validFrom: TODAY })).code).toBe(
      'bad-request',
    )
  })

  it('says an announcement with the contact’s facts in it', async () => {
    const none = { ...written(), contactId: undefined }
    expect((await station.refused('POST', '/api/library', none)).code).toBe('contact-needed')
    hotline = await station.get('POST', '/api/library', written())
    expect(hotline).toMatchObject({
      number: 1,
      standing: 'good',
      spoken: 'Mời gọi 0277 3861 234, hoặc đến Bộ phận Một cửa, số 1 đường Hùng Vương.',
      contact: { id: contact.id, name: 'Bộ phận Một cửa' },
      plays: { count: 0 },
      warnings: [],
    })
  })

  it('keeps a sound with the right to use it, which templates take where they name none', async () => {
    const form = formOf(babbleWav(1), 'spot.wav')
    expect((await station.refused('POST', `/api/library/${hotline.id}/sound`, form)).code).toBe('bad-request')
    hotline = await sound(hotline.id, 1)
    expect(hotline.sound).toMatchObject({ fileName: 'đường dây nóng.wav', durationMs: 1000 })
    const tunes = await station.get<Tune[]>('GET', '/api/tunes')
    expect(tunes.find(({ id }) => id === hotline.sound?.tuneId)).toMatchObject({ role: 'hotline', inUse: true })
    const programme = edition.programmeId
    await station.get('POST', `/api/programmes/${programme}/template/preset`, { preset: 'questions' })
    const rundown = await station.get<Rundown>('GET', `/api/editions/${edition.id}/rundown`)
    expect(rundown.slots.find(({ kind }) => kind === 'hotline')?.source).toEqual({
      from: 'library',
      soundId: hotline.sound?.tuneId,
    })
    expect(rundown.notes).toEqual([])
  })

  it('offers a work by its name alone, with author, award and year', async () => {
    work = await station.get('POST', '/api/library', {
      kind: 'work',
      parentNumber: 0,
      title: 'Tiểu phẩm Một cửa',
      contactId: contact.id,
      work: { author: 'Tổ tuyên truyền', award: 'Giải Nhì', year: 2025, source: 'contest' },
    })
    expect(work.contact).toBeUndefined()
    work = await sound(work.id, 2, 'Ban tổ chức Hội thi cho phép phát.')
    const tune = (await station.get<Tune[]>('GET', '/api/tunes')).find(({ id }) => id === work.sound?.tuneId)
    expect(tune).toMatchObject({ role: 'work', inUse: false, rightsNote: 'Ban tổ chức Hội thi cho phép phát.' })
  })

  it('takes the sound alone out of a work that came as a video', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'len-song-work-'))
    const path = join(folder, 'tiểu phẩm.mp4')
    const { path: ffmpeg } = await ffmpegOfTests()
    const lavfi = (source: string) => ['-f', 'lavfi', '-i', source]
    const streams = [...lavfi('testsrc=d=2:s=64x48:r=5'), ...lavfi('sine=d=2:f=300')]
    await run(ffmpeg, ['-v', 'error', ...streams, '-c:v', 'mpeg4', '-c:a', 'aac', '-ac', '2', path])
    const form = new FormData()
    form.set('rightsNote', 'Sở Nội vụ gửi, được phát.')
    form.set('file', new Blob([await readFile(path)], { type: 'video/mp4' }), 'tiểu phẩm.mp4')
    await rm(folder, { recursive: true })
    work = await station.get('POST', `/api/library/${work.id}/sound`, form)
    expect(work.sound).toMatchObject({ fileName: 'tiểu phẩm.mp4', warnings: ['Tệp là video: chỉ lấy đường tiếng.'] })
    const heard = await station.ask('GET', `/api/tunes/${work.sound?.tuneId}/audio`)
    expect([heard.status, heard.headers['content-type']]).toEqual([200, 'audio/mp4'])
    expect(heard.raw.includes('mp4v')).toBe(false)
  })

  it('is looked through by words without marks, kind and order', async () => {
    const titles = async (query: string) => (await list(query)).map(({ title }) => title)
    expect(await titles('?words=mot%20cua&kind=work')).toEqual(['Tiểu phẩm Một cửa'])
    expect(await titles('?words=giai%20nhi')).toEqual(['Tiểu phẩm Một cửa'])
    expect(await titles('')).toEqual(['Đường dây nóng cải cách hành chính', 'Tiểu phẩm Một cửa'])
    expect(await titles('?standing=expired')).toEqual([])
    const sheet = await station.ask('GET', '/api/library/xlsx')
    expect([sheet.status, sheet.raw.subarray(0, 2).toString()]).toEqual([200, 'PK'])
  })

  it('counts plays by what was heard, whichever sound an entry had then', async () => {
    const revision = await station.approvedScript(edition.id, ['Kính thưa quý vị.'])
    const one = { editionId: edition.id, revisionId: revision.id, itemIds: [] }
    const master = await noteRender(station, { ...one, sounds: [hotline.sound?.mediaSha256 ?? ''] })
    await noteAiring(station, edition.id, { at: NOW - DAY_MS, masterSha256: master })
    await noteAiring(station, edition.id, { at: NOW, masterSha256: master })
    const before = hotline.sound?.tuneId
    hotline = await sound(hotline.id, 3)
    expect(hotline).toMatchObject({ plays: { count: 2, lastAt: NOW } })
    expect(hotline.sound?.tuneId).not.toBe(before)
    const offered = (await station.get<Tune[]>('GET', '/api/tunes')).map(({ id }) => id)
    expect([offered.includes(before ?? ''), offered.includes(hotline.sound?.tuneId ?? '')]).toEqual([false, true])
    const plays = await station.get<LibraryPlay[]>('GET', `/api/library/${hotline.id}/plays`)
    expect(plays).toEqual(
      [NOW, NOW - DAY_MS].map((at) => ({ at, editionId: edition.id, editionTitle: edition.title, isOutside: false })),
    )
    expect((await list('?order=plays'))[0]?.id).toBe(hotline.id)
    expect((await station.refused('GET', '/api/library/khong-co/plays')).code).toBe('not-found')
  })

  it('puts an announcement’s words into a script as a notice, with today’s number', async () => {
    await station.get('POST', `/api/library/${hotline.id}/placements`, { editionId: edition.id })
    const { latest } = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    expect(latest?.items.at(-1)).toMatchObject({
      kind: 'notice',
      title: 'Đường dây nóng cải cách hành chính',
      text: 'Mời gọi 0277 3861 234, hoặc đến Bộ phận Một cửa, số 1 đường Hùng Vương.',
    })
    const refused = await station.refused('POST', `/api/library/${work.id}/placements`, { editionId: edition.id })
    expect(refused.code).toBe('spot-empty')
    const master = await noteRender(station, {
      editionId: edition.id,
      revisionId: latest?.id ?? '',
      itemIds: [latest?.items.at(-1)?.itemId ?? ''],
    })
    await noteAiring(station, edition.id, { at: NOW + 1000, masterSha256: master })
    expect((await list('?kind=hotline'))[0]?.plays).toEqual({ count: 3, lastAt: NOW + 1000 })
  })

  it('tells in the rundown that a number has changed since it was recorded', async () => {
    clock.step(DAY_MS)
    const tomorrow = addDays(TODAY, 1)
    contact = await station.get('PUT', `/api/hotline-contacts/${contact.id}`, {
      name: 'Bộ phận Một cửa',
      telephone: '0277 3999 888',
      validFrom: tomorrow,
    })
    expect(contact).toMatchObject({
      now: { telephone: '0277 3999 888' },
      usedBy: ['Đường dây nóng cải cách hành chính'],
    })
    expect(contact.history).toHaveLength(2)
    const [seen] = await list('?kind=hotline')
    expect(seen?.spoken).toContain('0277 3999 888')
    const sentence = `“Đường dây nóng cải cách hành chính” được thu trước khi liên hệ đổi (từ ${vietnameseDate(tomorrow)}): cần thu lại`
    expect(seen?.warnings).toEqual([sentence, 'Lời của “Đường dây nóng cải cách hành chính” còn thiếu địa chỉ'])
    const rundown = await station.get<Rundown>('GET', `/api/editions/${edition.id}/rundown`)
    expect(rundown.notes).toContain(sentence)
    const unfilled = await station.refused('POST', `/api/library/${hotline.id}/placements`, { editionId: edition.id })
    expect(unfilled).toMatchObject({ code: 'spot-unfilled', status: 422 })
  })

  it('warns before an announcement expires and keeps it from the scripts afterwards', async () => {
    clock.step(2 * DAY_MS)
    expect((await list('?kind=hotline'))[0]).toMatchObject({ standing: 'expiring' })
    clock.step(14 * DAY_MS)
    const [expired] = await list('?standing=expired')
    expect(expired?.warnings[0]).toBe(`“${expired?.title}” đã hết hạn ngày ${vietnameseDate(addDays(TODAY, 16))}`)
    const refused = await station.refused('POST', `/api/library/${hotline.id}/placements`, { editionId: edition.id })
    expect(refused.code).toBe('spot-expired')
    const stale = await station.refused('PUT', `/api/library/${hotline.id}`, written({ parentNumber: 0 }))
    expect(stale).toMatchObject({ code: 'library-changed-meanwhile', status: 409 })
    const longer = { ...written({ parentNumber: 1 }), expiresOn: undefined }
    expect(await station.get('PUT', `/api/library/${hotline.id}`, longer)).toMatchObject({
      standing: 'good',
      number: 2,
    })
  })

  it('puts away what no template names, and keeps its plays', async () => {
    const url = `/api/programmes/${edition.programmeId}/template`
    const template = await station.get<Template>('GET', url)
    const tuneId = hotline.sound?.tuneId ?? ''
    const named = template.slots.map((slot) =>
      slot.kind === 'hotline' ? { ...slot, source: { from: 'library', soundId: tuneId } } : slot,
    )
    const { number: parentNumber, beds, targetLufs, treatment } = template
    const saved = await station.get<Template>('PUT', url, { parentNumber, slots: named, beds, targetLufs, treatment })
    const refused = await station.refused('POST', `/api/library/${hotline.id}/retire`)
    expect(refused).toMatchObject({ code: 'sound-in-use', status: 409 })
    await station.get('PUT', url, { parentNumber: saved.number, slots: template.slots, beds, targetLufs, treatment })
    const retired = await station.get<LibraryEntry>('POST', `/api/library/${hotline.id}/retire`)
    expect(retired).toMatchObject({ standing: 'retired', plays: { count: 3 }, warnings: [] })
    expect((await list()).map(({ id }) => id)).toEqual([work.id])
    expect((await list('?standing=retired')).map(({ id }) => id)).toEqual([hotline.id])
    const late = await station.refused('PUT', `/api/library/${hotline.id}`, written({ parentNumber: 2 }))
    expect(late.code).toBe('library-retired')
  })
})
