import { Type } from 'typebox'
import { type ReportScope, type ReportSpan, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { countFigures, endCounting, rowsBehind } from './asked.ts'
import { readScope, readSpan } from './codes.ts'
import { rowsTab } from './rows-sheet.ts'
import { titleOfSpan } from './spans.ts'

const Asked = Type.Object({ span: Type.String({ maxLength: 30 }), scope: Type.String({ maxLength: 80 }) })
const RowsAsked = Type.Object({ ...Asked.properties, rowsKey: Type.String({ minLength: 1, maxLength: 700 }) })

/** What is counted for reports, and the rows behind each figure, on screen and as a sheet. */
export function registerFigures(app: App, deps: Deps): void {
  app.get('/api/figures', { schema: { querystring: Asked, response: { 200: schema.ReportFigures } } }, (request) => {
    const { scope, span } = meant(request.query)
    return countFigures(deps, scope, span)
  })

  app.get(
    '/api/figures/rows',
    { schema: { querystring: RowsAsked, response: { 200: schema.FigureRows } } },
    (request) => {
      const { scope, span } = meant(request.query)
      return rowsBehind(deps, scope, span, request.query.rowsKey)
    },
  )

  app.get('/api/figures/rows.xlsx', { schema: { querystring: RowsAsked } }, async (request, reply) => {
    const { scope, span } = meant(request.query)
    const rows = await rowsBehind(deps, scope, span, request.query.rowsKey)
    return sendSheet(reply, await writeSheet([rowsTab(rows)]), `${rows.title}, ${titleOfSpan(span)}.xlsx`)
  })

  app.addHook('onClose', () => endCounting(deps))
}

function meant(asked: { span: string; scope: string }): { span: ReportSpan; scope: ReportScope } {
  const [span, scope] = [readSpan(asked.span), readScope(asked.scope)]
  if (!span) throw new StationError('bad-request', { what: 'kỳ báo cáo' })
  if (!scope) throw new StationError('bad-request', { what: 'đối tượng báo cáo' })
  return { span, scope }
}
