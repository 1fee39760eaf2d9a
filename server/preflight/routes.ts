import { schema } from '../contract/index.ts'
import type { App } from '../deps.ts'
import type { Preflights } from './preflights.ts'

/** The list before an airing, and what is red on every page. */
export function registerPreflight(app: App, preflights: Preflights): void {
  app.get('/api/preflight', { schema: { response: { 200: schema.Preflight } } }, () => preflights.current())

  app.post('/api/preflight/run', { schema: { response: { 200: schema.Preflight } } }, () => preflights.run())

  app.get('/api/alarms', { schema: { response: { 200: schema.Alarms } } }, async () => ({
    alarms: await preflights.alarms(),
  }))
}
