import { LOG_BOOK_REFUSALS } from './errors-log-book.ts'
import { MONTH_PAPERS_REFUSALS } from './errors-month-papers.ts'
import { REPORTS_REFUSALS } from './errors-reports.ts'
import { ROYALTIES_REFUSALS } from './errors-royalties.ts'

/** The refusals of the books: reports, the log, royalties, papers. */
export const BOOKS_REFUSALS = {
  ...REPORTS_REFUSALS,
  ...LOG_BOOK_REFUSALS,
  ...ROYALTIES_REFUSALS,
  ...MONTH_PAPERS_REFUSALS,
} as const
