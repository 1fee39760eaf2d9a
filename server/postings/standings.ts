import { Type } from 'typebox'
import { type CalendarDate, dateAt, isCalendarDate, vietnameseDate } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { type QuotaStanding, type QuotasAsked, schema } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { findOffice } from '../office/index.ts'
import { sendSheet, type Tab, writeSheet } from '../sheets/index.ts'
import { UnitRegister } from '../units/index.ts'
import { compareVietnamese, hasWords } from '../vietnamese/index.ts'
import {
  addQuotas,
  endQuota,
  holdsIn,
  listQuotas,
  postedWithin,
  quotaPeriodName,
  quotaSpan,
  standingOf,
} from './quotas/index.ts'
import { listChannels, listPostings, subjectsOf } from './store.ts'

const ById = Type.Object({ id: schema.Id })
/** `month`: as it stands when that month is closed; `on`: on that day; neither: today. */
const OnDay = Type.Object({ on: Type.Optional(schema.CalendarDate), month: Type.Optional(schema.CalendarMonth) })
/** The sheet is narrowed and ordered as the page is. */
const Narrowed = Type.Object({ ...OnDay.properties, ...schema.QuotasAsked.properties })
const STATE_WORDS = { met: 'Đạt', open: 'Còn thiếu', missed: 'Không đạt' } as const

/** Quotas per unit, channel and period, and where each stands on a day. */
export function registerQuotas(app: App, { db, clock, live }: Deps): void {
  const today = () => dateAt(clock.now(), STATION_ZONE)
  const answers = { response: { 200: Type.Array(schema.QuotaStanding) } }

  app.get('/api/quotas', { schema: { querystring: OnDay, ...answers } }, async (request) =>
    quotaStandings(db, await dayAsked(request.query), today()),
  )

  app.get('/api/quotas/xlsx', { schema: { querystring: Narrowed } }, async (request, reply) => {
    const on = await dayAsked(request.query)
    const tab = standingsTab(quotasAsked(await quotaStandings(db, on, today()), request.query))
    return sendSheet(reply, await writeSheet([tab]), `Chỉ tiêu đăng tin bài ${on}.xlsx`)
  })

  app.post('/api/quotas', { schema: { body: schema.QuotasMade, ...answers } }, async (request) => {
    const { unitIds, isStationToo, channelId, per, itemsOwed, fromDate } = request.body
    const units = await UnitRegister.open(db)
    const whose = [...unitIds, ...(isStationToo ? [undefined] : [])]
    if (whose.length === 0) throw new StationError('bad-request', { what: 'chưa chọn đơn vị nào' })
    if (unitIds.some((id) => units.find(id) === undefined)) throw new StationError('bad-request', { what: 'đơn vị' })
    if (!(await listChannels(db)).some(({ id, isRetired }) => id === channelId && !isRetired)) {
      throw new StationError('channel-unknown')
    }
    if (!isCalendarDate(fromDate)) throw new StationError('bad-request', { what: 'ngày bắt đầu' })
    const at = Math.round(clock.now())
    await addQuotas(db, { unitIds: whose, channelId, per, itemsOwed, fromDate, by: personOf(request).id, at })
    live.tell({ event: 'changed', data: { what: 'postings' } })
    return quotaStandings(db, today(), today())
  })

  app.post(
    '/api/quotas/:id/end',
    { schema: { params: ById, body: schema.QuotaEnded, ...answers } },
    async (request) => {
      const { toDate } = request.body
      const quota = (await listQuotas(db)).find(({ id }) => id === request.params.id)
      if (!quota) throw new StationError('not-found')
      if (!isCalendarDate(toDate)) throw new StationError('bad-request', { what: 'ngày kết thúc' })
      await endQuota(db, quota.id, toDate)
      live.tell({ event: 'changed', data: { what: 'postings' } })
      return quotaStandings(db, today(), today())
    },
  )

  async function dayAsked({ on, month }: { on?: string; month?: string }): Promise<CalendarDate> {
    if (on !== undefined && !isCalendarDate(on)) throw new StationError('bad-request', { what: 'ngày' })
    if (on !== undefined || month === undefined) return on ?? today()
    return quotaSpan('month', `${month}-01`, (await findOffice(db)).cutOffDay).to
  }
}

/**
 * Where every quota stands that holds in the month, quarter, half-year or year around a day, by unit and channel. The
 * station's own come last.
 */
export async function quotaStandings(db: Db, on: CalendarDate, today: CalendarDate): Promise<QuotaStanding[]> {
  const [quotas, postings, units] = [await listQuotas(db), await listPostings(db), await UnitRegister.open(db)]
  const { cutOffDay } = await findOffice(db)
  const subjects = await subjectsOf(db, [...new Set(postings.map(({ submissionId }) => submissionId))])
  const placed = postings.map(({ submissionId, channelId, state, posted }) => ({
    submissionId,
    channelId,
    state,
    unitId: subjects.get(submissionId)?.unitId,
    on: posted?.on,
  }))
  const posted = placed.flatMap(({ on: day, ...one }) => (day === undefined ? [] : [{ ...one, on: day }]))
  return quotas
    .flatMap((quota) => {
      const span = quotaSpan(quota.per, on, cutOffDay)
      if (!holdsIn(quota, span)) return []
      const itemsPosted = postedWithin(posted, quota, span)
      const itemsUnderWay = placed.filter(
        ({ unitId, channelId, state }) =>
          unitId === quota.unitId && channelId === quota.channelId && (state === 'asked' || state === 'approved'),
      ).length
      const unitName = quota.unitId === undefined ? undefined : units.nameOn(quota.unitId, on)
      return [
        {
          quota: { ...quota, ...(unitName !== undefined && { unitName }) },
          ...span,
          periodName: quotaPeriodName(quota.per, on, cutOffDay),
          itemsPosted,
          itemsUnderWay,
          state: standingOf(quota.itemsOwed, itemsPosted, span, today),
        },
      ]
    })
    .toSorted(byUnitAndChannel)
}

function byUnitAndChannel({ quota: a }: QuotaStanding, { quota: b }: QuotaStanding): number {
  if ((a.unitId === undefined) !== (b.unitId === undefined)) return a.unitId === undefined ? 1 : -1
  return compareVietnamese(a.unitName ?? '', b.unitName ?? '') || compareVietnamese(a.channelName, b.channelName)
}

const nameOf = ({ unitName = 'Đài truyền thanh' }: QuotaStanding['quota']) => unitName

/** The quotas that are asked for, by unit and channel as they come or in the order that is asked for (pure). */
export function quotasAsked(
  standings: readonly QuotaStanding[],
  { words = '', state, order }: QuotasAsked,
): QuotaStanding[] {
  const found = standings.filter(
    (one) =>
      (state === undefined || one.state === state) && hasWords(`${nameOf(one.quota)} ${one.quota.channelName}`, words),
  )
  const missing = ({ quota, itemsPosted }: QuotaStanding) => Math.max(0, quota.itemsOwed - itemsPosted)
  if (order === 'missing') return found.toSorted((a, b) => missing(b) - missing(a))
  if (order === 'channelName')
    return found.toSorted((a, b) => compareVietnamese(a.quota.channelName, b.quota.channelName))
  return found
}

function standingsTab(standings: readonly QuotaStanding[]): Tab {
  return {
    name: 'Chỉ tiêu',
    columns: [
      { title: 'Đơn vị', width: 36, kind: 'text' },
      { title: 'Kênh', width: 32, kind: 'text' },
      { title: 'Kỳ', width: 22, kind: 'text' },
      { title: 'Chỉ tiêu', width: 10, kind: 'number' },
      { title: 'Đã đăng', width: 10, kind: 'number' },
      { title: 'Đang chờ', width: 10, kind: 'number' },
      { title: 'Kết quả', width: 14, kind: 'text' },
      { title: 'Tính từ', width: 12, kind: 'text' },
      { title: 'Tính đến', width: 12, kind: 'text' },
    ],
    rows: standings.map(({ quota, periodName, itemsPosted, itemsUnderWay, state, from, to }) => [
      nameOf(quota),
      quota.channelName,
      periodName,
      quota.itemsOwed,
      itemsPosted,
      itemsUnderWay,
      STATE_WORDS[state],
      vietnameseDate(from),
      vietnameseDate(to),
    ]),
  }
}
