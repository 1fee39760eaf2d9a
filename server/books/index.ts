/** The books: what was aired, reports, royalties, papers of the month, the archive. */

import { registerArchive } from '../archive/index.ts'
import { registerCharts } from '../charts/index.ts'
import type { App, Deps } from '../deps.ts'
import { registerFigures } from '../figures/index.ts'
import { registerLogBook } from '../log-book/index.ts'
import { registerMonthPapers } from '../month-papers/index.ts'
import { registerReports } from '../reports/index.ts'
import { registerRoyalties } from '../royalties/index.ts'

/** Registers every route of the books. */
export function registerBooks(app: App, deps: Deps): void {
  registerLogBook(app, deps)
  registerArchive(app, deps)
  registerMonthPapers(app, deps)
  registerRoyalties(app, deps)
  registerCharts(app, deps)
  registerFigures(app, deps)
  registerReports(app, deps)
}
