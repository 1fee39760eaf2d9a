import {
  addDays,
  type CalendarDate,
  datesIn,
  instantOf,
  intakeWindowOf,
  type Period,
  periodsBetween,
} from '../../../schedules/index.ts'
import type { Duty, PresetName, Programme, Unit, UnitDetail } from '../../../server/contract/index.ts'
import { dutiesOf } from '../../../server/rota/index.ts'
import { TestStation } from '../../builders.ts'
import { FakeClock } from '../../fake-clock.ts'
import { ZONE } from '../years-station.ts'

/** A period of a programme that was made and aired. */
export interface LaidPeriod {
  programme: Programme
  period: Period
  /** All dates on which its rule lets it air. */
  dates: CalendarDate[]
  /** The last day on which items for it come in time. */
  dueOn: CalendarDate
  duties: Duty[]
}

/** A station as it was set up on its first day: what the years are written about. */
export interface LaidStation {
  accountId: string
  programmes: Programme[]
  periods: LaidPeriod[]
  /** Those of the first day. */
  unitIds: string[]
  /** The heir of two of them, since the middle of the last year. */
  heirId: string
  mergedIds: string[]
  channelIds: string[]
}

interface LaidProgramme {
  preset: PresetName
  name?: string
  rule?: Programme['rule'] | ((from: CalendarDate, to: CalendarDate) => Programme['rule'])
  times: string[]
  hasRota: boolean
}

/** Five programmes: by the month, by the week, on listed dates. With their hours they air some 3,000 times a year. */
const PROGRAMMES: LaidProgramme[] = [
  { preset: 'sa-dec-2023', times: ['05:00', '11:00', '17:00', '20:15'], hasRota: false },
  { preset: 'nga-nam-2022-dan-hoi', times: ['05:45', '11:20', '17:45', '20:45'], hasRota: false },
  {
    preset: 'bao-loc-2012',
    rule: { kind: 'weekly', weekdays: [2, 4, 6] },
    times: ['05:15', '06:30', '10:45', '11:45', '16:45', '17:20', '19:00'],
    hasRota: true,
  },
  {
    preset: 'soc-trang-2021',
    rule: { kind: 'weekly', weekdays: [1, 3, 5, 7] },
    times: ['05:30', '06:10', '11:05', '16:30', '17:55', '19:30'],
    hasRota: true,
  },
  {
    preset: 'empty',
    name: 'Thông báo của Ủy ban nhân dân',
    rule: (from, to) => ({ kind: 'listed-dates', dates: twiceAMonth(from, to) }),
    times: ['06:00', '06:50', '10:30', '11:30', '16:00', '17:30', '18:00', '18:40'],
    hasRota: false,
  },
]

const PASSWORD = 'một mật khẩu dài'

/** How the bench signs in. */
export const SIGN_IN = { username: 'kythuat', password: PASSWORD }

/**
 * Sets a station up through its own doors, on the first day of its years: programmes with rules and rotas, units, quotas, and what
 * is known to come: a rule that changes and two units that merge in the middle of the last year.
 */
export async function layStation(
  dataDir: string,
  { from, to }: { from: CalendarDate; to: CalendarDate },
): Promise<LaidStation> {
  const clock = new FakeClock(instantOf(from, '07:00', ZONE))
  const station = await TestStation.open({ dataDir, clock })
  try {
    await station.setUp('horn')
    const made = []
    for (const one of PROGRAMMES) made.push(await makeProgramme(station, one, { from, to }))
    for (const [place, { hasRota }] of PROGRAMMES.entries()) {
      if (hasRota) await layRota(station, made[place]?.id ?? '', from)
    }
    const middle = `${to.slice(0, 4)}-07-01`
    await station.get('PATCH', `/api/programmes/${made[0]?.id}`, {
      from: middle,
      rule: { kind: 'days-a-month', daysAMonth: 3, fromDay: 15, toDay: 30 },
      acceptsClashes: true,
    })
    const units = await station.get<Unit[]>('GET', '/api/units')
    const mergedIds = units.filter(({ name }) => MERGED.includes(name)).map(({ id }) => id)
    const heirId = await mergeUnits(station, mergedIds, middle)
    const channels = await station.get<{ id: string }[]>('POST', '/api/channels/usual')
    await station.get('POST', '/api/quotas', {
      unitIds: units.slice(0, 10).map(({ id }) => id),
      isStationToo: true,
      channelId: channels[0]?.id,
      per: 'month',
      itemsOwed: 1,
      fromDate: from,
    })
    const { id: accountId } = await station.db.selectFrom('accounts').select('id').executeTakeFirstOrThrow()
    const programmes = await station.get<Programme[]>('GET', '/api/programmes')
    return {
      accountId,
      programmes: made.flatMap(({ id }) => programmes.filter((programme) => programme.id === id)),
      periods: await periodsOf(station, programmes, { from, to }),
      unitIds: units.map(({ id }) => id),
      heirId,
      mergedIds,
      channelIds: channels.map(({ id }) => id),
    }
  } finally {
    await station.close({ keepData: true })
  }
}

async function makeProgramme(
  station: TestStation,
  { preset, name, rule, times }: LaidProgramme,
  { from, to }: { from: CalendarDate; to: CalendarDate },
): Promise<Programme> {
  const { id } = await station.get<Programme>('POST', '/api/programmes', { preset, name, startsOn: from })
  return station.get('PATCH', `/api/programmes/${id}`, {
    times,
    ...(rule && { rule: typeof rule === 'function' ? rule(from, to) : rule }),
    acceptsClashes: true,
  })
}

/** Two offices take turns, month by month. */
async function layRota(station: TestStation, programmeId: string, from: CalendarDate): Promise<void> {
  const turns: string[] = []
  for (const name of ['Trung tâm Văn hóa, Thể thao và Truyền thanh', 'Ban Quản lý chợ và đô thị']) {
    const known = (await station.get<Unit[]>('GET', '/api/units')).find((unit) => unit.name === name)
    turns.push(known?.id ?? (await station.get<UnitDetail>('POST', '/api/units', { name })).unit.id)
  }
  await station.get('PUT', `/api/programmes/${programmeId}/rota`, {
    scope: 'every-year',
    year: Number(from.slice(0, 4)),
    months: Array.from({ length: 12 }, (_, place) => ({ month: place + 1, places: [{ unitId: turns[place % 2] }] })),
  })
}

/** Two communes whose turns are July's and August's become one ward. Answers its id. */
async function mergeUnits(station: TestStation, merged: readonly string[], on: CalendarDate): Promise<string> {
  if (merged.length !== MERGED.length) throw new Error('the units that merge are not there')
  const heir = 'UBND phường Sa Đéc'
  await station.get('POST', '/api/unit-changes', { kind: 'merged', on, from: merged, to: [{ name: heir }] })
  const known = await station.get<Unit[]>('GET', `/api/units?${new URLSearchParams({ on })}`)
  const found = known.find(({ name }) => name === heir)
  if (!found) throw new Error('the heir is not there')
  return found.id
}

const MERGED = ['UBND Xã Tân Khánh Đông', 'UBND Xã Tân Quy Tây']

async function periodsOf(
  station: TestStation,
  programmes: readonly Programme[],
  span: { from: CalendarDate; to: CalendarDate },
): Promise<LaidPeriod[]> {
  const periods: LaidPeriod[] = []
  for (const programme of programmes) {
    for (const period of periodsBetween(programme, span)) {
      const dates = datesIn(programme, period).filter((date) => date >= span.from && date <= span.to)
      const [first] = dates
      if (first === undefined) continue
      periods.push({
        programme,
        period,
        dates,
        dueOn: intakeWindowOf(programme, period)?.to ?? addDays(first, -3),
        duties: await dutiesOf(station.db, programme.id, period),
      })
    }
  }
  return periods
}

function twiceAMonth(from: CalendarDate, to: CalendarDate): CalendarDate[] {
  const dates: CalendarDate[] = []
  for (let date = from; date <= to; date = addDays(date, 1)) if (/-(05|20)$/.test(date)) dates.push(date)
  return dates
}
