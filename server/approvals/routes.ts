import { Type } from 'typebox'
import { dateAt } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { schema } from '../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import type { LeaderKeys } from '../leaders/index.ts'
import { findOffice } from '../office/index.ts'
import { sendPaper, writePaper } from '../papers/index.ts'
import { findEditionNames, listProgrammes } from '../programmes/index.ts'
import { findRevision, tidyLine, tidyText } from '../scripts/index.ts'
import { findStation } from '../station/index.ts'
import { hourWords, submissionFileName, submissionPaper } from './paper.ts'
import { registerSignedPapers } from './paper-routes.ts'
import { registerAnswering } from './phone-routes.ts'
import { withdrawApproval } from './store.ts'
import { submitRevision } from './submitting.ts'
import { editionApproval, requestView, waitingRequests } from './view.ts'

const ById = Type.Object({ id: schema.Id })

/**
 * Approval: submitting a revision, its paper, what leaders answered on their telephones or on paper, and taking an approval
 * back. `onChange` follows every fact that decides whether something may air.
 */
export function registerApprovals(app: App, deps: Deps, keys: LeaderKeys, onChange: () => Promise<void>): void {
  const { db, clock, live } = deps
  const now = () => Math.round(clock.now())
  const changed = async () => {
    await onChange()
    live.tell({ event: 'changed', data: { what: 'editions' } })
  }
  registerAnswering(app, deps, keys, changed)
  registerSignedPapers(app, deps, changed)

  app.get('/api/approval-requests', { schema: { response: { 200: Type.Array(schema.ApprovalRequestSummary) } } }, () =>
    waitingRequests(db),
  )

  app.get(
    '/api/editions/:id/approval',
    { schema: { params: ById, response: { 200: schema.EditionApproval } } },
    (request) => editionApproval(db, request.params.id),
  )

  app.get(
    '/api/approval-requests/:id',
    { schema: { params: ById, response: { 200: schema.ApprovalRequest } } },
    (request) => requestView(db, request.params.id),
  )

  app.post(
    '/api/revisions/:id/request',
    { schema: { params: ById, body: schema.RevisionSubmitted, response: { 201: schema.ApprovalRequest } } },
    async (request, reply) => {
      const { leaderIds, note } = request.body
      const id = await submitRevision(db, {
        revisionId: request.params.id,
        leaderIds,
        note: tidyText(note ?? '').trim() || undefined,
        by: personOf(request).id,
        at: now(),
      })
      live.tell({ event: 'changed', data: { what: 'editions' } })
      return reply.code(201).send(await requestView(db, id))
    },
  )

  app.get('/api/approval-requests/:id/paper', { schema: { params: ById } }, async (request, reply) => {
    const view = await requestView(db, request.params.id)
    const names = await findEditionNames(db, view.editionId)
    const programme = (await listProgrammes(db)).find(({ id }) => id === names?.programmeId)
    const paper = submissionPaper({
      stationName: (await findStation(db))?.name ?? '',
      letterhead: (await findOffice(db)).letterhead,
      programmeName: names?.programmeName ?? '',
      approverOffice: programme?.roles.approver?.name,
      request: view,
      submittedOn: dateAt(view.submitted.at, STATION_ZONE),
      submittedTime: hourWords(view.submitted.at, STATION_ZONE),
    })
    return sendPaper(reply, await writePaper(paper), submissionFileName(view))
  })

  app.post(
    '/api/revisions/:id/approval-withdrawal',
    { schema: { params: ById, body: schema.WithdrawalGiven, response: { 200: schema.Revision } } },
    async (request) => {
      const revisionId = request.params.id
      const [by, reason] = [tidyLine(request.body.by), tidyText(request.body.reason).trim()]
      if (by === '' || reason === '') throw new StationError('bad-request', { what: by === '' ? 'người rút' : 'lý do' })
      const found = await findRevision(db, revisionId)
      if (!found) throw new StationError('not-found')
      const taken = { revisionId, reason, by, means: 'session' as const, recordedBy: personOf(request).id, at: now() }
      if (!(await withdrawApproval(db, taken))) throw new StationError('not-approved-yet', { number: found.number })
      await changed()
      return (await findRevision(db, revisionId)) ?? found
    },
  )
}
