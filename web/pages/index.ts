/** The pages by name, each fetched when it is first opened. */
import type { Component } from 'svelte'
import type { PageName, Place } from '../paths.ts'

/** A page that needs its address gets it as `place`. */
type PageOf<N extends PageName> = Component<{ place: Extract<Place, { page: N }> }> | Component<Record<string, never>>
type Loaders = { [N in PageName]: () => Promise<{ default: PageOf<N> }> }

export const pages: Loaders = {
  'set-up': () => import('./set-up/index.ts'),
  'sign-in': () => import('./sign-in/index.ts'),
  today: () => import('./today/index.ts'),
  editions: () => import('./editions/index.ts'),
  edition: () => import('./edition/index.ts'),
  sheet: () => import('./sheet/index.ts'),
  'print-script': () => import('./print-script/index.ts'),
  studio: () => import('./studio/index.ts'),
  listen: () => import('./listen/index.ts'),
  take: () => import('./take/index.ts'),
  calendar: () => import('./calendar/index.ts'),
  'on-air': () => import('./on-air/index.ts'),
  wards: () => import('./wards/index.ts'),
  'ward-cards': () => import('./ward-cards/index.ts'),
  log: () => import('./log/index.ts'),
  reports: () => import('./reports/index.ts'),
  urging: () => import('./urging/index.ts'),
  review: () => import('./review/index.ts'),
  airing: () => import('./airing/index.ts'),
  settings: () => import('./settings/index.ts'),
  programme: () => import('./programme/index.ts'),
  template: () => import('./template/index.ts'),
  intake: () => import('./intake/index.ts'),
  submission: () => import('./submission/index.ts'),
  send: () => import('./send/index.ts'),
  receipt: () => import('./receipt/index.ts'),
  questions: () => import('./questions/index.ts'),
  library: () => import('./library/index.ts'),
  registers: () => import('./registers/index.ts'),
  units: () => import('./units/index.ts'),
  unit: () => import('./unit/index.ts'),
  rota: () => import('./rota/index.ts'),
  tasks: () => import('./tasks/index.ts'),
  'task-list': () => import('./task-list/index.ts'),
  approve: () => import('./approve/index.ts'),
  search: () => import('./search/index.ts'),
  trust: () => import('./trust/index.ts'),
  unknown: () => import('./Unknown.svelte'),
}
