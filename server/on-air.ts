import { flushCompileCache } from 'node:module'
import { join, resolve } from 'node:path'
import { createOutputWatch, createPlayer, machineDeviceClock, NULL_DEVICE_ID } from '../audio/index.ts'
import { type OnAirEvent, startOnAir, systemClock } from '../schedules/index.ts'
import { makeOnAirFolder, openJournal, openStatus } from './handover/index.ts'
import { runHook } from './hooks/index.ts'
import { openLog, openRotatingFile } from './logs/index.ts'
import { keepAwake, WAKE_AHEAD_MS, wakeComputerAt } from './machine/index.ts'
import {
  commandObeyer,
  keepCaptures,
  keepWakeUp,
  LockedError,
  masterChecker,
  raisePriority,
  readPast,
  statusOf,
  takeLock,
  watchPlan,
  wordsOf,
} from './playout/index.ts'

/**
 * The playout process: `node server/on-air.ts <data folder>`. It reads the plan, sounds what is due, writes the journal.
 * No HTTP, no database, no network: whatever else is down, this goes on. Exits 3 when another one lives on the same
 * folder. SIGTERM or SIGINT silence it at once; started again inside an airing it goes on where that should be by then.
 */
const ALREADY_RUNNING = 3
const USAGE = 2
const STATUS_MS = 100
const IDLE_STATUS_EVERY = 5
const CAPTURES_MS = 60_000
const COMPILED_AFTER_MS = 10_000

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
const lock = await takeLock(dataDir, files, clock).catch((error: unknown) => {
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
// It ends by a kill or a power cut more often than not: what Node keeps for the next start is written now.
setTimeout(flushCompileCache, COMPILED_AFTER_MS).unref()
// From the first moment on: whoever looks must see that this one lives.
const endTouch = clock.everySecond(() => void lock.touch().catch(() => {}))

try {
  await raisePriority()
} catch (error) {
  log('Không được nâng mức ưu tiên của tiến trình phát sóng; vẫn phát bình thường', { reason: String(error) })
}

const past = await readPast(dataDir, files, clock.now())
if (past.damaged.length > 0) {
  log('Nhật ký phát có dòng bị hỏng, đã bỏ qua các dòng đó', { damaged: past.damaged.slice(0, 20) })
}
let diskTrouble = false
const journal = await openJournal(files.journal, past.lastSeq, {
  mayClose: () => player.armed().length === 0,
  now: clock.now,
  monotonicMs: clock.monotonicMs,
  onTrouble({ refused, error }) {
    diskTrouble = refused
    if (refused) log('Đĩa không nhận nhật ký, giữ tạm trong bộ nhớ và thử lại mỗi giây', { reason: String(error) })
  },
})
const player = createPlayer({ onEvent: (event) => loop.onPlayerEvent(event), onHanded: (block) => watch.handed(block) })
const watch = createOutputWatch({ clock: machineDeviceClock(), sinkOf: () => player.status().sink })
const append = (event: OnAirEvent) => {
  journal.append(event)
  log(wordsOf(event), { event: event.event, airingId: event.airingId, ...event.details })
}

append({
  at: clock.now(),
  event: 'process-started',
  details: { pid: process.pid, nodeVersion: process.version, tookOver: lock.tookOver },
})

if (past.cutShort !== undefined) append(past.cutShort)

const fault = (error: unknown) => append({ at: clock.now(), event: 'fault', details: { error: String(error) } })

const captures = keepCaptures({
  dataDir,
  output: watch,
  now: clock.now,
  onRoom: (isEnough) =>
    log(
      isEnough ? 'Đĩa đã đủ chỗ, thu đầu ra trở lại' : 'Đĩa còn dưới 1 GB, tạm không thu đầu ra; vẫn phát bình thường',
    ),
})
const lookAtCaptures = () => captures.look().catch(fault)
await lookAtCaptures()
const capturesTimer = setInterval(() => void lookAtCaptures(), CAPTURES_MS)

const loop = startOnAir({
  clock,
  player,
  checkMaster: masterChecker(dataDir),
  output: captures.output,
  capturePath: captures.pathFor,
  runHook,
  append,
  history: past.history,
  isNullDevice: (deviceId) => deviceId === NULL_DEVICE_ID,
})
const obeyCommands = commandObeyer({
  folder: files.commands,
  acknowledged: past.acknowledged,
  obey: (command) => void loop.wish(command),
  acknowledgedSafely: () => journal.flush(1000),
  onRubbish: (path) => log('Bỏ qua một tệp lệnh không hợp lệ', { path }),
  onFault: fault,
})

const awake = keepAwake()
const wakeUp = keepWakeUp({
  clock,
  wakeAt: wakeComputerAt,
  aheadMs: WAKE_AHEAD_MS,
  onSet: (result, instantMs) => {
    if (result === 'set') log('Đã hẹn giờ để máy tự bật trước lượt phát', { at: new Date(instantMs).toISOString() })
  },
})

let planWrittenAt: number | undefined
const endPlanWatch = await watchPlan({
  files,
  clock,
  onPlan(plan) {
    planWrittenAt = plan.writtenAt
    const device = { ...plan.device, isNull: plan.device.id === NULL_DEVICE_ID }
    const { writtenAt, airings } = plan
    append({ at: clock.now(), event: 'plan-read', details: { writtenAt, airings: airings.length, device } })
    captures.setReturnInput(plan.returnInput !== undefined)
    loop.setPlan(plan)
  },
  onRefused: (problems) => append({ at: clock.now(), event: 'plan-refused', details: { problems } }),
  onFault: fault,
  onLook: obeyCommands,
})

const statusFile = await openStatus(files.status)
let turn = 0
let writingStatus = false
const statusTimer = setInterval(async () => {
  const picture = loop.picture()
  wakeUp(picture.next?.startsAt)
  if (writingStatus || (picture.state === 'idle' && turn++ % IDLE_STATUS_EVERY !== 0)) return
  writingStatus = true
  try {
    const status = statusOf(picture, player.status(), { at: clock.now(), planWrittenAt })
    if (diskTrouble) status.problems = [...status.problems, { code: 'journal-disk' }]
    await statusFile.write(status)
  } catch {
    // A disk that is full refuses this too; the next one comes in a moment.
  } finally {
    writingStatus = false
  }
}, STATUS_MS)

let ending = false
const end = async (reason: string, exitCode: number) => {
  if (ending) return
  ending = true
  loop.end()
  watch.rest()
  endTouch()
  awake.release()
  endPlanWatch()
  clearInterval(statusTimer)
  clearInterval(capturesTimer)
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
