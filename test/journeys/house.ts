import { access, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { until } from '../builders.ts'
import { type ChildProcess, end, output, start } from '../on-air/run.ts'

/** The whole station as `npm start` runs it: supervisor, web process, on-air process, on a data folder of its own. */
export interface House {
  origin: string
  dataDir: string
  /** The pids of the web process and of the on-air process. */
  pidOf(program: 'main.ts' | 'on-air.ts'): Promise<number>
  /** What the supervisor and its children printed. */
  printed(): string
  close(): Promise<void>
}

const START = new URL('../../server/start.ts', import.meta.url).pathname

/**
 * Starts it and waits until its pages answer. `env` are the surroundings: sound server, machine zone. `host` is where it
 * listens; it always answers on the loopback address.
 */
export async function startHouse(env: Record<string, string> = {}, host = '127.0.0.1'): Promise<House> {
  const dataDir = await mkdtemp(join(tmpdir(), 'len-song-house-'))
  const port = await freePort()
  const supervisor = start(process.execPath, [START], {
    env: {
      ...process.env,
      LEN_SONG_HTTPS_PORT: '0',
      ...env,
      LEN_SONG_DATA: dataDir,
      LEN_SONG_PORT: String(port),
      LEN_SONG_HOST: host,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [supervisor.stdout, supervisor.stderr]) stream?.on('data', (part: Buffer) => (text += part))
  const origin = `http://127.0.0.1:${port}`
  const answers = until(
    'the station’s pages',
    async () => {
      if (supervisor.exitCode !== null) throw new Error(`the station ended:\n${text}`)
      return fetch(`${origin}/api/me`).then(
        (answer) => answer.ok || undefined,
        () => undefined,
      )
    },
    90_000,
  )
  await answers.catch(async (cause: unknown) => {
    const [ended] = await Promise.allSettled([close(supervisor, dataDir)])
    throw ended.status === 'fulfilled'
      ? cause
      : new AggregateError([cause, ended.reason], 'the station neither answers nor ends')
  })
  return {
    origin,
    dataDir,
    printed: () => text,
    pidOf: (program) => until(`the process ${program}`, () => pidOf(program, dataDir)),
    close: () => close(supervisor, dataDir),
  }
}

async function close(supervisor: ChildProcess, dataDir: string): Promise<void> {
  await end(supervisor, 'SIGTERM')
  await until('the end of both processes', async () => ((await pidsIn(dataDir)).length === 0 ? true : undefined))
  await rm(dataDir, { recursive: true, force: true })
}

/** Our processes on this data folder, by their surroundings: other stations on this machine are not ours. */
async function pidsIn(dataDir: string): Promise<{ pid: number; command: string }[]> {
  const listed = await output('ps', ['-eww', '-o', 'pid=', '-o', 'args=', 'e'], process.env).catch(() => '')
  return listed
    .split('\n')
    .filter((line) => line.includes(dataDir))
    .map((line) => ({ pid: Number.parseInt(line, 10), command: line }))
    .filter(({ pid }) => pid !== process.pid)
}

async function pidOf(program: string, dataDir: string): Promise<number | undefined> {
  return (await pidsIn(dataDir)).find(({ command }) => command.includes(`server/${program}`))?.pid
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

const CHROMIUMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
/** What every Chromium of a test is started with. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A real Chromium of the machine's; `env` gives it a sound server, `flags` what a journey needs besides. */
export async function openBrowser(env: Record<string, string> = {}, flags: string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: await browserPath(),
    args: [...FLAGS, ...flags],
    env: { ...definedEnv(), ...env },
  })
}

/** Where the machine's Chromium is. */
export async function browserPath(): Promise<string> {
  for (const path of CHROMIUMS) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    )
    if (isThere) return path
  }
  throw new Error('no Chromium on this machine')
}

export const DESK = { width: 1366, height: 768 }
export const TELEPHONE = { width: 390, height: 844 }

/** A person at a browser; what goes wrong on the page fails the test. */
export async function openPage(browser: Browser, viewport = DESK, options: Parameters<Browser['newContext']>[0] = {}) {
  const context: BrowserContext = await browser.newContext({ viewport, locale: 'vi-VN', ...options })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  return { page, context, faults }
}

/** Runs a part of a journey; when it fails, the error says what stood on the page and what the station printed. */
export async function watched<T>(page: Page, house: House, part: () => Promise<T>): Promise<T> {
  try {
    return await part()
  } catch (cause) {
    const words = await page
      .locator('body')
      .innerText({ timeout: 2000 })
      .catch(() => '(the page does not answer)')
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`${why}\n--- ${page.url()}\n${words}\n--- printed\n${house.printed().slice(-4000)}`, { cause })
  }
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
