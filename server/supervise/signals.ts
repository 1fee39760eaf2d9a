import type { Supervised } from './station.ts'

/** Within this, a second Ctrl+C means it. */
const ASK_MS = 5000
/** npm hands the terminal's SIGINT on, so that one Ctrl+C arrives twice. */
const SAME_PRESS_MS = 400

/**
 * Ctrl+C ends the station; while a programme sounds it says so and asks for a second one within five seconds. SIGTERM
 * ends it at once. When the terminal's window is closed (SIGHUP) the on-air process goes on.
 */
export function stopOnSignals(station: Supervised, monotonicMs: () => number): void {
  let askedMs: number | undefined
  let ending = false
  const end = async (how: () => Promise<void>) => {
    if (ending) return
    ending = true
    await how()
    process.exit(0)
  }
  process.on('SIGINT', async () => {
    const now = monotonicMs()
    if (ending || (askedMs !== undefined && now - askedMs < SAME_PRESS_MS)) return
    const title = await station.sounding()
    if (title !== undefined && (askedMs === undefined || now - askedMs > ASK_MS)) {
      askedMs = now
      station.say(`Đang phát “${title}”. Nhấn Ctrl+C lần nữa trong 5 giây để dừng cả việc phát.`)
      return
    }
    station.say('Đang dừng…')
    await end(station.stop)
  })
  process.on('SIGTERM', () => void end(station.stop))
  process.on('SIGHUP', () => void end(station.leaveOnAir))
}
