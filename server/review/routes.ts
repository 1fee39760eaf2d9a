import { Type } from 'typebox'
import {
  dateAt,
  isPeriod,
  type Period,
  periodAfter,
  periodBefore,
  periodOn,
  periodTitle,
  reviewWindowOf,
  timeAt,
  vietnameseDate,
} from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import {
  type Programme,
  type Review,
  type ReviewMinutesWritten,
  type ReviewSummary,
  type SubmissionDecision,
  schema,
} from '../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { findOffice } from '../office/index.ts'
import { sendPaper, writePaper } from '../papers/index.ts'
import { listProgrammes } from '../programmes/index.ts'
import { findRevision, listRevisions, tidyLine, tidyText } from '../scripts/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { findStation } from '../station/index.ts'
import { bringIn } from './bring-in.ts'
import { minutesFileName, minutesPaper, proposedMinutes } from './minutes.ts'
import { type Decision, decisionsOf, totalOf } from './rules.ts'
import { reviewTab } from './sheet.ts'
import {
  addDecision,
  addMinutes,
  addOrder,
  findMinutes,
  findNewestMinutes,
  listDecisionsOn,
  originsOfItems,
} from './store.ts'
import { periodFace, reviewCounts, type Table, tableOf } from './table.ts'

const Meeting = Type.Object({ id: schema.Id, period: Type.String({ maxLength: 10 }) })
const ById = Type.Object({ id: schema.Id })
const REVIEW = { 200: schema.Review }

/** The review meeting (họp thẩm định): decisions, order, minutes, and what goes into the script. */
export function registerReview(app: App, deps: Deps, onChange: () => Promise<void>): void {
  const { db, clock, live } = deps
  const now = () => Math.round(clock.now())
  const today = () => dateAt(clock.now(), STATION_ZONE)

  app.get('/api/reviews', { schema: { response: { 200: Type.Array(schema.ReviewSummary) } } }, async () => {
    const summaries: ReviewSummary[] = []
    for (const programme of await listProgrammes(db)) {
      const period = presentPeriod(programme)
      if (period === undefined) continue
      summaries.push({ ...periodFace(programme, period), ...(await reviewCounts(db, programme.id, period)) })
    }
    return summaries
  })

  app.get(
    '/api/editions/:id/origins',
    { schema: { params: ById, response: { 200: Type.Array(schema.ItemOrigin) } } },
    async (request) => {
      const [newest] = await listRevisions(db, request.params.id)
      const items = (newest && (await findRevision(db, newest.id)))?.items ?? []
      const origins = await originsOfItems(
        db,
        items.map(({ itemId }) => itemId),
      )
      return origins.map(({ itemId, submissionId }) => ({ itemId, submissionId }))
    },
  )

  app.get(
    '/api/submissions/:id/decisions',
    { schema: { params: ById, response: { 200: Type.Array(schema.SubmissionDecision) } } },
    async (request) => decisionsOn(await listDecisionsOn(db, request.params.id)),
  )

  app.get('/api/programmes/:id/reviews/:period', { schema: { params: Meeting, response: REVIEW } }, (request) =>
    review(request.params.id, request.params.period),
  )

  app.put(
    '/api/placements/:id/decision',
    { schema: { params: ById, body: schema.DecisionGiven, response: REVIEW } },
    async (request) => {
      const { programmeId, period, decision } = request.body
      const { table } = await meeting(programmeId, period)
      const one = table.placed.get(request.params.id)
      if (!one) throw new StationError('not-on-the-table')
      const reason = tidyText(request.body.reason ?? '') || undefined
      if (decision === 'refused' && reason === undefined) throw new StationError('refusal-reason-needed')
      await addDecision(db, {
        placementId: one.placement.id,
        programmeId,
        placedPeriod: one.placement.period,
        period,
        decision: decision ?? undefined,
        reason: decision === null ? undefined : reason,
        by: personOf(request).id,
        at: now(),
      })
      tell()
      return review(programmeId, period)
    },
  )

  app.put(
    '/api/programmes/:id/reviews/:period/order',
    { schema: { params: Meeting, body: schema.ReviewOrder, response: REVIEW } },
    async (request) => {
      const { id: programmeId, period } = request.params
      const { table } = await meeting(programmeId, period)
      const { placementIds } = request.body
      if (placementIds.some((id) => !table.placed.has(id))) throw new StationError('not-on-the-table')
      await addOrder(db, { programmeId, period, placementIds, by: personOf(request).id, at: now() })
      tell()
      return review(programmeId, period)
    },
  )

  app.post(
    '/api/programmes/:id/reviews/:period/script',
    { schema: { params: Meeting, response: { 201: schema.BroughtIn } } },
    async (request, reply) => {
      const { id: programmeId, period } = request.params
      const { table } = await meeting(programmeId, period)
      const brought = await bringIn(db, { programmeId, period, table, by: personOf(request).id, at: now() })
      await onChange()
      live.tell({ event: 'changed', data: { what: 'editions' } })
      tell()
      return reply.code(201).send(brought)
    },
  )

  app.put(
    '/api/programmes/:id/reviews/:period/minutes',
    { schema: { params: Meeting, body: schema.ReviewMinutesWritten, response: REVIEW } },
    async (request) => {
      const { id: programmeId, period } = request.params
      await meeting(programmeId, period)
      await addMinutes(db, {
        programmeId,
        period,
        written: tidied(request.body),
        by: personOf(request).id,
        at: now(),
        timeWords,
      })
      tell()
      return review(programmeId, period)
    },
  )

  app.get(
    '/api/programmes/:id/reviews/:period/minutes.docx',
    { schema: { params: Meeting } },
    async (request, reply) => {
      const { id, period } = request.params
      const told = await review(id, period)
      if (!told.minutes) throw new StationError('no-minutes')
      const { letterhead } = await findOffice(db)
      return sendPaper(reply, await writePaper(minutesPaper(told, told.minutes, letterhead)), minutesFileName(period))
    },
  )

  app.get('/api/programmes/:id/reviews/:period/xlsx', { schema: { params: Meeting } }, async (request, reply) => {
    const { id, period } = request.params
    return sendSheet(reply, await writeSheet([reviewTab(await review(id, period))]), `tham-dinh-${period}.xlsx`)
  })

  async function programmeOf(id: string): Promise<Programme> {
    const programme = (await listProgrammes(db)).find((one) => one.id === id)
    if (!programme) throw new StationError('not-found')
    return programme
  }

  async function meeting(programmeId: string, period: Period): Promise<{ programme: Programme; table: Table }> {
    const programme = await programmeOf(programmeId)
    if (!isPeriod(period)) throw new StationError('period-unknown', { period })
    return { programme, table: await tableOf(db, programmeId, period) }
  }

  /** The period whose items are appraised now: the one that today lies in, or the programme's first. */
  function presentPeriod(programme: Programme): Period | undefined {
    const day = today()
    return periodOn(programme, day < programme.startsOn ? programme.startsOn : day)
  }

  async function review(programmeId: string, period: Period): Promise<Review> {
    const { programme, table } = await meeting(programmeId, period)
    const { items, newest, editionId } = table
    const window = reviewWindowOf(programme, period)
    const minutes = await findMinutes(db, programmeId, period)
    const last = minutes ?? (await findNewestMinutes(db, programmeId))
    const [previousPeriod, nextPeriod] = [periodBefore(programme, period), periodAfter(programme, period)]
    return {
      ...periodFace(programme, period),
      items,
      total: totalOf(items, newest?.items ?? [], programme.normMs),
      toBringIn: items.filter(({ decision, inScript }) => decision === 'chosen' && !inScript).length,
      notChosenInScript: items.filter(({ decision, inScript }) => decision !== 'chosen' && inScript).length,
      proposed: proposedMinutes({
        programme,
        stationName: (await findStation(db))?.name ?? '',
        letterhead: (await findOffice(db)).letterhead,
        last,
        today: today(),
        window,
      }),
      ...(previousPeriod !== undefined && { previousPeriod }),
      ...(nextPeriod !== undefined && { nextPeriod }),
      ...(window && { window }),
      ...(minutes && { minutes }),
      ...(editionId !== undefined && {
        edition: {
          id: editionId,
          isApproved: newest?.approval !== undefined,
          ...(newest && { revisionNumber: newest.number }),
        },
      }),
    }
  }

  function tell(): void {
    live.tell({ event: 'changed', data: { what: 'reviews' } })
  }
}

/** The newest decision of each period that counts, the newest first. */
function decisionsOn(
  all: readonly (Decision & { programmeId: string; programmeName: string })[],
): SubmissionDecision[] {
  const periods = [...new Set(all.map(({ period }) => period))]
  const standing = new Set(periods.flatMap((period) => [...decisionsOf(all, period).values()]))
  return all
    .filter((one) => standing.has(one))
    .toReversed()
    .flatMap(({ placementId, programmeId, programmeName, period, decision, reason, decided }) =>
      decision === undefined
        ? []
        : [
            {
              placementId,
              programmeId,
              programmeName,
              period,
              periodTitle: periodTitle(period),
              decision,
              decided,
              ...(reason !== undefined && { reason }),
            },
          ],
    )
}

function timeWords(at: number): string {
  return `${timeAt(at, STATION_ZONE)} ngày ${vietnameseDate(dateAt(at, STATION_ZONE))}`
}

/** In the one form in which texts are kept; chairs that nobody named are taken away. */
function tidied(written: ReviewMinutesWritten): ReviewMinutesWritten {
  return {
    ...written,
    place: tidyLine(written.place),
    issuer: tidyLine(written.issuer),
    issuerAbove: tidyLine(written.issuerAbove),
    conclusion: tidyText(written.conclusion),
    attendees: written.attendees
      .map(({ name, office, role, said }) => ({
        name: tidyLine(name),
        office: tidyLine(office),
        role,
        said: tidyText(said),
      }))
      .filter(({ name, office, said }) => name !== '' || office !== '' || said !== ''),
  }
}
