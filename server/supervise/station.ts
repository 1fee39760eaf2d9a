import { join } from 'node:path'
import { type Clock, timeAt } from '../../schedules/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { openRotatingFile } from '../logs/index.ts'
import { startTied } from '../run.ts'
import { followFile } from './follow.ts'
import { keepOnAir } from './keep-on-air.ts'
import { keepWeb, type WebKeeper } from './keep-web.ts'

export interface StationParts {
  dataDir: string
  clock: Clock
  /** Paths of the two programs. */
  onAirProgram: string
  webProgram: string
  /** What the web program is called to whoever reads the terminal; absent: “Trang web”. */
  webCalled?: string
  /** Finds the program that builds the pages first, and its arguments; undefined when they are fresh. */
  buildProgram: (() => Promise<string[] | undefined>) | undefined
}

/** The running station, as its supervisor sees it. */
export interface Supervised {
  /** Ends both processes. */
  stop(): Promise<void>
  /** Ends the web process only; the on-air process goes on and the next supervisor adopts it. */
  leaveOnAir(): Promise<void>
  sounding(): Promise<string | undefined>
  say(text: string): void
}

/** Starts and keeps alive: first the on-air process, which waits for nothing; then the pages and the web process. */
export function superviseStation(parts: StationParts): Supervised {
  const { dataDir, clock, onAirProgram, webProgram, webCalled, buildProgram } = parts
  const webLog = openRotatingFile(join(dataDir, 'logs', 'web.log'))
  const ownLog = openRotatingFile(join(dataDir, 'logs', 'start.log'))
  process.stdout.on('error', () => {})
  const print = (text: string) => void process.stdout.write(text)
  const say = (text: string) => {
    print(`${text}\n`)
    ownLog.write(`${JSON.stringify({ at: new Date(clock.now()).toISOString(), message: text })}\n`)
  }
  const onWebOutput = (text: string) => {
    print(spoken(text))
    webLog.write(text)
  }

  const endFollow = followFile(join(dataDir, 'logs', 'on-air.log'), (line) => {
    const text = readable(line)
    if (text !== undefined) print(`[phát sóng] ${text}\n`)
  })
  const onAir = keepOnAir(dataDir, onAirProgram, clock, say)
  let web: WebKeeper | undefined
  let ending = false
  const startWeb = async () => {
    const build = await buildProgram?.().catch((error: unknown) => {
      say(`Không xem được các trang web đã dựng chưa: ${String(error)}`)
      return undefined
    })
    if (build !== undefined && !ending) {
      say('Đang dựng các trang web, mất khoảng nửa phút…')
      const { code } = await startTied(build, onWebOutput).exited
      if (code !== 0) say('Không dựng được các trang web (xem logs/web.log); dùng bản đã dựng trước nếu có')
    }
    if (!ending) web = keepWeb(webProgram, clock.monotonicMs, onWebOutput, say, webCalled)
  }
  void startWeb()

  const endWeb = async () => {
    ending = true
    await web?.stop()
    endFollow()
    await webLog.flush()
    await ownLog.flush()
  }

  return {
    async stop() {
      await Promise.all([endWeb(), onAir.stop()])
    },
    async leaveOnAir() {
      onAir.leave()
      await endWeb()
    },
    sounding: onAir.sounding,
    say,
  }
}

/** A line of the on-air log for the terminal; the level every ten seconds stays in the file. */
function readable(line: string): string | undefined {
  try {
    const { at, message, event } = JSON.parse(line) as Record<string, unknown>
    return event === 'sounding'
      ? undefined
      : `${timeAt(Math.round(Date.parse(String(at)) / 1000) * 1000, STATION_ZONE)} ${String(message)}`
  } catch {
    return line
  }
}

/** What is meant for people: the lines of the log are for the file. */
function spoken(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('{'))
    .join('\n')
}
