import { findFfmpeg } from '../../audio/index.ts'
import { systemClock, timeAt } from '../../schedules/index.ts'
import { readWardConfig } from '../config.ts'
import { STATION_ZONE } from '../deps.ts'
import { sinceBootMs } from '../machine/index.ts'
import { startWardPlayer } from './player.ts'
import { openWardFolder } from './ward-folder.ts'

/**
 * The half of a ward's player that talks with the station: a process of its own beside the on-air process, which goes on
 * without it. Ends on SIGTERM.
 */
const clock = systemClock()
const config = readWardConfig()
const say = (text: string) =>
  void process.stdout.write(`${timeAt(Math.round(clock.now() / 1000) * 1000, STATION_ZONE)} ${text}\n`)

const settings = await (await openWardFolder(config.dataDir)).readSettings()
if (settings === undefined) {
  say('Máy này chưa có đường dẫn của trạm: chạy npm run ward -- ĐƯỜNG-DẪN.')
  process.exit(1)
}
const player = await startWardPlayer({
  dataDir: config.dataDir,
  clock,
  sinceBootMs,
  settings,
  findFfmpeg: () =>
    findFfmpeg({
      searchPath: config.searchPath,
      ...(config.ffmpegPath !== undefined && { configuredPath: config.ffmpegPath }),
    }),
  say,
})

let isEnding = false
const end = async () => {
  if (isEnding) return
  isEnding = true
  await player.end()
  process.exit(0)
}
process.on('SIGTERM', () => void end())
process.on('SIGINT', () => void end())
