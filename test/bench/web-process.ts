import { fileURLToPath } from 'node:url'
import { type ChildProcess, end, record } from '../on-air/run.ts'

/** The real web process of a station. */
export interface WebProcess {
  origin: string
  pid: number
  stop: () => Promise<unknown>
}

/** Starts it on a data folder and waits until it says where it listens. Rejects when it ends before. */
export async function startWebProcess(dataDir: string): Promise<WebProcess> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  let text = ''
  const web: ChildProcess = record(
    process.execPath,
    // As the supervisor starts it (server/run.ts).
    ['--max-semi-space-size=2', fileURLToPath(new URL('../../server/main.ts', import.meta.url))],
    {
      ...process.env,
      LEN_SONG_DATA: dataDir,
      LEN_SONG_PORT: '0',
      LEN_SONG_HTTPS_PORT: '0',
      LEN_SONG_HOST: '127.0.0.1',
    },
    (bytes) => {
      text += bytes
      const origin = /http:\/\/localhost:\d+/.exec(text)?.[0]
      if (origin !== undefined) resolve(origin.replace('localhost', '127.0.0.1'))
    },
    (error) => (text += error),
  )
  web.once('exit', (code) => reject(new Error(`the web process ended with ${code}:\n${text}`)))
  const origin = await promise
  return { origin, pid: web.pid ?? 0, stop: () => end(web, 'SIGTERM') }
}
