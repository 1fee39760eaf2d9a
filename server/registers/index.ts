/** The registers behind one door: questions of the people, the library, feedback, evaluations. */
import type { App, Deps } from '../deps.ts'
import { registerEvaluations } from '../evaluations/index.ts'
import { registerFeedback } from '../feedback/index.ts'
import { registerQuestions } from '../questions/index.ts'
import { registerLibrary } from '../spots/index.ts'

/** Opens the routes of all registers. `onChange` follows what enters a script. */
export function registerRegisters(app: App, deps: Deps, onChange: () => Promise<void>): void {
  registerQuestions(app, deps, onChange)
  registerLibrary(app, deps, onChange)
  registerFeedback(app, deps)
  registerEvaluations(app, deps)
}
