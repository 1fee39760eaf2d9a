import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { countFigures, countWithRows } from '../figures/index.ts'
import { sendPaper } from '../papers/index.ts'
import { reportFileName, writeReportPaper, writeReportSheet } from '../report-papers/index.ts'
import { tidyText } from '../scripts/index.ts'
import { sendSheet } from '../sheets/index.ts'
import { type Asked, askedOf, daysAsked, scopeNameOf, todayOf } from './asked.ts'
import { correctionsFor } from './corrections.ts'
import { registerRecipients } from './recipient-routes.ts'
import { draftOf, type ReportParts } from './sending.ts'
import { registerSent } from './sent-routes.ts'
import { addTexts, findTexts } from './store.ts'
import { reportDesk, reportsDue } from './view.ts'

const ofReport = { querystring: schema.ReportAsked }

/**
 * Reports: the desk on which one is written, its papers, who gets it and when, and those that were sent. What a report is counted
 * from is the figures' own to answer.
 */
export function registerReports(app: App, deps: Deps): void {
  const { db, clock } = deps
  registerRecipients(app, deps)
  registerSent(app, deps)

  app.get('/api/reports/due', { schema: { response: { 200: Type.Array(schema.DueReport) } } }, () =>
    reportsDue(db, todayOf(deps)),
  )

  app.get('/api/reports/desk', { schema: { ...ofReport, response: { 200: schema.ReportDesk } } }, ({ query }) =>
    reportDesk(db, askedOf(query), todayOf(deps)),
  )

  app.put(
    '/api/reports/texts',
    { schema: { ...ofReport, body: schema.ReportTextsWritten, response: { 200: schema.ReportTextsSaved } } },
    async (request) => {
      const asked = askedOf(request.query)
      await scopeNameOf(db, asked.scope)
      const { parentNumber, ...written } = request.body
      const [scope, span, at] = [asked.scopeCode, asked.spanCode, Math.round(clock.now())]
      const texts = {
        difficulties: tidyText(written.difficulties),
        proposals: tidyText(written.proposals),
        plans: tidyText(written.plans),
      }
      const isSaved = await addTexts(db, { scope, span, parentNumber, texts, by: personOf(request).id, at })
      const kept = await findTexts(db, scope, span)
      if (!isSaved || !kept) throw new StationError('report-texts-changed-meanwhile', { by: kept?.written.by ?? '' })
      return { number: kept.number, written: { by: kept.written.by, at: kept.written.at } }
    },
  )

  app.get(
    '/api/reports/corrections',
    { schema: { ...ofReport, response: { 200: Type.Array(schema.ReportCorrection) } } },
    async ({ query }) => {
      const asked = askedOf(query)
      await scopeNameOf(db, asked.scope)
      return correctionsFor(deps, asked, await daysAsked(db, asked.span))
    },
  )

  app.get('/api/reports/docx', { schema: ofReport }, async ({ query }, reply) => {
    const asked = askedOf(query)
    await scopeNameOf(db, asked.scope)
    const figures = await countFigures(deps, asked.scope, asked.span)
    const draft = await draftOf(deps, asked, { ...(await wordsOf(asked)), figures })
    return sendPaper(reply, await writeReportPaper(draft), reportFileName(draft))
  })

  app.get('/api/reports/xlsx', { schema: ofReport }, async ({ query }, reply) => {
    const asked = askedOf(query)
    await scopeNameOf(db, asked.scope)
    const { figures, rows } = await countWithRows(deps, asked.scope, asked.span)
    const draft = await draftOf(deps, asked, { ...(await wordsOf(asked)), figures })
    return sendSheet(reply, await writeReportSheet(draft, rows), reportFileName(draft))
  })

  /** The words of a report as they stand, addressed to those who want such a report. */
  async function wordsOf(asked: Asked): Promise<Omit<ReportParts, 'figures'>> {
    const { texts, recipients } = await reportDesk(db, asked, todayOf(deps))
    return {
      texts,
      corrections: await correctionsFor(deps, asked, await daysAsked(db, asked.span)),
      recipients: recipients.filter(({ wants }) => wants).map(({ name }) => name),
    }
  }
}
