import { flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { findFfmpeg } from '../audio/index.ts'
import { systemClock } from '../schedules/index.ts'
import { buildApp } from './app.ts'
import { readConfig } from './config.ts'
import { closeDb, lockFolder, openDb } from './db/index.ts'
import { StationError } from './errors.ts'
import { HttpsSide, type HttpsState } from './https/index.ts'
import { keepAwake } from './machine/index.ts'
import { realProbes } from './preflight/index.ts'
import { ffmpegSentence, lanAddresses } from './station/index.ts'

const COMPILED_AFTER_MS = 10_000

/** The HTTP process: opens the data, builds the app, listens, prints the address, and ends cleanly on SIGTERM. */
async function main(): Promise<void> {
  const config = readConfig()
  const clock = systemClock()
  const ffmpeg = await findFfmpeg({
    searchPath: config.searchPath,
    ...(config.ffmpegPath !== undefined && { configuredPath: config.ffmpegPath }),
  })
  lockFolder(config.dataDir, 'web')
  const db = await openDb(config.dataDir)
  const awake = keepAwake()
  const https = new HttpsSide({ dataDir: config.dataDir, host: config.host, port: config.httpsPort, clock })
  const app = await buildApp({
    config,
    db,
    clock,
    ffmpeg,
    https,
    probes: realProbes(awake),
    pagesDir: join(import.meta.dirname, '..', 'web', 'dist'),
    logger: { level: 'info' },
    ...(config.oneTimeCode !== undefined && { oneTimeCode: config.oneTimeCode }),
    demo: config.demo,
  })

  let isEnding = false
  const end = async () => {
    if (isEnding) return
    isEnding = true
    awake.release()
    await app.close()
    await closeDb(db)
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)

  await app.listen({ host: config.host, port: config.port }).catch(async (cause: unknown) => {
    await end()
    const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE'
    throw isTaken ? new StationError('port-taken', { port: config.port }, { cause }) : cause
  })
  await https.open(app)
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : config.port
  app.log.info({ node: process.version, ffmpeg, dataDir: config.dataDir }, 'Lên Sóng đã sẵn sàng')
  // Also where it is never ended in an orderly way, the next start finds what Node compiled.
  setTimeout(flushCompileCache, COMPILED_AFTER_MS).unref()
  process.stdout.write(`\n${welcome(port, config.host, https.state, ffmpegSentence(ffmpeg))}\n\n`)
}

function welcome(port: number, host: string, https: HttpsState, ffmpeg: string): string {
  const addresses = lanAddresses(port, host)
  const others = addresses.map((address) => `  Máy khác trong đài:  ${address}`)
  return [
    '  LÊN SÓNG đang chạy.',
    `  Mở trên máy này:     http://localhost:${port}`,
    ...others,
    ...httpsLines(https, addresses),
    `  Xử lý âm thanh:      ${ffmpeg}`,
  ].join('\n')
}

function httpsLines(https: HttpsState, plainAddresses: readonly string[]): string[] {
  if (https.state === 'failed') return [`  HTTPS:               ${https.error.sentence}`]
  if (https.state !== 'serving') return []
  return plainAddresses
    .filter((address) => https.names.includes(new URL(address).hostname))
    .flatMap((address) => [
      `  Thu bằng điện thoại: https://${new URL(address).hostname}:${https.port}`,
      `                       (lần đầu mở ${address}/tin-cay để điện thoại tin đài)`,
    ])
}

main().catch((cause: unknown) => {
  const told =
    cause instanceof StationError
      ? cause.sentence
      : cause instanceof Error
        ? (cause.stack ?? cause.message)
        : String(cause)
  process.stderr.write(`\nKhông khởi động được: ${told}\n`)
  process.exitCode = 1
})
