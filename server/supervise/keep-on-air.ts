import type { Clock } from '../../schedules/index.ts'
import { onAirFolder, readIfThere, readStatus } from '../handover/index.ts'
import { type HangWatch, isAlive, signsOf, watchForHang } from '../playout/index.ts'
import { type Running, startFree } from '../run.ts'

/** Keeps one on-air process alive on a data folder. */
export interface OnAirKeeper {
  /** What sounds now, by its own word; undefined when nothing does. */
  sounding(): Promise<string | undefined>
  /** Ends it: asked first, killed after five seconds. */
  stop(): Promise<void>
  /** Lets it go on without us. */
  leave(): void
}

/** The process in our care. */
interface Kept {
  pid: number | undefined
  /** Undefined for one that was found living. */
  own: Running | undefined
  startedMs: number
  watch: HangWatch
}

const LOOK_MS = 250
/** It has not taken the lock yet: on a busy machine just after its start that may take a while. */
const STARTS_WITHIN_MS = 20_000
/** One that ends at once is not started more often than this. */
const START_EVERY_MS = 1000
const END_WITHIN_MS = 5000
/** The device's thread must not wait for ordinary threads that clean up for it: on a busy machine they come late. */
const OWN_COLLECTOR = '--single-threaded-gc'

/** Adopts the process that lives on the folder, or starts one; starts another at once when it is gone or hangs. */
export function keepOnAir(dataDir: string, program: string, clock: Clock, say: (text: string) => void): OnAirKeeper {
  const files = onAirFolder(dataDir)
  let kept: Kept | undefined
  let ending = false
  let looking = false
  let soon: NodeJS.Timeout | undefined

  const start = () => {
    const own = startFree([OWN_COLLECTOR, program, dataDir])
    kept = { pid: own.pid, own, startedMs: clock.monotonicMs(), watch: watchForHang() }
    own.exited.then(() => tick())
  }

  const hangs = async ({ pid = 0, startedMs, watch }: Kept) => {
    const holder = await holderOf(files.lock)
    // A lock without a number is ours as well: a full disk takes the name and nothing else.
    if (holder !== pid && holder !== 0) return clock.monotonicMs() - startedMs > STARTS_WITHIN_MS
    return watch.note(await signsOf(dataDir, files, pid), clock.monotonicMs()).hangs
  }

  const look = async () => {
    if (kept?.pid !== undefined && isAlive(kept.pid)) {
      if (!(await hangs(kept))) return
      say('Tiến trình phát sóng không còn trả lời, chạy lại')
      kill(kept, 'SIGKILL')
      await gone(kept.pid, START_EVERY_MS)
    }
    const living = await livingOnAir(dataDir)
    if (ending) return
    const nowMs = clock.monotonicMs()
    if (living !== undefined) {
      kept = { pid: living, own: undefined, startedMs: nowMs, watch: watchForHang() }
      say(`Tiến trình phát sóng đang chạy sẵn (số hiệu ${living}), tiếp tục trông nó`)
      return
    }
    const waitMs = kept === undefined ? 0 : kept.startedMs + START_EVERY_MS - nowMs
    if (waitMs > 0) {
      clearTimeout(soon)
      soon = setTimeout(() => void tick(), waitMs)
      return
    }
    if (kept !== undefined) say('Tiến trình phát sóng đã ngừng, chạy lại ngay')
    start()
  }

  const tick = async () => {
    if (looking || ending) return
    looking = true
    try {
      await look()
    } catch (error) {
      say(`Không xem được tiến trình phát sóng: ${String(error)}`)
    } finally {
      looking = false
    }
  }
  const timer = setInterval(() => void tick(), LOOK_MS)
  void tick()
  const rest = () => {
    ending = true
    clearInterval(timer)
    clearTimeout(soon)
  }

  return {
    async sounding() {
      const { status, stale: isStale } = await readStatus(dataDir, clock.now())
      return !isStale && status?.state === 'playing' ? (status.title ?? '') : undefined
    },
    async stop() {
      rest()
      if (kept?.pid === undefined || !isAlive(kept.pid)) return
      kill(kept, 'SIGTERM')
      if (!(await gone(kept.pid, END_WITHIN_MS))) kill(kept, 'SIGKILL')
    },
    leave: rest,
  }
}

function kill({ pid, own }: Kept, signal: NodeJS.Signals): void {
  if (own !== undefined) own.kill(signal)
  else if (pid !== undefined && isAlive(pid)) process.kill(pid, signal)
}

async function gone(pid: number, withinMs: number): Promise<boolean> {
  for (let waited = 0; waited < withinMs && isAlive(pid); waited += 20) await wait(20)
  return !isAlive(pid)
}

/** The pid in the lock; 0 when it holds none, undefined without a lock. */
async function holderOf(lock: string): Promise<number | undefined> {
  const text = await readIfThere(lock).catch(() => undefined)
  const holder = Number(text)
  return text === undefined ? undefined : Number.isInteger(holder) && holder > 0 ? holder : 0
}

/** The pid of a process that holds the folder's lock and shows that it is alive. */
async function livingOnAir(dataDir: string): Promise<number | undefined> {
  const holder = (await holderOf(onAirFolder(dataDir).lock)) ?? 0
  return isAlive(holder) && (await writesStatus(dataDir, holder)) ? holder : undefined
}

async function writesStatus(dataDir: string, holder: number): Promise<boolean> {
  const first = (await readStatus(dataDir, 0)).status
  if (first?.pid !== holder) return false
  await wait(700)
  const { status } = await readStatus(dataDir, 0)
  return status?.pid === holder && status.at !== first.at
}

function wait(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
