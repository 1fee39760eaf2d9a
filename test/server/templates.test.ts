import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bed, Programme, Rundown, Template, Tune } from '../../server/contract/index.ts'
import { readSheet } from '../../server/sheets/index.ts'
import { formOf, TestStation } from '../builders.ts'
import { babbleWav, wav } from '../sounds.ts'

const bed: Bed = {
  id: 'nen',
  soundId: 'khong-co',
  fromSlotId: 'item',
  toSlotId: 'sign-off',
  levelLu: -12,
  duckDb: 14,
  attackMs: 300,
  releaseMs: 1200,
  fadeInMs: 800,
  fadeOutMs: 2000,
  leadMs: 1500,
  tailMs: 2500,
}

describe('the template of a programme', () => {
  let station: TestStation
  let programme: Programme
  let url: string
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp('horn')
    programme = await station.get('POST', '/api/programmes', { preset: 'sa-dec-2023' })
    url = `/api/programmes/${programme.id}/template`
  })
  afterAll(() => station.close())

  const written = ({ programmeId: _id, number, saved: _saved, ...fields }: Template) => ({
    ...fields,
    parentNumber: number,
  })

  it('is the bulletin at the loudness of the station while nobody saved another', async () => {
    const template = await station.get<Template>('GET', url)
    expect(template).toMatchObject({ number: 0, targetLufs: -16, beds: [] })
    expect(template.slots.map(({ title }) => title)).toEqual([
      'Nhạc hiệu mở đầu',
      'Lời chào',
      'Điểm tin',
      'Nhạc cắt',
      'Tin, bài',
      'Thông báo',
      'Lời chào kết',
      'Nhạc hiệu kết thúc',
    ])
    expect(template.saved).toBeUndefined()
  })

  it('is saved as a numbered revision that says by whom, and overwrites nobody’s', async () => {
    const first = await station.get<Template>('GET', url)
    const saved = await station.get<Template>('PUT', url, { ...written(first), targetLufs: -18, normMs: 900_000 })
    expect(saved).toMatchObject({ number: 1, targetLufs: -18, normMs: 900_000, saved: { by: 'Kỹ thuật viên trực' } })
    const late = await station.refused('PUT', url, written(first))
    expect(late).toMatchObject({ status: 409, code: 'template-changed-meanwhile' })
    expect(late.message).toBe('Kỹ thuật viên trực vừa lưu bản 1 của khung chương trình trong lúc anh/chị đang sửa.')
    expect(await station.get<Template>('GET', url)).toEqual(saved)
  })

  it('begins anew from a preset and keeps how loud and how long the programme is', async () => {
    const template = await station.get<Template>('POST', `${url}/preset`, { preset: 'questions' })
    expect(template).toMatchObject({ number: 2, targetLufs: -18, normMs: 900_000 })
    expect(template.slots.map(({ kind }) => kind)).toContain('answer')
    for (const preset of ['feature', 'notice', 'bulletin']) {
      expect((await station.get<Template>('POST', `${url}/preset`, { preset })).slots[0]?.kind).toBe('intro')
    }
  })

  it('is refused with the name of the slot that is wrong', async () => {
    const now = await station.get<Template>('GET', url)
    const wrongs: [string, object][] = [
      ['phần “Nhạc hiệu mở đầu” bị lặp mã', { slots: [...now.slots, ...now.slots] }],
      ['khung chưa có phần nào lấy bản đọc', { slots: now.slots.filter(({ source }) => source.from === 'library') }],
      ['phần 1 chưa có tên', { slots: now.slots.map((slot) => ({ ...slot, title: '  ' })) }],
      [
        'phần “Nhạc cắt” không có trong kho',
        {
          slots: now.slots.map((slot) =>
            slot.kind === 'sting' ? { ...slot, source: { from: 'library', soundId: 'không có' } } : slot,
          ),
        },
      ],
      ['âm thanh của nhạc nền 1 không có trong kho', { beds: [bed] }],
    ]
    for (const [sentence, change] of wrongs) {
      const refused = await station.refused('PUT', url, { ...written(now), ...change })
      expect(refused).toMatchObject({ status: 422, code: 'bad-template' })
      expect(refused.message).toContain(sentence)
    }
    const unknown = await station.refused('PUT', '/api/programmes/khong-co/template', written(now))
    expect(unknown.code).toBe('not-found')
  })

  it('holds on to the sounds that it names: these are not retired', async () => {
    const sound = await addSound('bed', 'Nền êm')
    const now = await station.get<Template>('GET', url)
    const saved = await station.get<Template>('PUT', url, { ...written(now), beds: [{ ...bed, soundId: sound.id }] })
    expect(saved.beds).toHaveLength(1)
    const refused = await station.refused('POST', `/api/tunes/${sound.id}/retire`)
    expect(refused.code).toBe('sound-in-use')
    expect(refused.message).toBe(`Khung của chương trình ${programme.name} đang dùng âm thanh “Nền êm”.`)
    await station.get('PUT', url, { ...written(saved), beds: [] })
    await station.get('POST', `/api/tunes/${sound.id}/retire`)
    const gone = await station.refused('PUT', url, {
      ...written({ ...saved, number: saved.number + 1 }),
      beds: [{ ...bed, soundId: sound.id }],
    })
    expect(gone.message).toContain('âm thanh của nhạc nền 1 đã được cất đi')
  })

  async function addSound(role: string, title: string): Promise<Tune> {
    const query = new URLSearchParams({ role, title, rightsNote: 'Đài tự thu' })
    return station.get('POST', `/api/tunes?${query}`, formOf(babbleWav(1), 'am.wav'))
  }
})

describe('the library of sounds', () => {
  let station: TestStation
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
  })
  afterAll(() => station.close())

  const add = (role: string, title: string, bytes = babbleWav(1)) =>
    station.get<Tune>(
      'POST',
      `/api/tunes?${new URLSearchParams({ role, title, rightsNote: 'Đài tự thu' })}`,
      formOf(bytes, 'am.wav'),
    )
  const list = () => station.get<Tune[]>('GET', '/api/tunes')

  it('uses one sound of a role at a time, and lays any of its beds', async () => {
    const call = await add('opening-call', 'Lời xướng cũ')
    const newer = await add('opening-call', 'Lời xướng mới')
    const beds = [await add('bed', 'Nền một'), await add('bed', 'Nền hai')]
    const inUse = (await list()).filter((tune) => tune.inUse).map(({ id }) => id)
    expect(inUse).toContain(newer.id)
    expect(inUse).not.toContain(call.id)
    expect(inUse).toEqual(expect.arrayContaining(beds.map(({ id }) => id)))
    await station.get('POST', `/api/tunes/${call.id}/use`)
    expect((await list()).filter(({ role, inUse: used }) => role === 'opening-call' && used)).toMatchObject([
      { id: call.id },
    ])
  })

  it('is had as a sheet: by role, there in Vietnamese order, narrowed as it is looked at', async () => {
    const rowsOf = async (query: Record<string, string>) => {
      const { raw } = await station.ask('GET', `/api/tunes/xlsx?${new URLSearchParams(query)}`)
      return ((await readSheet(raw, 'kho.xlsx')).tabs[0]?.rows ?? []).slice(1)
    }
    expect(await rowsOf({})).toHaveLength((await list()).length)
    expect((await rowsOf({ role: 'opening-call' })).map(([role, title, , used]) => [role, title, used])).toEqual([
      ['Lời xướng', 'Lời xướng cũ', 'Đang dùng'],
      ['Lời xướng', 'Lời xướng mới', ''],
    ])
    expect((await rowsOf({ words: 'NEN tu  thu', state: 'in-use' })).map(([, title]) => title)).toEqual([
      'Nền hai',
      'Nền một',
    ])
    expect((await rowsOf({ state: 'spare', words: 'xuong' })).map(([, title]) => title)).toEqual(['Lời xướng mới'])
  })

  it('offers a retired sound no more, takes the one before it, and still plays it', async () => {
    const [call] = (await list()).filter(({ role, inUse }) => role === 'opening-call' && inUse)
    await station.get('POST', `/api/tunes/${call?.id}/retire`)
    expect((await list()).map(({ id }) => id)).not.toContain(call?.id)
    expect((await list()).filter(({ role, inUse }) => role === 'opening-call' && inUse)).toMatchObject([
      { title: 'Lời xướng mới' },
    ])
    expect((await station.ask('GET', `/api/tunes/${call?.id}/audio`)).raw.length).toBeGreaterThan(90_000)
    expect(await station.refused('POST', `/api/tunes/${call?.id}/use`)).toMatchObject({ code: 'sound-retired' })
    expect((await station.ask('POST', `/api/tunes/${call?.id}/retire`)).status).toBe(200)
  })

  it('says what is wrong with a sound, and takes none that is silent or without a note of rights', async () => {
    const oneSided = new Float32Array(48_000 * 2)
    for (let frame = 0; frame < 48_000; frame++) oneSided[2 * frame] = 0.3 * Math.sin(frame / 20)
    const tune = await add('hotline', 'Đường dây nóng', wav(oneSided, 48_000, 2))
    expect(tune.warnings).toContain('Chỉ một bên có tiếng; khi dựng sẽ dùng bên đó.')
    const query = (rightsNote: string) => new URLSearchParams({ role: 'filler', title: 'Đệm', rightsNote })
    const silent = formOf(wav(new Float32Array(48_000)), 'lang.wav')
    expect(await station.refused('POST', `/api/tunes?${query('Đài tự thu')}`, silent)).toMatchObject({ code: 'silent' })
    const unsigned = await station.refused('POST', `/api/tunes?${query('    ')}`, formOf(babbleWav(1), 'am.wav'))
    expect(unsigned).toMatchObject({ code: 'bad-request' })
    expect(unsigned.message).toContain('ghi chú quyền sử dụng')
  })

  it('sounds in the editions that nobody arranged as soon as it is in use', async () => {
    const { programme, edition } = await station.edition('2026-11')
    await station.get('POST', `/api/programmes/${programme.id}/template/preset`, { preset: 'questions' })
    const kinds = async () =>
      (await station.get<Rundown>('GET', `/api/editions/${edition.id}/rundown`)).slots.map(({ kind }) => kind)
    expect(await kinds()).toEqual(['intro', 'opening-call', 'hotline', 'outro'])
  })
})

describe('the cover of a programme', () => {
  let station: TestStation
  let programme: Programme
  let url: string
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    programme = await station.get('POST', '/api/programmes', { preset: 'sa-dec-2023' })
    url = `/api/programmes/${programme.id}/picture`
  })
  afterAll(() => station.close())

  it('is known by its content, shown, changed and taken away', async () => {
    expect((await station.refused('GET', url)).status).toBe(404)
    const withPng = await station.get<Programme>('POST', url, formOf(png(600, 400), 'bìa.jpg', 'image/jpeg'))
    expect(withPng.pictureSha256).toMatch(/^[0-9a-f]{64}$/)
    const shown = await station.ask('GET', url)
    expect([shown.headers['content-type'], shown.raw.equals(png(600, 400))]).toEqual(['image/png', true])
    await station.get('POST', url, formOf(jpeg(640, 640), 'bìa.jpg', 'image/jpeg'))
    expect((await station.ask('GET', url)).headers['content-type']).toBe('image/jpeg')
    const without = await station.get<Programme>('DELETE', url)
    expect(without.pictureSha256).toBeUndefined()
    expect((await station.refused('GET', url)).status).toBe(404)
    expect((await station.ask('DELETE', url)).status).toBe(200)
  })

  it.each([
    ['a page that calls itself a picture', Buffer.from('<html><script>1</script></html>')],
    ['a PNG cut short', png(600, 400).subarray(0, 50)],
    ['a JPEG cut short', jpeg(640, 640).subarray(0, 12)],
    ['a picture of no size', png(0, 400)],
    ['a picture larger than a telephone can hold', jpeg(5000, 200)],
    ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;')],
  ])('is not %s', async (_what, bytes) => {
    const refused = await station.refused('POST', url, formOf(bytes, 'bìa.png', 'image/png'))
    expect(refused).toMatchObject({ status: 415, code: 'picture-unusable' })
    expect(refused.message).toContain('bìa.png')
  })

  it('is no larger than a megabyte', async () => {
    const refused = await station.refused('POST', url, formOf(Buffer.alloc(1024 * 1024 + 1, 1), 'to.png', 'image/png'))
    expect(refused).toMatchObject({ status: 413, code: 'too-large' })
    expect(refused.message).toContain('1 MB')
  })
})

/** The smallest PNG that says how large it is. */
function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const chunk = (name: string, data: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    return Buffer.concat([length, Buffer.from(name, 'latin1'), data, Buffer.alloc(4)])
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', Buffer.from([1, 2, 3])),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The smallest JPEG that says how large it is: JFIF, a frame header, a scan. */
function jpeg(width: number, height: number): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  frame.writeUInt16BE(height, 5)
  frame.writeUInt16BE(width, 7)
  return Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0x4a, 0x46]),
    frame,
    Buffer.from([0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9]),
  ])
}
