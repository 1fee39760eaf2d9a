import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { systemClock } from '../schedules/index.ts'
import { overrideSettings, readConfig } from './config.ts'
import { lockFolder } from './db/index.ts'
import { StationError } from './errors.ts'
import { pagesAreOld, stopOnSignals, superviseStation } from './supervise/index.ts'

/**
 * `npm start`: keeps the station's two processes alive. The on-air process starts first, before any look at the pages or
 * the data, and outlives everything else; a new supervisor adopts it instead of starting a second.
 */
const NODE = '24.'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

if (!process.versions.node.startsWith(NODE)) {
  process.stderr.write(
    `Cần Node 24, nhưng đang chạy bằng ${process.version}. Hãy chạy “npm ci” rồi “npm start” trong thư mục này: Node 24 được cài kèm theo.\n`,
  )
  process.exit(1)
}

const dataDir = ownDataDir()
// What Node made of our programs is kept: both start in half the time, and 50 MB smaller.
overrideSettings({ NODE_COMPILE_CACHE: join(dataDir, 'compiled') })
const clock = systemClock()
const station = superviseStation({
  dataDir,
  clock,
  onAirProgram: here('./on-air.ts'),
  webProgram: here('./main.ts'),
  async buildProgram() {
    const old = await pagesAreOld(here('../web'), [here('./contract'), here('../package-lock.json')])
    return old ? [here('./supervise/build-pages.ts'), here('../web/vite.config.ts')] : undefined
  },
})
stopOnSignals(station, clock.monotonicMs)
station.say(`Lên Sóng, Node ${process.version}, dữ liệu: ${dataDir}`)

/** The data folder, this process's own from now on; what is wrong with the settings or the folder ends the start in a sentence. */
function ownDataDir(): string {
  try {
    const config = readConfig()
    lockFolder(config.dataDir, 'start')
    return config.dataDir
  } catch (cause) {
    const told =
      cause instanceof StationError ? cause.sentence : cause instanceof RangeError ? cause.message : undefined
    if (told === undefined) throw cause
    process.stderr.write(`${told}\n`)
    process.exit(1)
  }
}
