import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'
import { systemClock } from '../schedules/index.ts'
import { overrideSettings, readWardConfig } from './config.ts'
import { lockFolder } from './db/index.ts'
import { StationError } from './errors.ts'
import { stopOnSignals, superviseStation } from './supervise/index.ts'
import { sinceLastRun, tellPlayer } from './ward-player/index.ts'

/**
 * `npm run ward -- LINK`: a ward's unattended player. Keeps two processes alive on a data folder of their own: the on-air
 * process, the same as a station's, and the one that brings plan and files home and sends the journal. What it was told once
 * it knows the next time.
 */
const NODE = '24.'

const A_STATION =
  'Thư mục dữ liệu này là của một đài. Đặt LEN_SONG_DATA thành một thư mục khác cho máy phát của trạm rồi chạy lại.'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const refuse = (sentence: string): never => {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

if (!process.versions.node.startsWith(NODE)) {
  refuse(
    `Cần Node 24, nhưng đang chạy bằng ${process.version}. Hãy chạy “npm ci” rồi “npm run ward” trong thư mục này: Node 24 được cài kèm theo.`,
  )
}

const told = tellPlayer(process.argv.slice(2))
if ('sentence' in told) refuse(told.sentence)
else await run(told)

async function run(told: Parameters<typeof sinceLastRun>[1]): Promise<void> {
  const dataDir = ownDataDir()
  const settings = await sinceLastRun(dataDir, told, process.stdin.isTTY ? askDevice : undefined)
  if ('sentence' in settings) return refuse(settings.sentence)
  // The other two processes find the folder there; what Node made of our programs is kept.
  overrideSettings({ LEN_SONG_DATA: dataDir, NODE_COMPILE_CACHE: `${dataDir}/compiled` })
  const clock = systemClock()
  const ward = superviseStation({
    dataDir,
    clock,
    onAirProgram: here('./on-air.ts'),
    webProgram: here('./ward-player/main.ts'),
    webCalled: 'Phần nhận lịch và tệp',
    buildProgram: undefined,
  })
  stopOnSignals(ward, clock.monotonicMs)
  ward.say(`Lên Sóng, máy phát của trạm, Node ${process.version}, dữ liệu: ${dataDir}`)
  ward.say(`Phát ra: ${settings.device.name}. Tải dạng: ${settings.form}.`)
}

/** The data folder, this process's own from now on; never a station's. */
function ownDataDir(): string {
  try {
    const config = readWardConfig()
    if (existsSync(join(config.dataDir, 'station.db'))) return refuse(A_STATION)
    lockFolder(config.dataDir, 'start')
    return config.dataDir
  } catch (cause) {
    const sentence = cause instanceof StationError ? cause.sentence : undefined
    if (sentence === undefined) throw cause
    return refuse(sentence)
  }
}

async function askDevice(devices: readonly string[]): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    process.stdout.write('Máy này phát ra thiết bị nào?\n')
    for (const [place, name] of devices.entries()) process.stdout.write(`  ${place + 1}. ${name}\n`)
    return await terminal.question('Ghi số của thiết bị rồi nhấn Enter: ')
  } finally {
    terminal.close()
  }
}
