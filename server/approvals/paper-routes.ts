import { Type } from 'typebox'
import { dateAt, isCalendarDate, vietnameseDate } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { type AnswersGiven, type Revision, schema } from '../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { receiveForm, sendMedia } from '../media/index.ts'
import { findRevision, tidyLine, tidyText } from '../scripts/index.ts'
import { noteAnswers } from './answering.ts'
import { addScan, findScan, scanTypeOfUpload } from './scans/index.ts'
import { submitRevision } from './submitting.ts'
import { editionApproval, requestOf, requestView } from './view.ts'

const ById = Type.Object({ id: schema.Id })
/** A paper of several pages, scanned in colour. */
const LARGEST_SCAN_BYTES = 50 * 1024 * 1024

/**
 * Signed papers: the technician records what a leader wrote on the paper of a submission, with its scan. A revision that was
 * not submitted on a telephone is submitted by this. `changed` follows.
 */
export function registerSignedPapers(app: App, deps: Deps, changed: () => Promise<void>): void {
  const { db, media, clock } = deps
  const now = () => Math.round(clock.now())
  const today = () => dateAt(clock.now(), STATION_ZONE)

  // The form: `file`, `signer`, and where they apply `signedOn` (YYYY-MM-DD), `returned` (ids of items, with commas), `remark`.
  app.post(
    '/api/revisions/:id/signed-paper',
    { schema: { params: ById, response: { 201: schema.ApprovalRequest } } },
    async (request, reply) => {
      const by = personOf(request).id
      const revision = await found(request.params.id)
      const { upload, texts } = await receiveForm(request, media, LARGEST_SCAN_BYTES)
      try {
        const signer = tidyLine(texts.signer ?? '')
        if (signer === '' || signer.length > 200) throw new StationError('bad-request', { what: 'người ký' })
        const signedOn = dateOf(texts.signedOn)
        const mediaType = await scanTypeOfUpload(upload)
        const requestId = await openRequest(revision, by)
        const given = answersOn(revision, texts, await requestView(db, requestId))
        // The scan first: an approval without its paper would be worse than a paper without its approval.
        const { sha256 } = await media.keep(upload.file, mediaType)
        await noteAnswers(db, requestId, {
          ...given,
          approver: signer,
          means: 'paper',
          phoneId: undefined,
          recordedBy: by,
          at: now(),
        })
        await addScan(db, {
          revisionId: revision.id,
          mediaSha256: sha256,
          fileName: upload.fileName,
          signedOn,
          by,
          at: now(),
        })
        await changed()
        return reply.code(201).send(await requestView(db, requestId))
      } catch (cause) {
        await media.files.drop(upload.file)
        throw cause
      }
    },
  )

  app.post(
    '/api/revisions/:id/scans',
    { schema: { params: ById, response: { 201: schema.EditionApproval } } },
    async (request, reply) => {
      const { id: revisionId, editionId } = await found(request.params.id)
      const { upload, texts } = await receiveForm(request, media, LARGEST_SCAN_BYTES)
      try {
        const signedOn = dateOf(texts.signedOn)
        const mediaType = await scanTypeOfUpload(upload)
        const { sha256 } = await media.keep(upload.file, mediaType)
        const scan = { revisionId, mediaSha256: sha256, fileName: upload.fileName, signedOn }
        await addScan(db, { ...scan, by: personOf(request).id, at: now() })
      } catch (cause) {
        await media.files.drop(upload.file)
        throw cause
      }
      return reply.code(201).send(await editionApproval(db, editionId))
    },
  )

  app.get('/api/paper-scans/:id', { schema: { params: ById } }, async (request, reply) => {
    const scan = await findScan(db, request.params.id)
    if (!scan) throw new StationError('not-found')
    const { sha256, mediaType } = scan
    await sendMedia(request, reply, { path: media.files.pathOf(sha256), sha256, mediaType, isImmutable: true })
    return reply
  })

  async function found(revisionId: string): Promise<Revision> {
    const revision = await findRevision(db, revisionId)
    if (!revision) throw new StationError('not-found')
    return revision
  }

  async function openRequest(revision: Revision, by: string): Promise<string> {
    const known = await requestOf(db, revision.id)
    if (known?.state === 'waiting') return known.id
    return submitRevision(db, { revisionId: revision.id, leaderIds: [], note: undefined, by, at: now() })
  }

  function dateOf(written: string | undefined): string | undefined {
    if (written === undefined || written === '') return undefined
    if (!isCalendarDate(written)) throw new StationError('no-such-date', { date: vietnameseDate(written) })
    if (written > today()) throw new StationError('signed-in-the-future', { date: vietnameseDate(written) })
    return written
  }
}

/** What the paper says of each item: those that are named were returned, the others approved. */
function answersOn(
  revision: Revision,
  texts: Record<string, string>,
  { answersSeen, id }: { answersSeen: number; id: string },
): AnswersGiven {
  const returned = new Set((texts.returned ?? '').split(',').filter((itemId) => itemId !== ''))
  const known = new Set(revision.items.map(({ itemId }) => itemId))
  if ([...returned].some((itemId) => !known.has(itemId))) throw new StationError('item-unknown')
  const remark = tidyText(texts.remark ?? '').trim()
  return {
    id: `paper-${id}-${answersSeen + 1}`,
    answersSeen,
    items: revision.items.map(({ itemId }) => ({ itemId, answer: returned.has(itemId) ? 'returned' : 'approved' })),
    ...(remark !== '' && { remark }),
  }
}
