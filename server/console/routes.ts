import { clearInterval, setInterval } from 'node:timers'
import { addDays, dateAt, instantOf } from '../../schedules/index.ts'
import { airingsBetween, asRunBetween, problemSentence } from '../airings/index.ts'
import { type OnAirStatus, type Preflight, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { STATION_ZONE } from '../deps.ts'
import { readStatus, type OnAirStatus as StatusFile } from '../handover/index.ts'
import { currentPauses } from '../pauses/index.ts'

const DAYS_AHEAD = 7
const DAYS_OF_LOG = 7
const TELL_EVERY_MS = 200
const MOST_STILL_TELLS = 5

/** The on-air console: what sounds now, what comes next, the log; and the live stream that keeps it current. */
export function registerConsole(app: App, deps: Deps, preflight: () => Promise<Preflight>): { close: () => void } {
  const { db, clock, live, log } = deps

  app.get('/api/console', { schema: { response: { 200: schema.Console } } }, async () => {
    const now = clock.now()
    const today = dateAt(now, STATION_ZONE)
    const midnight = (days: number) => instantOf(addDays(today, days), '00:00', STATION_ZONE)
    return {
      status: await statusOf(deps),
      today: await airingsBetween(db, midnight(0), midnight(1), now),
      next: await airingsBetween(db, midnight(1), midnight(1 + DAYS_AHEAD), now),
      pauses: await currentPauses(deps),
      preflight: await preflight(),
      log: (await asRunBetween(db, midnight(-DAYS_OF_LOG), midnight(1), now)).reverse(),
    }
  })

  app.get('/api/live', async (request, reply) => {
    reply.hijack()
    if (request.wardStationId !== undefined) {
      live.attach(reply.raw, 'changes')
      return
    }
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
  const { at, state, problems, title, positionMs, durationMs, airingId, driftPpm } = status
  const { device, levelDbfs, next, output, emergency, displaced, paused, relay } = status
  return {
    at,
    state,
    problems: [
      ...new Set([...problems, ...alarmsOf(status)].map(({ code, details }) => problemSentence(code, details))),
    ],
    ...(device && { device }),
    ...(status.isReserveDevice && { isReserveDevice: true }),
    ...(airingId !== undefined && { airingId }),
    ...(title !== undefined && { title }),
    ...(positionMs !== undefined && { positionMs }),
    ...(durationMs !== undefined && { durationMs }),
    ...(levelDbfs && { levelDbfs }),
    ...(next && { next }),
    ...(driftPpm !== undefined && { driftPpm }),
    ...(output && { output }),
    ...(emergency && { emergency }),
    ...(displaced && { displaced }),
    ...(paused && { paused }),
    ...(relay && { relay }),
  }
}

/** What the fields of a status say is wrong, whether or not it stands among the problems. */
function alarmsOf({ isReserveDevice, output, relay }: StatusFile): StatusFile['problems'] {
  const codes = [
    ...(isReserveDevice ? ['reserve-device'] : []),
    ...(output?.alarm ? [output.alarm] : []),
    ...(relay === 'failed' ? ['relay-failed'] : []),
  ]
  return codes.map((code) => ({ code }))
}
