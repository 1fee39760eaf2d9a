import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findFfmpeg, listDevices, NULL_DEVICE_ID } from '../../audio/index.ts'
import { systemClock, timeAt } from '../../schedules/index.ts'
import { buildApp } from '../app.ts'
import { overrideSettings, readConfig } from '../config.ts'
import { closeDb, openDb } from '../db/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { startTied } from '../run.ts'
import { pagesAreOld, superviseStation } from '../supervise/index.ts'
import { openInBrowser } from './run.ts'
import { seedDemo } from './seed.ts'

/**
 * `npm run demo [-- DEVICE]`: the two-minute tour on a throw-away data folder, with an airing at the next whole minute and
 * the page open at the on-air console. It sounds on the null device unless a device is named: a tour must never sound over
 * a town's horns.
 */
const DEMO_PORT = '8088'
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const say = (text: string) => void process.stdout.write(`${text}\n`)

async function main(): Promise<void> {
  const clock = systemClock()
  const device = await namedDevice(process.argv[2])
  const dataDir = await mkdtemp(join(tmpdir(), 'len-song-demo-'))
  const code = randomBytes(12).toString('base64url')
  const { port: asked } = readConfig()
  overrideSettings({
    LEN_SONG_DATA: dataDir,
    LEN_SONG_PORT: asked === 8080 ? DEMO_PORT : String(asked),
    // No device should trust an authority that is thrown away with the data.
    LEN_SONG_HTTPS_PORT: '0',
    LEN_SONG_DEMO: '1',
    LEN_SONG_ONE_TIME_CODE: code,
  })
  const config = readConfig()
  say('LÊN SÓNG: chuyến tham quan hai phút trên dữ liệu dùng thử.')
  say(
    device.isNull
      ? 'Phát vào thiết bị rỗng: KHÔNG RA LOA NÀO. Muốn nghe thật: npm run demo -- "tên thiết bị".'
      : `Phát ra thiết bị thật: ${device.name}.`,
  )

  if (await pagesAreOld(here('../../web'), [here('../contract'), here('../../package-lock.json')])) {
    say('  · Dựng các trang web')
    await startTied([here('../supervise/build-pages.ts'), here('../../web/vite.config.ts')], say).exited
  }
  const db = await openDb(dataDir)
  const ffmpeg = await findFfmpeg({
    searchPath: config.searchPath,
    ...(config.ffmpegPath !== undefined && { configuredPath: config.ffmpegPath }),
  })
  const app = await buildApp({ config, db, clock, ffmpeg, demo: true })
  await app.ready()
  const airing = await seedDemo(app, clock, { airDeviceId: device.id, tell: (step) => say(`  · ${step}`) })
  await app.close()
  await closeDb(db)

  const station = superviseStation({
    dataDir,
    clock,
    onAirProgram: here('../on-air.ts'),
    webProgram: here('../main.ts'),
    buildProgram: undefined,
  })
  let isEnding = false
  const end = async () => {
    if (isEnding) return
    isEnding = true
    say('Đang dừng và xoá dữ liệu dùng thử…')
    await station.stop()
    await rm(dataDir, { recursive: true, force: true })
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end())

  const address = `http://localhost:${config.port}`
  await answers(`${address}/api/me`, clock)
  const page = `${address}/vao/${code}`
  say('')
  say(`  Lên sóng lúc ${timeAt(airing.startsAt, STATION_ZONE)}. Trang phát sóng: ${page}`)
  say('  (đường dẫn này chỉ vào được một lần). Nhấn Ctrl+C để kết thúc; dữ liệu dùng thử sẽ được xoá.')
  say('')
  openInBrowser(page)
}

/** The device that was named on the command line, by identity or by a part of its name; the null device without one. */
async function namedDevice(wanted: string | undefined): Promise<{ id: string; name: string; isNull: boolean }> {
  const { devices } = await listDevices()
  const found = devices.find(({ id, name }) =>
    wanted === undefined ? id === NULL_DEVICE_ID : id === wanted || name.toLowerCase().includes(wanted.toLowerCase()),
  )
  if (found) return found
  const list = devices.map(({ id, name }) => `  ${name}  (${id})`).join('\n')
  throw new RangeError(`Không thấy thiết bị “${wanted}”. Các thiết bị đang có:\n${list}`)
}

async function answers(url: string, clock: { now(): number; sleepUntil(at: number): Promise<void> }): Promise<void> {
  const deadline = clock.now() + 30_000
  while (clock.now() < deadline) {
    const isUp = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (isUp) return
    await clock.sleepUntil(clock.now() + 200)
  }
}

main().catch((cause: unknown) => {
  process.stderr.write(
    `\n${cause instanceof RangeError ? cause.message : `Chuyến tham quan không chạy được: ${String(cause)}`}\n`,
  )
  process.exit(1)
})
