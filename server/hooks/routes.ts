import { Type } from 'typebox'
import type { Clock } from '../../schedules/index.ts'
import { schema } from '../contract/index.ts'
import type { App } from '../deps.ts'
import { runHook } from './hook.ts'

const HookTry = Type.Object({ target: schema.HookTarget })

/** A person waits before the page: longer than this says nothing more to them. */
const TRY_WITHIN_MS = 15_000

/**
 * Trying a hook from the settings page: it is run once, as for an event called `try`. The on-air process enters this room
 * as well, so nothing here loads the rooms of the HTTP process.
 */
export function registerHooks(app: App, { clock }: { clock: Clock }): void {
  app.post(
    '/api/station/hooks/try',
    { schema: { body: HookTry, response: { 200: schema.HookTried } } },
    ({ body: { target } }) =>
      runHook(
        target,
        TRY_WITHIN_MS,
        { event: 'try', title: 'Chạy thử', message: 'Lên Sóng chạy thử lệnh hoặc địa chỉ này.' },
        { clock },
      ),
  )
}
