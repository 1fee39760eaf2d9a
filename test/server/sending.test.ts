import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  ErrorBody,
  ExpectedSubmissions,
  Programme,
  Receipt,
  SendPage,
  SentFile,
  SentForm,
  Submission,
  SubmissionSummary,
  Unit,
  UnitLink,
} from '../../server/contract/index.ts'
import { formOf, TestStation } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'
import { docx } from './docx.ts'

/** 09:00 on 5 November 2026 in Viet Nam: within “từ 01 - 10 tây”. */
const NOW = Date.UTC(2026, 10, 5, 2)
const DAY_MS = 86_400_000

const ARTICLE = `Sáng nay, tại bộ phận một cửa của thành phố, hơn sáu mươi người dân đã được hướng dẫn nộp hồ sơ trực tuyến ngay trên
  điện thoại của mình. Đoàn viên thanh niên trực từng bàn, giúp người lớn tuổi lập tài khoản và tra cứu kết quả.`

describe('a unit that sends by its own link', () => {
  let station: TestStation
  let clock: FakeClock
  let programme: Programme
  let unit: Unit
  let secret: string
  let entry = 0

  const form = (more: Partial<SentForm> = {}): SentForm => ({
    entryKey: `khoá-của-trang-${entry++}`,
    title: 'Một cửa trực tuyến',
    text: '',
    author: 'Cộng tác viên phường',
    senderName: 'Văn thư',
    contact: '0277 000 000',
    note: '',
    fileIds: [],
    target: { programmeId: programme.id, period: '2026-11' },
    ...more,
  })
  const page = () => station.get<SendPage>('GET', `/api/send/${secret}`)
  const sendFile = (bytes: Buffer, name: string) =>
    station.get<SentFile>('POST', `/api/send/${secret}/files`, formOf(bytes, name, 'application/octet-stream'))
  const send = (more?: Partial<SentForm>) => station.get<Receipt>('POST', `/api/send/${secret}/submissions`, form(more))
  const asCollector = async <T>(ask: () => Promise<T>): Promise<T> => {
    await station.get('POST', '/api/sign-in', { username: 'kythuat', password: 'một mật khẩu dài' })
    try {
      return await ask()
    } finally {
      station.forget()
    }
  }
  const register = () => asCollector(() => station.get<SubmissionSummary[]>('GET', '/api/submissions'))
  const found = async (code: string): Promise<Submission> => {
    const one = (await register()).find(({ receiptCode }) => receiptCode === code)
    return asCollector(() => station.get<Submission>('GET', `/api/submissions/${one?.id}`))
  }

  beforeAll(async () => {
    clock = new FakeClock(NOW)
    station = await TestStation.open({ clock })
    await station.setUp()
    programme = await station.get<Programme>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
    const units = await station.get<Unit[]>('GET', '/api/units')
    const ofNovember = units.find(({ name }) => /Quản lý đô thị/.test(name))
    if (!ofNovember) throw new Error('the preset has no unit for November')
    unit = ofNovember
    const links = await station.get<UnitLink[]>('POST', `/api/unit-links/${unit.id}`)
    secret =
      links
        .find(({ unitId }) => unitId === unit.id)
        ?.linkPath?.split('/')
        .at(-1) ?? ''
    station.forget()
  })
  afterAll(() => station.close())

  it('is shown by name what it owes and until when, without an account', async () => {
    const shown = await page()
    expect(shown).toMatchObject({ stationName: 'Đài truyền thanh thành phố Sa Đéc', unitName: unit.name, sent: [] })
    expect(shown.targets[0]).toMatchObject({
      period: '2026-11',
      dueOn: '2026-11-10',
      itemsOwed: 1,
      itemsReceived: 0,
      isOver: false,
      isSuggested: true,
    })
  })

  it('sends a Word file and a note, gets a receipt, and the words stand in the register', async () => {
    const bytes = docx([{ text: 'Một cửa trực tuyến ở phường', style: 'Heading1' }, { text: ARTICLE }])
    const file = await sendFile(bytes, 'Bài tháng 11.docx')
    expect(file).toMatchObject({
      fileName: 'Bài tháng 11.docx',
      kind: 'document',
      title: 'Một cửa trực tuyến ở phường',
    })
    const receipt = await send({ text: 'Kính gửi đài.', fileIds: [file.id] })
    expect(receipt).toMatchObject({
      unitName: unit.name,
      senderName: 'Văn thư',
      receivedAt: NOW,
      files: [{ fileName: 'Bài tháng 11.docx', bytes: bytes.length }],
      placements: [{ periodTitle: 'tháng 11/2026', dueOn: '2026-11-10', isLate: false }],
    })
    expect(receipt.receiptCode).toMatch(/^2611-/)
    const one = await found(receipt.receiptCode)
    expect(one).toMatchObject({ via: 'link', unitName: unit.name, isLate: false, isInRota: true, source: 'unit' })
    expect(one.text).toContain('Kính gửi đài.')
    expect(one.text.replace(/\s+/g, ' ')).toContain('Đoàn viên thanh niên trực từng bàn')
    expect(one.contact).toBe('0277 000 000')
    expect((await page()).targets[0]).toMatchObject({ itemsReceived: 1 })
  })

  it('that sends the same form twice, because the answer was lost, is one item with one receipt', async () => {
    const once = form({ text: ARTICLE, title: 'Gửi hai lần' })
    const receipts = [
      await station.get<Receipt>('POST', `/api/send/${secret}/submissions`, once),
      await station.get<Receipt>('POST', `/api/send/${secret}/submissions`, once),
    ]
    expect(receipts[0]).toEqual(receipts[1])
    expect((await register()).filter(({ title }) => title === 'Gửi hai lần')).toHaveLength(1)
  })

  it('is told that an item says what another one says', async () => {
    const { receiptCode } = await send({ title: 'Bài sửa vài chữ', text: ARTICLE.replace('sáu mươi', 'bảy mươi') })
    const { alike } = await found(receiptCode)
    expect(alike.map(({ title }) => title)).toContain('Gửi hai lần')
    for (const { likeness } of alike) expect(likeness).toBeGreaterThan(0.5)
  })

  it('sends the very same file again, which is found however it is called', async () => {
    const photo = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.from('cùng một tấm ảnh')])
    const first = await send({ title: 'Ảnh lần một', fileIds: [(await sendFile(photo, 'IMG_1.jpg')).id] })
    const second = await send({ title: 'Ảnh lần hai', fileIds: [(await sendFile(photo, 'IMG_2.jpg')).id] })
    const { alike } = await found(second.receiptCode)
    expect(alike).toEqual([expect.objectContaining({ title: 'Ảnh lần một', isSameFile: true, likeness: 1 })])
    expect((await found(first.receiptCode)).alike.map(({ title }) => title)).toEqual(['Ảnh lần hai'])
  })

  it('is late after the last day, and may still send', async () => {
    clock.step(6 * DAY_MS)
    const receipt = await send({ title: 'Bài gửi ngày 11', text: ARTICLE })
    expect(receipt.placements).toEqual([expect.objectContaining({ isLate: true, dueOn: '2026-11-10' })])
    expect((await found(receipt.receiptCode)).isLate).toBe(true)
    expect((await page()).sent[0]).toMatchObject({ title: 'Bài gửi ngày 11', isLate: true })
    clock.step(-6 * DAY_MS)
  })

  it('sends without choosing a period: the item waits in the register', async () => {
    const { target: _none, ...rest } = form({ title: 'Không chọn kỳ', text: ARTICLE })
    const receipt = await station.get<Receipt>('POST', `/api/send/${secret}/submissions`, rest)
    expect(receipt.placements).toEqual([])
  })

  it('reads its receipts again, and nobody else’s', async () => {
    const { receiptCode } = await send({ title: 'Có biên nhận', text: ARTICLE })
    expect(
      await station.get<Receipt>('GET', `/api/send/${secret}/receipts/${receiptCode.toLowerCase()}`),
    ).toMatchObject({
      title: 'Có biên nhận',
    })
    const other = await asCollector(async () => {
      const units = await station.get<Unit[]>('GET', '/api/units')
      const unitId = units.find(({ id }) => id !== unit.id)?.id
      const links = await station.get<UnitLink[]>('POST', `/api/unit-links/${unitId}`)
      return links
        .find((link) => link.unitId === unitId)
        ?.linkPath?.split('/')
        .at(-1)
    })
    expect(await station.refused('GET', `/api/send/${other}/receipts/${receiptCode}`)).toMatchObject({
      code: 'not-found',
    })
  })

  it('cannot put another link’s file on its form, nor one that is not there', async () => {
    const file = await sendFile(Buffer.from('Tin ngắn của đơn vị khác'), 'tin.txt')
    const other = await asCollector(async () => {
      const units = await station.get<Unit[]>('GET', '/api/units')
      const unitId = units.findLast(({ id }) => id !== unit.id)?.id
      const links = await station.get<UnitLink[]>('POST', `/api/unit-links/${unitId}`)
      return links
        .find((link) => link.unitId === unitId)
        ?.linkPath?.split('/')
        .at(-1)
    })
    for (const fileIds of [[file.id], ['không có']]) {
      const refusal = await station.refused(
        'POST',
        `/api/send/${other}/submissions`,
        form({ fileIds, text: 'Tin ngắn' }),
      )
      expect(refusal.code).toBe('file-gone')
    }
  })

  it('is refused with a sentence what is empty, too many, unknown or no item', async () => {
    const codes = async (asked: Promise<ErrorBody>) => (await asked).code
    expect(await codes(station.refused('POST', `/api/send/${secret}/submissions`, form()))).toBe('nothing-sent')
    expect(
      await codes(station.refused('POST', `/api/send/${secret}/submissions`, form({ title: '  ', text: 'x' }))),
    ).toBe('bad-request')
    const fileIds = Array.from({ length: 21 }, (_, place) => `tệp-${place}`)
    expect(await codes(station.refused('POST', `/api/send/${secret}/submissions`, form({ fileIds })))).toBe(
      'too-many-files',
    )
    const target = { programmeId: programme.id, period: '2026-W47' }
    expect(await codes(station.refused('POST', `/api/send/${secret}/submissions`, form({ text: 'x', target })))).toBe(
      'period-unknown',
    )
    const program = formOf(Buffer.from('MZ\u0090\u0000', 'latin1'), 'bài.docx')
    expect(await station.refused('POST', `/api/send/${secret}/files`, program)).toMatchObject({
      code: 'file-kind-refused',
      status: 415,
    })
    expect(
      await codes(station.refused('POST', `/api/send/${secret}/files`, formOf(Buffer.alloc(0), 'rỗng.docx'))),
    ).toBe('empty-file')
  })

  it('keeps what cannot be read, with a warning', async () => {
    const file = await sendFile(Buffer.from('PK\u0003\u0004 nửa tệp', 'latin1'), 'hỏng.docx')
    expect(file.warnings).toHaveLength(1)
    const { receiptCode } = await send({ title: 'Tệp hỏng', fileIds: [file.id] })
    const one = await found(receiptCode)
    expect(one).toMatchObject({ text: '', warnings: file.warnings, files: [{ fileName: 'hỏng.docx' }] })
  })

  it('cannot tell a guessed link from one that was changed or ended, and what was typed is not lost by it', async () => {
    const renewed = await asCollector(() => station.get<UnitLink[]>('POST', `/api/unit-links/${unit.id}`))
    const next =
      renewed
        .find(({ unitId }) => unitId === unit.id)
        ?.linkPath?.split('/')
        .at(-1) ?? ''
    expect(next).not.toBe(secret)
    const refusals = [
      await station.refused('GET', `/api/send/${secret}`),
      await station.refused('GET', '/api/send/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'),
      await station.refused('POST', `/api/send/${secret}/submissions`, form({ text: ARTICLE })),
    ]
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'link-unknown', status: 404 })
    secret = next
    expect((await page()).unitName).toBe(unit.name)
    const ended = await asCollector(() => station.get<UnitLink[]>('DELETE', `/api/unit-links/${unit.id}`))
    expect(ended.find(({ unitId }) => unitId === unit.id)?.linkPath).toBeUndefined()
    expect(await station.refused('GET', `/api/send/${secret}`)).toMatchObject({ code: 'link-unknown' })
  })

  it('is counted for its duty in the period, and the others of the rota are missing', async () => {
    const expected = await asCollector(() =>
      station.get<ExpectedSubmissions[]>('GET', `/api/expected?programmeId=${programme.id}&period=2026-11`),
    )
    expect(expected).toHaveLength(2)
    expect(expected.find(({ duty }) => duty.unitId === unit.id)?.received.length).toBeGreaterThan(1)
    expect(expected.find(({ duty }) => duty.unitId !== unit.id)?.received).toEqual([])
  })
})

describe('an open link', () => {
  it('answers so many questions a minute and no more', async () => {
    const station = await TestStation.open()
    const statuses: number[] = []
    for (let asked = 0; asked < 125; asked++) {
      statuses.push((await station.ask('GET', '/api/send/AAAAAAAAAAAAAAAAAAAAAAAA')).status)
    }
    await station.close()
    expect(statuses.filter((status) => status === 404)).toHaveLength(120)
    expect(statuses.slice(120)).toEqual([429, 429, 429, 429, 429])
  })

  it('takes no file beyond the station’s own limit', async () => {
    const station = await TestStation.open({ env: { LEN_SONG_UPLOAD_LIMIT_GB: '0.001' } })
    await station.setUp()
    await station.get('POST', '/api/programmes', { preset: 'sa-dec-2023' })
    const [unit] = await station.get<Unit[]>('GET', '/api/units')
    const links = await station.get<UnitLink[]>('POST', `/api/unit-links/${unit?.id}`)
    const link = links
      .find(({ linkPath }) => linkPath !== undefined)
      ?.linkPath?.split('/')
      .at(-1)
    const heavy = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(1_200_000)])
    expect(await station.refused('POST', `/api/send/${link}/files`, formOf(heavy, 'ảnh.jpg'))).toMatchObject({
      code: 'too-large',
      status: 413,
    })
    await station.close()
  })
})
