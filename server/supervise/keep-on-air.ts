import { readFile } from 'node:fs/promises'
import { onAirFolder, readStatus } from '../handover/index.ts'
import { isAlive, silentFor } from '../playout/index.ts'
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

const LOOK_MS = 1000
/** It gives a sign of life at least every second. */
const SIGN_EVERY_MS = 3000
/** None for so long while the process lives: it hangs. */
const HANGS_AFTER_LOOKS = 10
const END_WITHIN_MS = 5000

/** Adopts the process that lives on the folder, or starts one; starts another within a second whenever it is gone. */
export function keepOnAir(
  dataDir: string,
  program: string,
  now: () => number,
  say: (text: string) => void,
): OnAirKeeper {
  let own: Running | undefined
  let pid: number | undefined
  let adopted = false
  let stale = 0
  let ending = false
  let looking = false

  const start = () => {
    adopted = false
    own = startFree([program, dataDir])
    pid = own.pid
    stale = 0
  }

  const look = async () => {
    if (pid !== undefined && isAlive(pid)) {
      const silentMs = await silentFor(dataDir, onAirFolder(dataDir).lock, pid, now())
      stale = silentMs === undefined || silentMs > SIGN_EVERY_MS ? stale + 1 : 0
      if (stale < HANGS_AFTER_LOOKS) return
      say('Tiến trình phát sóng không còn trả lời, chạy lại')
      kill('SIGKILL')
      stale = 0
      return
    }
    const living = await livingOnAir(dataDir)
    if (ending) return
    if (living !== undefined) {
      adopted = true
      pid = living
      stale = 0
      say(`Tiến trình phát sóng đang chạy sẵn (số hiệu ${living}), tiếp tục trông nó`)
      return
    }
    if (pid !== undefined) say('Tiến trình phát sóng đã ngừng, chạy lại ngay')
    start()
  }

  const kill = (signal: NodeJS.Signals) => {
    if (!adopted) own?.kill(signal)
    else if (pid !== undefined && isAlive(pid)) process.kill(pid, signal)
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

  return {
    async sounding() {
      const { status, stale: isStale } = await readStatus(dataDir, now())
      return !isStale && status?.state === 'playing' ? (status.title ?? '') : undefined
    },
    async stop() {
      ending = true
      clearInterval(timer)
      const last = pid
      if (last === undefined || !isAlive(last)) return
      kill('SIGTERM')
      for (let waited = 0; waited < END_WITHIN_MS && isAlive(last); waited += 50) {
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      if (isAlive(last)) kill('SIGKILL')
    },
    leave() {
      ending = true
      clearInterval(timer)
    },
  }
}

/** The pid of a process that holds the folder's lock and says so itself. */
async function livingOnAir(dataDir: string): Promise<number | undefined> {
  const text = await readFile(onAirFolder(dataDir).lock, 'utf8').catch(() => '')
  const holder = Number(text)
  return Number.isInteger(holder) && isAlive(holder) && (await writesStatus(dataDir, holder)) ? holder : undefined
}

async function writesStatus(dataDir: string, holder: number): Promise<boolean> {
  const first = (await readStatus(dataDir, 0)).status
  if (first?.pid !== holder) return false
  await new Promise((resolve) => setTimeout(resolve, 700))
  const { status } = await readStatus(dataDir, 0)
  return status?.pid === holder && status.at !== first.at
}
