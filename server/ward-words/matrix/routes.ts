import { Type } from 'typebox'
import { schema } from '../../contract/index.ts'
import type { App, Deps } from '../../deps.ts'
import { sendSheet, writeSheet } from '../../sheets/index.ts'
import { matrixTabs } from './sheet.ts'
import { matrixOf } from './view.ts'

/** A year of editions of two monthly programmes. */
const MOST_EDITIONS = 24
const FEW_EDITIONS = 8
const Asked = Type.Object({
  programmeId: Type.Optional(schema.Id),
  most: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_EDITIONS })),
})

/** The matrix: as the page shows it, and as a workbook. */
export function registerMatrix(app: App, deps: Deps): void {
  app.get(
    '/api/ward-matrix',
    { schema: { querystring: Asked, response: { 200: schema.WardMatrix } } },
    ({ query: { programmeId, most = FEW_EDITIONS } }) => matrixOf(deps, { programmeId, most }),
  )

  app.get('/api/ward-matrix/xlsx', { schema: { querystring: Asked } }, async ({ query }, reply) => {
    const matrix = await matrixOf(deps, { programmeId: query.programmeId, most: query.most ?? MOST_EDITIONS })
    return sendSheet(reply, await writeSheet(matrixTabs(matrix)), 'Trạm truyền thanh và kỳ phát.xlsx')
  })
}
