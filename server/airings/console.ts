import { randomUUID } from 'node:crypto'
import { clearInterval, setInterval } from 'node:timers'
import { addDays, dateAt, instantOf } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { type OnAirStatus, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { readStatus, writeCommand } from '../handover/index.ts'
import { airingsBetween, asRunBetween } from './view.ts'
import { problemSentence } from './words.ts'

const DAYS_AHEAD = 7
const DAYS_OF_LOG = 7
const TELL_EVERY_MS = 200
const MOST_STILL_TELLS = 5

/** The on-air console: what sounds now, what comes next, the log; stop; and the live stream that keeps it current. */
export function registerConsole(app: App, deps: Deps): { close: () => void } {
  const { db, clock, config, live, log } = deps

  app.get('/api/console', { schema: { response: { 200: schema.Console } } }, async () => {
    const now = clock.now()
    const today = dateAt(now, STATION_ZONE)
    const midnight = (days: number) => instantOf(addDays(today, days), '00:00', STATION_ZONE)
    return {
      status: await statusOf(deps),
      today: await airingsBetween(db, midnight(0), midnight(1), now),
      next: await airingsBetween(db, midnight(1), midnight(1 + DAYS_AHEAD), now),
      pauses: [],
      preflight: { station: [], airings: [] },
      log: (await asRunBetween(db, midnight(-DAYS_OF_LOG), midnight(1), now)).reverse(),
    }
  })

  app.post(
    '/api/on-air/stop',
    { schema: { body: schema.StopAsked, response: { 200: schema.Done } } },
    async (request) => {
      const { status, stale } = await readStatus(config.dataDir, clock.now())
      const { airingId } = request.body
      const isSounding = status?.state === 'playing' || status?.state === 'device-error'
      if (stale || !isSounding || status.airingId !== airingId) throw new StationError('not-on-air')
      await writeCommand(config.dataDir, {
        id: randomUUID(),
        kind: 'stop',
        airingId,
        by: personOf(request).displayName,
        at: clock.now(),
      })
      return { done: true } as const
    },
  )

  app.get('/api/live', async (_request, reply) => {
    reply.hijack()
    live.attach(reply.raw)
    live.tell({ event: 'on-air', data: await statusOf(deps) })
  })

  let stillTells = 0
  const telling = setInterval(() => {
    if (!live.anyone) return
    statusOf(deps).then(
      (status) => {
        const isMoving = status.state === 'playing' || status.state === 'stopping'
        stillTells = isMoving ? 0 : stillTells + 1
        if (isMoving || stillTells % MOST_STILL_TELLS === 1) live.tell({ event: 'on-air', data: status })
      },
      (err: unknown) => log.warn({ err }, 'Chưa đọc được trạng thái phát sóng'),
    )
  }, TELL_EVERY_MS)
  return { close: () => clearInterval(telling) }
}

/** What the on-air process says of itself, with its problems as sentences; `not-running` when it says nothing. */
export async function statusOf({ config, clock }: Deps): Promise<OnAirStatus> {
  const { status, stale } = await readStatus(config.dataDir, clock.now())
  if (!status || stale) {
    return {
      at: clock.now(),
      state: 'not-running',
      problems: [
        'Chương trình phát sóng không chạy: đóng rồi mở lại Lên Sóng trên máy phát; lịch phát vẫn còn nguyên.',
      ],
    }
  }
  const { at, state, device, airingId, title, positionMs, durationMs, levelDbfs, next, problems } = status
  return {
    at,
    state,
    problems: [...new Set(problems.map(({ code }) => problemSentence(code)))],
    ...(device && { device }),
    ...(airingId !== undefined && { airingId }),
    ...(title !== undefined && { title }),
    ...(positionMs !== undefined && { positionMs }),
    ...(durationMs !== undefined && { durationMs }),
    ...(levelDbfs && { levelDbfs }),
    ...(next && { next }),
  }
}
