import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Programme, RotaImportPreview, TaskImportPreview } from '../../../server/contract/index.ts'
import { type PresetRotaMonth, SA_DEC_2023 } from '../../../server/programmes/presets/sa-dec-2023.ts'
import { formOf, TestStation } from '../../builders.ts'
import { Office, spreadsheet, textDocument } from './office.ts'

const ROTA: readonly PresetRotaMonth[] = SA_DEC_2023.rota
const LIST = [['TT', 'Tháng', 'Đơn vị'], ...ROTA.map(({ month, printed }) => [`${month}`, `Tháng ${month}`, printed])]
const CATALOGUE = [
  ['TT', 'Nội dung công việc', 'Hình thức', 'Thời gian thực hiện', 'Đơn vị thực hiện'],
  ['I', 'TRUYỀN THÔNG TRÊN ĐÀI', '', '', ''],
  ['1', 'Truyền thông về dịch vụ công trực tuyến', 'Tin, bài', 'Quý II', 'Phòng Tư pháp Thành phố'],
  ['2', 'Phóng sự về bộ phận một cửa', 'Phóng sự', 'Trước 30/9/2024', 'Phòng Văn hoá - Thông tin'],
]

const table = (rows: readonly (readonly string[])[]) =>
  `<table:table table:name="B"><table:table-column table:number-columns-repeated="${rows[0]?.length}"/>${rows
    .map(
      (row) =>
        `<table:table-row>${row.map((cell) => `<table:table-cell><text:p>${cell}</text:p></table:table-cell>`).join('')}</table:table-row>`,
    )
    .join('')}</table:table>`

const PLAN = textDocument(
  `<text:p>KẾ HOẠCH</text:p><text:p>Thực hiện tiết mục trên sóng phát thanh</text:p><text:p>DANH SÁCH</text:p><text:p>PHÂN CÔNG GỬI TIN, BÀI</text:p>${table(LIST)}<text:p>Đề nghị các cơ quan, đơn vị đảm bảo số lượng tin, bài./.</text:p>`,
)
const APPENDIX = textDocument(
  `<text:p>DANH MỤC NỘI DUNG CÔNG VIỆC TRUYỀN THÔNG NĂM 2024</text:p><text:p>(Kèm theo Kế hoạch số /KH-UBND)</text:p>${table(CATALOGUE)}`,
)

describe('lists that LibreOffice saved', () => {
  let office: Office
  let station: TestStation
  let programme: Programme
  beforeAll(async () => {
    office = await Office.open()
    station = await TestStation.open()
    await station.setUp()
    ;({ programme } = await station.edition('2026-11'))
  })
  afterAll(async () => {
    await station.close()
    await office.close()
  })

  const rotaOf = (bytes: Buffer | undefined, name: string) =>
    station.get<RotaImportPreview>(
      'POST',
      `/api/programmes/${programme.id}/rota/import`,
      formOf(bytes ?? Buffer.alloc(0), name),
    )
  const tasksOf = (bytes: Buffer | undefined, name: string) =>
    station.get<TaskImportPreview>('POST', '/api/task-lists/import', formOf(bytes ?? Buffer.alloc(0), name))

  it('as .xlsx: a rota and a catalogue', async () => {
    const [rota, tasks] = await office.convert(
      [
        { name: 'phan-cong.fods', bytes: spreadsheet(LIST) },
        { name: 'danh-muc.fods', bytes: spreadsheet([['Danh mục năm 2024'], ...CATALOGUE]) },
      ],
      'xlsx',
    )
    const preview = await rotaOf(rota, 'phân công.xlsx')
    expect(preview.months.map(({ isChanged }) => isChanged)).toEqual(Array(12).fill(false))
    const read = await tasksOf(tasks, 'danh mục.xlsx')
    expect(read).toMatchObject({ title: 'Danh mục năm 2024', year: 2024 })
    expect(read.tasks.map(({ section, dueOn, units }) => [section, dueOn, units[0]?.name])).toEqual([
      ['TRUYỀN THÔNG TRÊN ĐÀI', '2024-06-30', 'Phòng Tư pháp Thành phố'],
      ['TRUYỀN THÔNG TRÊN ĐÀI', '2024-09-30', 'Phòng Văn hóa và Thông tin Thành phố'],
    ])
  })

  it.each(['docx', 'doc'])('as .%s: the plan with its list, the appendix with its catalogue', async (form) => {
    const [plan, appendix] = await office.convert(
      [
        { name: 'ke-hoach.fodt', bytes: PLAN },
        { name: 'phu-luc.fodt', bytes: APPENDIX },
      ],
      form,
    )
    const preview = await rotaOf(plan, `kế hoạch.${form}`)
    expect(preview.months.map(({ written }) => written.map(({ unit }) => unit?.name))).toEqual(
      ROTA.map(({ units }) => units.map(({ name }) => name)),
    )
    const read = await tasksOf(appendix, `phụ lục.${form}`)
    expect(read).toMatchObject({ title: 'DANH MỤC NỘI DUNG CÔNG VIỆC TRUYỀN THÔNG NĂM 2024', year: 2024 })
    expect(read.tasks.map(({ content, dueOn }) => [content, dueOn])).toEqual([
      ['Truyền thông về dịch vụ công trực tuyến', '2024-06-30'],
      ['Phóng sự về bộ phận một cửa', '2024-09-30'],
    ])
  })
})
