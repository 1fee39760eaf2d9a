import { join, resolve } from 'node:path'
import { createPlayer, NULL_DEVICE_ID } from '../audio/index.ts'
import { type History, type OnAirEvent, remember, startOnAir, systemClock } from '../schedules/index.ts'
import {
  makeOnAirFolder,
  type OnAirStatus,
  openJournal,
  openStatus,
  readJournal,
  readStatus,
  removeCommand,
  waitingCommands,
} from './handover/index.ts'
import { openLog, openRotatingFile } from './logs/index.ts'
import { LockedError, masterChecker, raisePriority, takeLock, watchPlan, wordsOf } from './playout/index.ts'

/**
 * The playout process: `node server/on-air.ts <data folder>`. It reads the plan, sounds what is due, writes the journal.
 * No HTTP, no database, no network: whatever else is down, this goes on. Exits 3 when another one lives on the same
 * folder. SIGTERM or SIGINT silence it at once; started again inside an airing it goes on where that should be by then.
 */
const ALREADY_RUNNING = 3
const USAGE = 2
const STATUS_MS = 100
const IDLE_STATUS_EVERY = 5

const clock = systemClock()
const argument = process.argv[2]
if (argument === undefined) {
  process.stderr.write('Cách chạy: node server/on-air.ts <thư mục dữ liệu>\n')
  process.exit(USAGE)
}
const dataDir = resolve(argument)
const logFile = openRotatingFile(join(dataDir, 'logs', 'on-air.log'))
const log = openLog(clock.now, logFile)

const files = await makeOnAirFolder(dataDir)
const lock = await takeLock(dataDir, files, clock.now).catch((error: unknown) => {
  if (!(error instanceof LockedError)) throw error
  log('Đã có một tiến trình phát sóng khác chạy trên thư mục dữ liệu này, không chạy thêm', {
    ...error.details,
    dataDir,
  })
  return undefined
})
if (lock === undefined) {
  await logFile.flush()
  process.exit(ALREADY_RUNNING)
}

try {
  await raisePriority()
} catch (error) {
  log('Không được nâng mức ưu tiên của tiến trình phát sóng; vẫn phát bình thường', { reason: String(error) })
}

const past = await readJournal(files.journal)
const history: History = new Map()
const acknowledged = new Set<unknown>()
for (const entry of past.entries) {
  remember(history, entry)
  if (entry.event === 'command') acknowledged.add(entry.details.commandId)
}
if (past.corrupt.length > 0 || past.torn) {
  log('Nhật ký phát có dòng bị hỏng, đã bỏ qua các dòng đó', { corrupt: past.corrupt, torn: past.torn })
}
const killedAt = (await readStatus(dataDir, clock.now())).status
let diskTrouble = false
const journal = await openJournal(files.journal, past.entries.at(-1)?.seq ?? 0, {
  now: clock.now,
  monotonicMs: clock.monotonicMs,
  onTrouble({ refused, error }) {
    diskTrouble = refused
    if (refused) log('Đĩa không nhận nhật ký, giữ tạm trong bộ nhớ và thử lại mỗi giây', { reason: String(error) })
  },
})
const append = (event: OnAirEvent) => {
  journal.append(event)
  log(wordsOf(event), { event: event.event, airingId: event.airingId, ...event.details })
}

append({
  at: clock.now(),
  event: 'process-started',
  details: { pid: process.pid, nodeVersion: process.version, tookOver: lock.tookOver },
})

// Killed while it sounded: the status knows to a tenth of a second what was heard, the journal only to ten seconds.
if (killedAt?.airingId !== undefined && killedAt.positionMs !== undefined) {
  const { airingId, positionMs, at } = killedAt
  if (history.get(airingId)?.started && history.get(airingId)?.outcome === undefined) {
    const event: OnAirEvent = { at, event: 'sounding', airingId, details: { positionMs } }
    remember(history, event)
    append(event)
  }
}

const player = createPlayer({ onEvent: (event) => loop.onPlayerEvent(event) })
const loop = startOnAir({
  clock,
  player,
  checkMaster: masterChecker(dataDir),
  append,
  history,
  isNullDevice: (deviceId) => deviceId === NULL_DEVICE_ID,
})

let obeying = false
const obeyCommands = async () => {
  if (obeying) return
  obeying = true
  try {
    for (const { path, command } of await waitingCommands(files.commands)) {
      if (command === undefined) log('Bỏ qua một tệp lệnh không hợp lệ', { path })
      else if (!acknowledged.has(command.id)) {
        acknowledged.add(command.id)
        loop.wish(command)
      }
      // The file goes only when the acknowledgement is safe; until then it would be known by its id.
      if (await journal.flush(1000)) await removeCommand(path)
    }
  } catch (error) {
    append({ at: clock.now(), event: 'fault', details: { error: String(error) } })
  } finally {
    obeying = false
  }
}

let planWrittenAt: number | undefined
const endPlanWatch = await watchPlan({
  files,
  clock,
  onPlan(plan) {
    planWrittenAt = plan.writtenAt
    const device = { ...plan.device, isNull: plan.device.id === NULL_DEVICE_ID }
    const { writtenAt, airings } = plan
    append({ at: clock.now(), event: 'plan-read', details: { writtenAt, airings: airings.length, device } })
    loop.setPlan(plan)
  },
  onRefused: (problems) => append({ at: clock.now(), event: 'plan-refused', details: { problems } }),
  onFault: (error) => append({ at: clock.now(), event: 'fault', details: { error: String(error) } }),
  onLook: () => void obeyCommands(),
})

const statusFile = await openStatus(files.status)
let turn = 0
let writingStatus = false
const statusTimer = setInterval(async () => {
  const picture = loop.picture()
  if (writingStatus || (picture.state === 'idle' && turn++ % IDLE_STATUS_EVERY !== 0)) return
  writingStatus = true
  try {
    await statusFile.write(statusOf(picture))
  } catch {
    // A disk that is full refuses this too; the next one comes in a moment.
  } finally {
    writingStatus = false
  }
}, STATUS_MS)

function statusOf({ state, device, airing, next, problems }: ReturnType<typeof loop.picture>): OnAirStatus {
  const { cueId, positionMs, levelDbfs } = player.status()
  const sounding = airing !== undefined && cueId === airing.airingId
  return {
    pid: process.pid,
    at: clock.now(),
    state,
    ...(device && { device }),
    ...(airing && { airingId: airing.airingId, title: airing.title, durationMs: airing.durationMs }),
    ...(sounding && positionMs !== undefined && { positionMs }),
    ...(sounding && levelDbfs && { levelDbfs }),
    ...(next && { next: { airingId: next.airingId, startsAt: next.startsAt, title: next.title } }),
    ...(planWrittenAt !== undefined && { planWrittenAt }),
    problems: diskTrouble ? [...problems, { code: 'journal-disk' }] : problems,
  }
}

const endTouch = clock.everySecond(() => void lock.touch().catch(() => {}))

let ending = false
const end = async (reason: string, exitCode: number) => {
  if (ending) return
  ending = true
  loop.end()
  endTouch()
  endPlanWatch()
  clearInterval(statusTimer)
  const free = await player.close()
  append({ at: clock.now(), event: 'process-stopped', details: { reason } })
  await journal.flush(2000)
  await journal.close()
  await statusFile.close()
  await lock.release()
  await logFile.flush()
  // A thread that a frozen sound server holds would keep the process for ever.
  if (!free) process.kill(process.pid, 'SIGKILL')
  process.exit(exitCode)
}
process.on('SIGTERM', () => void end('SIGTERM', 0))
process.on('SIGINT', () => void end('SIGINT', 0))
// Its terminal may go; it stays on the air.
process.on('SIGHUP', () => log('Cửa sổ dòng lệnh đã đóng, việc phát vẫn tiếp tục'))
process.on('uncaughtException', (error) => {
  log('Tiến trình phát sóng gặp lỗi và sẽ chạy lại', { error: error.stack ?? String(error) })
  void end('fault', 1)
})
