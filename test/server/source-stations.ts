import { weekday } from '../../schedules/index.ts'
import type { PresetName } from '../../server/contract/index.ts'

/** One programme of a station, over the year that is gone through. */
export interface SourceProgramme {
  preset: PresetName
  /** How many periods the year has. */
  periods: number
  /** On how many dates each is to be heard. */
  datesWanted: number
  /** Whether the plan lets it air on a date. */
  mayAir: (date: string) => boolean
  /** The units of each month, where the preset brings none; absent: the preset's own, or nobody. */
  rota?: (month: number) => readonly string[]
  /** Periods in which nothing was aired. */
  silent: readonly string[]
}

/** What a unit does other than sending in time. */
export interface UnitSlip {
  unitName: string
  period: string
  does: 'sends-late' | 'never-sends'
}

/** What comes besides the rota, and what the meeting makes of it. */
export interface ExtraItem {
  on: string
  title: string
  decision: 'held' | 'refused'
}

/** A station as one of the five documents sets it up, with a year of its life. */
export interface SourceStation {
  source: string
  stationName: string
  /** The first day in the system, and how many days are gone through. */
  from: string
  days: number
  /** The first day of its programmes, where it is another than the preset says. */
  startsOn?: string
  /** Their last day, of a plan for one year. */
  endsOn?: string
  programmes: readonly SourceProgramme[]
  slips: readonly UnitSlip[]
  extras: readonly ExtraItem[]
  /** Whether the on-air process airs it, or other means that are noted by hand. */
  heard: 'inside' | 'outside'
  byHand: CountedByHand
}

/** A year as one counts it with a pencil, from the plan above and what is said to have gone wrong. */
export interface CountedByHand {
  editions: number
  items: number
  /** Days of each programme on which it was heard, all together, and as many as the plan wants. */
  days: number
  daysPlanned: number
  turnsOnTime: number
  turnsLate: number
  turnsMissing: number
}

const day = (date: string) => Number(date.slice(8))
const month = (date: string) => Number(date.slice(5, 7))

export const SOURCE_STATIONS: readonly SourceStation[] = [
  {
    source: 'Sa Đéc, tháng 6/2023: “phát sóng 02 ngày/ tháng … từ 15 - 30 tây”, “bắt đầu từ Quý III năm 2023”',
    stationName: 'Đài truyền thanh thành phố Sa Đéc',
    from: '2023-07-01',
    days: 366,
    programmes: [
      {
        preset: 'sa-dec-2023',
        periods: 12,
        datesWanted: 2,
        mayAir: (date) => day(date) >= 15 && day(date) <= 30,
        silent: ['2024-02'],
      },
    ],
    slips: [
      { unitName: 'Phòng Nội vụ Thành phố', period: '2023-09', does: 'sends-late' },
      { unitName: 'Phòng Y tế Thành phố', period: '2023-12', does: 'never-sends' },
    ],
    extras: [
      { on: '2023-08-05', title: 'Mô hình trả kết quả tại nhà', decision: 'held' },
      { on: '2023-10-04', title: 'Tin không thuộc chuyên mục', decision: 'refused' },
    ],
    heard: 'inside',
    byHand: {
      // 12 months of 2 units: 24 turns, one late, one that never came. February's 2 items and 2 days were not heard; of the extras one
      // was held for September, one refused: 24 − 1 + 1 − 2.
      editions: 11,
      items: 22,
      days: 22,
      daysPlanned: 24,
      turnsOnTime: 22,
      turnsLate: 1,
      turnsMissing: 1,
    },
  },
  {
    source: 'Ngã Năm, 2022: “Hằng tháng có ít nhất 01 tin, bài”, “Dân hỏi - Chính quyền trả lời” theo định kỳ',
    stationName: 'Đài Truyền thanh thị xã Ngã Năm',
    from: '2022-01-01',
    days: 365,
    endsOn: '2022-12-31',
    programmes: [
      {
        preset: 'nga-nam-2022',
        periods: 12,
        datesWanted: 2,
        mayAir: (date) => day(date) >= 15,
        rota: () => ['Phòng Nội vụ thị xã', 'Phòng Văn hóa và Thông tin thị xã', 'Phòng Tài chính - Kế hoạch thị xã'],
        silent: [],
      },
      {
        preset: 'nga-nam-2022-dan-hoi',
        periods: 12,
        datesWanted: 1,
        mayAir: (date) => day(date) >= 15,
        silent: ['2022-06'],
      },
    ],
    slips: [{ unitName: 'Phòng Tài chính - Kế hoạch thị xã', period: '2022-05', does: 'never-sends' }],
    extras: [{ on: '2022-03-03', title: 'Bản tin cải cách hành chính của Sở Nội vụ', decision: 'held' }],
    heard: 'inside',
    byHand: {
      // 12 × 2 days and 12 × 1, without June's one of the second. 36 turns, one missing: 35 items and one that was held; and 11 of the
      // station's own for the second programme.
      editions: 23,
      items: 47,
      days: 35,
      daysPlanned: 36,
      turnsOnTime: 35,
      turnsLate: 0,
      turnsMissing: 1,
    },
  },
  {
    source: 'Bảo Lộc, 2012: “Hằng tuần trong năm 2012”',
    stationName: 'Đài Truyền thanh - Truyền hình thành phố Bảo Lộc',
    from: '2011-12-20',
    days: 377,
    startsOn: '2012-01-01',
    endsOn: '2012-12-31',
    programmes: [
      {
        preset: 'bao-loc-2012',
        periods: 52,
        datesWanted: 1,
        mayAir: (date) => weekday(date) === 2,
        rota: (number) => [number % 2 === 1 ? 'Phòng Nội vụ thành phố' : 'Phòng Văn hóa - Thông tin thành phố'],
        silent: ['2012-W04', '2012-W30'],
      },
    ],
    slips: [{ unitName: 'Phòng Nội vụ thành phố', period: '2012-W10', does: 'sends-late' }],
    extras: [],
    heard: 'inside',
    byHand: {
      // 52 weeks without two; a turn a week, one late.
      editions: 50,
      items: 50,
      days: 50,
      daysPlanned: 52,
      turnsOnTime: 51,
      turnsLate: 1,
      turnsMissing: 0,
    },
  },
  {
    source: 'Đức Phổ, 2024: danh mục nội dung, báo cáo quý, 6 tháng và năm',
    stationName: 'Trung tâm Truyền thông - Văn hóa - Thể thao thị xã Đức Phổ',
    from: '2024-01-01',
    days: 366,
    endsOn: '2024-12-31',
    programmes: [
      {
        preset: 'duc-pho-2024',
        periods: 4,
        datesWanted: 2,
        mayAir: (date) => month(date) % 3 === 0 && day(date) <= 14,
        rota: (number) => (number % 3 === 0 ? ['Văn phòng HĐND và UBND thị xã', 'Phòng Nội vụ thị xã'] : []),
        silent: [],
      },
    ],
    slips: [{ unitName: 'Phòng Nội vụ thị xã', period: '2024-Q3', does: 'never-sends' }],
    extras: [],
    heard: 'outside',
    byHand: {
      // 4 quarters of 2 days and 2 units, one of which never sent in the third.
      editions: 4,
      items: 7,
      days: 8,
      daysPlanned: 8,
      turnsOnTime: 7,
      turnsLate: 0,
      turnsMissing: 1,
    },
  },
  {
    source: 'Sở Thông tin và Truyền thông Sóc Trăng, 2021: “phân bố thời gian, thời lượng phát sóng hợp lý”',
    stationName: 'Đài Truyền thanh huyện, tỉnh Sóc Trăng',
    from: '2021-01-01',
    days: 365,
    endsOn: '2021-12-31',
    programmes: [
      {
        preset: 'soc-trang-2021',
        periods: 52,
        datesWanted: 2,
        mayAir: (date) => weekday(date) === 1 || weekday(date) === 4,
        silent: ['2021-W07'],
      },
    ],
    slips: [],
    extras: [],
    heard: 'inside',
    byHand: {
      // 52 weeks of 2 days without one; nobody has a turn, the station writes one item a week.
      editions: 51,
      items: 51,
      days: 102,
      daysPlanned: 104,
      turnsOnTime: 0,
      turnsLate: 0,
      turnsMissing: 0,
    },
  },
]
