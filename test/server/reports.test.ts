import { createHash, randomUUID } from 'node:crypto'
import mammoth from 'mammoth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, addMonths, dateAt, monthOf, vietnameseDate } from '../../schedules/index.ts'
import type {
  DueReport,
  FigureChange,
  FigureRows,
  ReportCorrection,
  ReportDesk,
  ReportFigures,
  ReportRecipient,
  ReportTextsSaved,
  SentReport,
  SentSummary,
  Unit,
} from '../../server/contract/index.ts'
import { spanBefore, spanCode, titleOfSpan } from '../../server/figures/index.ts'
import { readSheet } from '../../server/sheets/index.ts'
import { TestStation } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'

// Sessions live by the machine's own calendar: the station's stands still at the same day.
const NOW = Date.now()
const TODAY = dateAt(NOW, 'Asia/Ho_Chi_Minh')
const THIS = {
  kind: 'quarter' as const,
  year: Number(TODAY.slice(0, 4)),
  part: Math.ceil(Number(TODAY.slice(5, 7)) / 3),
}
const LAST = spanBefore(THIS)
const [NOW_CODE, LAST_CODE] = [spanCode(THIS), spanCode(LAST)]
/** The last day of the quarter that is over. */
const LAST_DAY = addDays(`${addMonths(monthOf(TODAY), -((Number(TODAY.slice(5, 7)) - 1) % 3))}-01`, -1)
const ANOTHER = { displayName: 'Phòng Nội vụ', username: 'noi-vu', password: 'một mật khẩu khác' }

describe('reports', () => {
  const clock = new FakeClock(NOW)
  let station: TestStation
  let recipient: ReportRecipient
  let first: SentReport
  let firstFiles: Buffer[]

  beforeAll(async () => {
    station = await TestStation.open({ clock })
    await station.setUp()
    await station.get('POST', '/api/accounts', ANOTHER)
  })
  afterAll(() => station.close())

  const of = (span: string, scope = 'station') => `span=${span}&scope=${scope}`
  const desk = (span: string, scope?: string) => station.get<ReportDesk>('GET', `/api/reports/desk?${of(span, scope)}`)
  const write = (span: string, parentNumber: number, difficulties: string) => ({
    url: `/api/reports/texts?${of(span)}`,
    body: { parentNumber, difficulties, proposals: 'Đề nghị cấp thêm máy thu.', plans: '' },
  })
  const sending = (more: object = {}) => ({
    id: randomUUID(),
    textsNumber: 0,
    recipientIds: [recipient.id],
    otherRecipients: [],
    ...more,
  })
  const evaluate = (onDate: string) =>
    station.get('POST', '/api/evaluations', {
      parentNumber: 0,
      kind: 'inspection',
      onDate,
      about: 'Trạm truyền thanh phường 2',
      who: 'Phòng Nội vụ',
      findings: 'Loa ở ngã ba chợ nói nhỏ.',
      followUps: [],
    })
  const evaluations = ({ headlines }: Pick<ReportFigures, 'headlines'>) =>
    headlines.find(({ key }) => key === 'evaluations')?.figure.value

  it('knows who gets which reports, each once, and takes them off the list', async () => {
    const written = { name: '  Phòng   Nội vụ ', kinds: ['quarter'], scope: { of: 'station' }, dueAfterDays: 7 }
    const [made] = await station.get<ReportRecipient[]>('POST', '/api/report-recipients', written)
    expect(made).toMatchObject({ name: 'Phòng Nội vụ', kinds: ['quarter'], scopeName: /./, dueAfterDays: 7 })
    if (!made) throw new Error('nobody was added')
    recipient = made
    const again = { ...written, name: 'phòng nội vụ' }
    expect((await station.refused('POST', '/api/report-recipients', again)).code).toBe('recipient-known')
    const nobody = { ...written, scope: { of: 'unit', unitId: 'nobody' } }
    expect((await station.refused('POST', '/api/report-recipients', nobody)).status).toBe(404)
    const all = await station.get<ReportRecipient[]>('POST', '/api/report-recipients', { ...written, name: 'Sở VHTT' })
    expect(all.map(({ name }) => name)).toEqual(['Phòng Nội vụ', 'Sở VHTT'])
    const url = `/api/report-recipients/${all[1]?.id}`
    const changed = await station.get<ReportRecipient[]>('PUT', url, { ...written, name: 'Sở VHTTDL' })
    expect(changed.map(({ name }) => name)).toEqual(['Phòng Nội vụ', 'Sở VHTTDL'])
    expect(await station.get('DELETE', url)).toHaveLength(1)
    expect((await station.refused('DELETE', url)).status).toBe(404)
  })

  it('says which report somebody waits for', async () => {
    const due = await station.get<DueReport[]>('GET', '/api/reports/due')
    expect(due).toMatchObject([
      { span: THIS, state: 'coming', recipients: [{ name: 'Phòng Nội vụ' }], spanTitle: titleOfSpan(THIS) },
    ])
    expect(due[0]?.dueOn).toBe(addDays(due[0]?.to ?? '', 7))
  })

  it('keeps every saving of its words, and writes over nobody’s', async () => {
    const empty = await desk(LAST_CODE)
    expect(empty).toMatchObject({ textsNumber: 0, isOver: true, to: LAST_DAY, recipients: [{ wants: true }], sent: [] })
    const one = write(LAST_CODE, 0, 'Thiếu kinh phí.')
    expect(await station.get<ReportTextsSaved>('PUT', one.url, one.body)).toMatchObject({ number: 1 })
    const late = write(LAST_CODE, 0, 'Lời của người khác.')
    const refused = await station.refused('PUT', late.url, late.body)
    expect(refused).toMatchObject({ code: 'report-texts-changed-meanwhile', message: /Kỹ thuật viên trực/ })
    const two = write(LAST_CODE, 1, 'Thiếu kinh phí;\n\n\n\nloa hỏng nhiều.  ')
    await station.get('PUT', two.url, two.body)
    expect(await desk(LAST_CODE)).toMatchObject({
      textsNumber: 2,
      texts: { difficulties: 'Thiếu kinh phí;\n\nloa hỏng nhiều.', proposals: 'Đề nghị cấp thêm máy thu.', plans: '' },
      written: { by: 'Kỹ thuật viên trực' },
    })
    expect((await desk(NOW_CODE)).before?.texts.difficulties).toContain('loa hỏng nhiều')
  })

  it('refuses what cannot be sent yet, with a sentence', async () => {
    const url = `/api/reports/sent?${of(LAST_CODE)}`
    const code = async (address: string, body: object) => (await station.refused('POST', address, body)).code
    expect(await code(url, sending({ recipientIds: [] }))).toBe('report-without-recipient')
    expect(await code(url, sending({ textsNumber: 1 }))).toBe('report-texts-changed-meanwhile')
    expect(await code(url, sending({ textsNumber: 2, datedOn: addDays(TODAY, 1) }))).toBe('report-dated-ahead')
    expect(await code(`/api/reports/sent?${of(NOW_CODE)}`, sending())).toBe('report-period-not-over')
    expect((await station.refused('POST', url, sending({ recipientIds: ['nobody'] }))).status).toBe(404)
    expect(await code(`/api/reports/sent?${of(LAST_CODE, 'unit.nobody')}`, sending())).toBe('not-found')
    const backwards = `/api/reports/desk?${of('2026-03-02..2026-03-01')}`
    expect((await station.refused('GET', backwards)).message).toContain('kỳ báo cáo')
    expect(await station.get('GET', '/api/reports/sent')).toEqual([])
  })

  it('is kept as it was sent: figures, words, both files; the same sending once more is the same report', async () => {
    await evaluate(LAST_DAY)
    const url = `/api/reports/sent?${of(LAST_CODE)}`
    const sent = sending({ textsNumber: 2, otherRecipients: [' Thường trực  HĐND ', 'Phòng Nội vụ'] })
    first = await station.get<SentReport>('POST', url, sent)
    expect(first).toMatchObject({
      spanTitle: titleOfSpan(LAST),
      recipients: ['Phòng Nội vụ', 'Thường trực HĐND'],
      sent: { by: 'Kỹ thuật viên trực' },
      texts: { difficulties: 'Thiếu kinh phí;\n\nloa hỏng nhiều.' },
      corrections: [],
    })
    expect(evaluations(first.figures)).toBe(1)
    const files = ['docx', 'xlsx'].map((kind) => station.ask('GET', `/api/reports/sent/${first.id}/${kind}`))
    firstFiles = (await Promise.all(files)).map(({ raw }) => raw)
    const hashes = firstFiles.map((bytes) => createHash('sha256').update(bytes).digest('hex'))
    expect(hashes).toEqual([first.docxSha256, first.xlsxSha256])
    const { value: text } = await mammoth.extractRawText({ buffer: firstFiles[0] ?? Buffer.alloc(0) })
    for (const words of ['Thường trực HĐND', 'loa hỏng nhiều.', 'Đề nghị cấp thêm máy thu.'])
      expect(text).toContain(words)
    const { tabs } = await readSheet(firstFiles[1] ?? Buffer.alloc(0), 'bao-cao.xlsx')
    expect(JSON.stringify(tabs)).toContain('Trạm truyền thanh phường 2')

    expect(await station.get<SentReport>('POST', url, { ...sent, otherRecipients: ['Ai khác'] })).toEqual(first)
    expect(await station.get('GET', '/api/reports/sent')).toHaveLength(1)
    expect((await desk(LAST_CODE)).sent.map(({ id }) => id)).toEqual([first.id])
  })

  it('takes its number and date when they are known, and nothing else', async () => {
    const url = `/api/reports/sent/${first.id}/number`
    await station.get('PUT', url, { number: '12/BC-PNV' })
    const dated = await station.get<SentReport>('PUT', url, { number: ' 12/BC-PNV ', datedOn: TODAY })
    expect(dated).toEqual({ ...first, number: '12/BC-PNV', datedOn: TODAY })
    expect((await station.refused('PUT', url, { number: '1', datedOn: addDays(TODAY, 1) })).code).toBe(
      'report-dated-ahead',
    )
    first = dated
  })

  it('stays as it was when the books are corrected, and says what is counted otherwise since', async () => {
    const url = `/api/reports/sent/${first.id}`
    expect(await station.get('GET', `${url}/changes`)).toEqual([])
    await evaluate(LAST_DAY)
    const changes = await station.get<FigureChange[]>('GET', `${url}/changes`)
    expect(changes).toContainEqual(expect.objectContaining({ rowsKey: 'headlines/evaluations', told: 1, now: 2 }))
    expect(await station.get('GET', url)).toEqual(first)
    expect((await station.ask('GET', `${url}/docx`)).raw.equals(firstFiles[0] ?? Buffer.alloc(0))).toBe(true)
    const rows = `/api/figures/rows?${of(LAST_CODE)}&rowsKey=headlines/evaluations`
    expect((await station.get<FigureRows>('GET', rows)).rows).toHaveLength(2)
  })

  it('is corrected by the next one about the same, once', async () => {
    const corrections = (span: string) => station.get<ReportCorrection[]>('GET', `/api/reports/corrections?${of(span)}`)
    expect(await corrections(NOW_CODE)).toMatchObject([
      { sentId: first.id, title: titleOfSpan(LAST), number: '12/BC-PNV', datedOn: TODAY },
    ])
    const draft = await station.ask('GET', `/api/reports/docx?${of(NOW_CODE)}`)
    const { value: text } = await mammoth.extractRawText({ buffer: draft.raw })
    expect(text).toContain('12/BC-PNV')
    expect(text).toContain(vietnameseDate(TODAY))

    const url = `/api/reports/sent?${of(NOW_CODE)}`
    const second = await station.get<SentReport>('POST', url, sending({ isUnfinishedMeant: true }))
    expect(second.corrections[0]?.changes).toContainEqual(
      expect.objectContaining({ rowsKey: 'headlines/evaluations', told: 1, now: 2 }),
    )
    expect((await corrections(NOW_CODE)).filter(({ sentId }) => sentId === first.id)).toEqual([])
    await evaluate(LAST_DAY)
    const [again] = (await corrections(NOW_CODE)).filter(({ sentId }) => sentId === first.id)
    expect(again?.changes).toContainEqual(
      expect.objectContaining({ rowsKey: 'headlines/evaluations', told: 2, now: 3 }),
    )
    expect(await station.get('GET', '/api/reports/due')).toEqual([])
  })

  it('about a unit stands apart from the station’s, and bears its name', async () => {
    await station.get('POST', '/api/programmes', { preset: 'sa-dec-2023' })
    const units = await station.get<Unit[]>('GET', '/api/units')
    const unit = units.find(({ name }) => /phường 1$/i.test(name))
    const scope = `unit.${unit?.id}`
    expect(await desk(LAST_CODE, scope)).toMatchObject({
      scopeName: unit?.name,
      textsNumber: 0,
      sent: [],
      recipients: [],
    })
    const url = `/api/reports/sent?${of(LAST_CODE, scope)}`
    const sent = await station.get<SentReport>('POST', url, sending({ recipientIds: [], otherRecipients: ['UBND'] }))
    expect(sent).toMatchObject({ scopeName: unit?.name, corrections: [] })
    expect(await station.get('GET', `/api/reports/corrections?${of(NOW_CODE, scope)}`)).toEqual([])
  })

  it('is found again by words, year and scope, on screen and as a sheet', async () => {
    const found = async (asked: string) =>
      (await station.get<SentSummary[]>('GET', `/api/reports/sent?${asked}`)).map(({ spanTitle }) => spanTitle)
    expect(await found('words=12%2Fbc')).toEqual([titleOfSpan(LAST)])
    expect(await found('scope=station&order=period')).toEqual([titleOfSpan(THIS), titleOfSpan(LAST)])
    expect(await found('year=2001')).toEqual([])
    const { raw } = await station.ask('GET', '/api/reports/sent/xlsx?words=thuong+truc')
    const rows = (await readSheet(raw, 'da-gui.xlsx')).tabs[0]?.rows ?? []
    expect(rows).toHaveLength(2)
    expect(rows[1]).toEqual(expect.arrayContaining(['12/BC-PNV', 'Phòng Nội vụ; Thường trực HĐND']))
  })
})
