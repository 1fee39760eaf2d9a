/** The books: what was aired, reports, royalties, papers of the month, the archive. */
import type { App, Deps } from '../deps.ts'

/** Registers every route of the books. */
export function registerBooks(app: App, deps: Deps): void {
  void app
  void deps
}
