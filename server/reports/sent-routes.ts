import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { sendMedia } from '../media/index.ts'
import { reportFileName } from '../report-papers/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { askedOf } from './asked.ts'
import { changesOf } from './corrections.ts'
import { noteNumber, sendReport } from './sending.ts'
import { sentAsked, sentTab } from './sheet.ts'
import { listSent } from './store.ts'
import { keptReport, sentView, summaryView } from './view.ts'

const ById = Type.Object({ id: schema.Id })
const one = { response: { 200: schema.SentReport } }

/** Reports that were sent: sending, the list, each as it was with its two files, its number, and what has changed since. */
export function registerSent(app: App, deps: Deps): void {
  const { db, media, live } = deps
  const tell = () => live.tell({ event: 'changed', data: { what: 'reports' } })

  app.post(
    '/api/reports/sent',
    { schema: { querystring: schema.ReportAsked, body: schema.ReportSending, response: { 201: schema.SentReport } } },
    async (request, reply) => {
      await sendReport(deps, askedOf(request.query), request.body, personOf(request).id)
      tell()
      return reply.code(201).send(await sentView(db, request.body.id))
    },
  )

  app.get(
    '/api/reports/sent',
    { schema: { querystring: schema.SentAsked, response: { 200: Type.Array(schema.SentSummary) } } },
    async ({ query }) => sentAsked((await listSent(db)).map(summaryView), query),
  )

  app.get('/api/reports/sent/xlsx', { schema: { querystring: schema.SentAsked } }, async ({ query }, reply) => {
    const tab = sentTab(sentAsked((await listSent(db)).map(summaryView), query))
    return sendSheet(reply, await writeSheet([tab]), 'Báo cáo đã gửi.xlsx')
  })

  app.get('/api/reports/sent/:id', { schema: { params: ById, ...one } }, ({ params }) => sentView(db, params.id))

  app.get(
    '/api/reports/sent/:id/changes',
    { schema: { params: ById, response: { 200: Type.Array(schema.FigureChange) } } },
    async ({ params }) => changesOf(deps, await keptReport(db, params.id)),
  )

  app.put(
    '/api/reports/sent/:id/number',
    { schema: { params: ById, body: schema.SentNumbered, ...one } },
    async (request) => {
      await noteNumber(deps, request.params.id, request.body, personOf(request).id)
      tell()
      return sentView(db, request.params.id)
    },
  )

  app.get('/api/reports/sent/:id/docx', { schema: { params: ById } }, async (request, reply) => {
    const kept = await keptReport(db, request.params.id)
    return sendKept(request, reply, kept.docxSha256, `${nameOf(kept)}.docx`)
  })

  app.get('/api/reports/sent/:id/xlsx', { schema: { params: ById } }, async (request, reply) => {
    const kept = await keptReport(db, request.params.id)
    return sendKept(request, reply, kept.xlsxSha256, `${nameOf(kept)}.xlsx`)
  })

  function nameOf(kept: Parameters<typeof summaryView>[0]): string {
    const { span, scope, scopeName } = summaryView(kept)
    const isOfOne = scope.of === 'unit' || scope.of === 'ward'
    return reportFileName({ span, ...(isOfOne && { scopeName }) }).replace(/[\\/:*?"<>|\p{Cc}]+/gu, '-')
  }

  async function sendKept(request: FastifyRequest, reply: FastifyReply, sha256: string, saveAs: string) {
    const mediaType = (await media.find(sha256))?.mediaType ?? 'application/octet-stream'
    await sendMedia(request, reply, { path: media.files.pathOf(sha256), sha256, mediaType, saveAs })
    return reply
  }
}
