import { type Running, startTied } from '../run.ts'

/** Keeps the web process alive. */
export interface WebKeeper {
  /** Asks it to end, kills it after ten seconds. */
  stop(): Promise<void>
}

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 10_000
const LIVED_WELL_MS = 30_000
/** Ended by itself sooner than this: it could not open its port or its data, and has said so. */
const STARTED_MS = 5000
const END_WITHIN_MS = 10_000
const LEASH = new URL('./leash.ts', import.meta.url).href

/**
 * Starts the program and starts it again when it ends: after 1 s, later after up to 10 s when it keeps ending at once.
 * `called`: what it is to whoever reads the terminal.
 */
export function keepWeb(
  program: string,
  monotonicMs: () => number,
  onOutput: (text: string) => void,
  say: (text: string) => void,
  called = 'Trang web',
): WebKeeper {
  let child: Running | undefined
  let ending = false
  let waitMs = FIRST_WAIT_MS
  let timer: NodeJS.Timeout | undefined

  const start = async () => {
    const startedMs = monotonicMs()
    const mine = startTied(['--import', LEASH, program], onOutput)
    child = mine
    const { code, signal, error } = await mine.exited
    if (ending) return
    if (monotonicMs() - startedMs > LIVED_WELL_MS) waitMs = FIRST_WAIT_MS
    const neverRan = monotonicMs() - startedMs < STARTED_MS && signal === null
    say(
      neverRan
        ? `${called} chưa chạy được, thử lại sau ${waitMs / 1000} giây; lịch phát sóng vẫn chạy. Muốn dừng hẳn: Ctrl+C.`
        : `${called} đã ngừng (${error?.message ?? signal ?? code}), chạy lại sau ${waitMs / 1000} giây; việc phát sóng không bị ảnh hưởng`,
    )
    timer = setTimeout(() => void start(), waitMs)
    waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)
  }
  void start()

  return {
    async stop() {
      ending = true
      clearTimeout(timer)
      if (child === undefined) return
      child.kill('SIGTERM')
      const killer = setTimeout(() => child?.kill('SIGKILL'), END_WITHIN_MS)
      await child.exited
      clearTimeout(killer)
    },
  }
}
