import type { App, Deps } from '../deps.ts'
import { registerMembers } from './members/index.ts'
import { registerTaking } from './taking/index.ts'

/** Wards as producers: their people, and what others take up of theirs. */
export function registerProducers(app: App, deps: Deps): void {
  registerMembers(app, deps)
  registerTaking(app, deps)
}
