import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Programme, WardStation } from '../../server/contract/index.ts'
import { closeDb, openDb } from '../../server/db/index.ts'
import { MediaStore } from '../../server/media/index.ts'
import { listRenders } from '../../server/renders/index.ts'
import { TestStation, until } from '../builders.ts'
import { writeNoise } from '../on-air/noise.ts'
import { end, output, start } from '../on-air/run.ts'
import { delay, startSoundServer } from '../on-air/sound-server.ts'
import { isInstalled } from './installed.ts'
import { AIRING_MS, EVERY_MS, FIRST_MS, type Heard, lane, tellHeard } from './lanes.ts'
import { pssBytesOf } from './memory.ts'
import { startWebProcess } from './web-process.ts'

const CLIENTS = 300
const FILES = 30
const FILE_BYTES = 30_000_000
const WARDS = 10
const LEAST_OF_NGINX = 0.8
const MOST_PSS_BYTES = 256 * 1024 ** 2

/**
 * `npm run bench -- downloads [seconds on air, default 120]`: 300 clients at once take a file of 30 MB from the real web
 * process, then 30 different ones, in turn with nginx (Debian's) serving the same files of the same disk, while short
 * airings of the real on-air process are captured. The clients are one curl. Ends with 1 when the median throughput is below
 * 0.8 of nginx's, the web process takes more than 256 MB, or an airing is late or altered (bars of `busy`).
 */
export async function run([seconds = '120']: string[]): Promise<void> {
  for (const program of ['nginx', 'curl']) {
    if (!(await isInstalled(program))) throw new Error(`apt-get install ${program}`)
  }
  const folder = await mkdtemp(join(tmpdir(), 'len-song-downloads-'))
  const ends: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })]
  try {
    const { dataDir, paths } = await manyFiles(folder)
    const web = await startWebProcess(dataDir)
    ends.unshift(web.stop)
    const nginx = await startNginx(folder, join(dataDir, 'media'))
    ends.unshift(nginx.stop)
    const sound = await startSoundServer({ sinks: ['lane'] })
    ends.unshift(() => sound.stop())
    const noise = await writeNoise(join(folder, 'noise.wav'), AIRING_MS / 1000, 11)

    const ours = paths.map(({ address }) => `${web.origin}${address}`)
    const theirs = paths.map(({ file }) => `${nginx.origin}${file}`)
    const airings = Math.max(4, Math.ceil((Number.parseInt(seconds, 10) * 1000) / EVERY_MS))
    let heard: Heard[] | undefined
    const onAir = lane(sound, folder, 'lane', noise, airings).then((told) => {
      heard = told
    })
    await delay(FIRST_MS - 2000)
    const memory = watchMemory(web.pid)
    const rounds: Round[] = []
    const [[own], [nginxs]] = [ours.slice(0, WARDS), theirs]
    const oneOfOurs = ours.slice(0, WARDS).map((url) => (own ? url.replace(fileOf(url), fileOf(own)) : url))
    while (heard === undefined || rounds.length < 4) {
      rounds.push({ what: 'nginx, 1', mbps: await take(folder, [nginxs ?? '']) })
      rounds.push({ what: 'ours, 1', mbps: await take(folder, oneOfOurs) })
      rounds.push({ what: `nginx, ${FILES}`, mbps: await take(folder, theirs) })
      rounds.push({ what: `ours, ${FILES}`, mbps: await take(folder, ours) })
    }
    await onAir
    process.exitCode = tell(rounds, memory.stop(), heard) ? 0 : 1
  } finally {
    for (const stop of ends) await stop().catch(() => undefined)
  }
}

interface Round {
  what: string
  mbps: number
}

/** The part of a link that names the file: everything behind the ward's secret. */
function fileOf(url: string): string {
  return url.replace(/^.*?\/tram\/[^/]+/, '')
}

/** A data folder with 30 editions that wards may take, each with an MP3 of 30 MB, and where each is found. */
async function manyFiles(folder: string): Promise<{ dataDir: string; paths: { address: string; file: string }[] }> {
  const dataDir = join(folder, 'data')
  const station = await TestStation.open({ dataDir })
  await station.setUp()
  const programme = await station.get<Programme>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
  const links: string[] = []
  for (let n = 1; n <= WARDS; n++) {
    const ward = await station.get<WardStation>('POST', '/api/ward-stations', { name: `Trạm ${n}` })
    links.push(ward.linkPath ?? '')
  }
  const renderIds: string[] = []
  for (let n = 0; n < FILES; n++) {
    const month = new Date(Date.UTC(2024, 5 + n, 1)).toISOString().slice(0, 7)
    const edition = await station.readyEdition(programme.id, month, 1.5)
    const [render] = await listRenders(station.db, edition.id)
    if (!render) throw new Error('there is no render')
    renderIds.push(render.id)
  }
  await station.close({ keepData: true })

  const db = await openDb(dataDir)
  const media = await MediaStore.open(dataDir, db, Date.now)
  const paths: { address: string; file: string }[] = []
  for (const [n, renderId] of renderIds.entries()) {
    const made = join(folder, 'made.mp3')
    await writeFile(made, randomBytes(FILE_BYTES))
    const { sha256 } = await media.takeIn(made, 'audio/mpeg')
    await db.updateTable('render_outcomes').set({ mp3_sha256: sha256 }).where('render_id', '=', renderId).execute()
    const link = links[n % links.length] ?? ''
    paths.push({ address: `${link}/tep/${renderId}/ky-phat.mp3`, file: `/${sha256.slice(0, 2)}/${sha256}` })
  }
  await closeDb(db)
  return { dataDir, paths }
}

/** nginx as Debian configures it (sendfile, tcp_nopush, a worker a processor), on files of this folder. */
async function startNginx(folder: string, root: string): Promise<{ origin: string; stop: () => Promise<unknown> }> {
  const port = await freePort()
  const own = join(folder, 'nginx')
  await mkdir(own)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  await writeFile(
    join(own, 'nginx.conf'),
    `daemon off; worker_processes auto; pid ${own}/pid; error_log ${own}/error.log crit;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 1024; }
http {
  sendfile on; tcp_nopush on; default_type audio/mpeg; access_log ${own}/access.log;
  ${temporary.map((name) => `${name}_temp_path ${own}/${name};`).join(' ')}
  server { listen 127.0.0.1:${port} backlog=1024; root ${root}; }
}
`,
  )
  const nginx = start('nginx', ['-p', own, '-c', join(own, 'nginx.conf'), '-e', join(own, 'error.log')], {
    stdio: 'ignore',
  })
  const origin = `http://127.0.0.1:${port}`
  await until('nginx', async () => {
    if (nginx.exitCode !== null) throw new Error(`nginx ended with ${nginx.exitCode}`)
    return fetch(origin).then(
      () => true,
      () => undefined,
    )
  })
  return { origin, stop: () => end(nginx, 'SIGQUIT') }
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

/** 300 clients at once, each taking one of the addresses whole; megabytes a second from the first to the last. */
async function take(folder: string, urls: readonly string[]): Promise<number> {
  const config = join(folder, 'curl.txt')
  const wanted = Array.from({ length: CLIENTS }, (_, n) => urls[n % urls.length] ?? '')
  await writeFile(config, wanted.map((url) => `url = "${url}"\noutput = "/dev/null"\n`).join(''))
  const begun = performance.now()
  const told = await output(
    'curl',
    [
      '-s',
      '-Z',
      '--parallel-immediate',
      '--parallel-max',
      String(CLIENTS),
      '-w',
      '%{http_code} %{size_download}\\n',
      '-K',
      config,
    ],
    process.env,
  )
  const seconds = (performance.now() - begun) / 1000
  const whole = told.split('\n').filter((line) => line === `200 ${FILE_BYTES}`).length
  if (whole !== CLIENTS) throw new Error(`${whole} of ${CLIENTS} took the file whole:\n${told.slice(0, 500)}`)
  return (CLIENTS * FILE_BYTES) / 1e6 / seconds
}

function watchMemory(pid: number): { stop: () => number } {
  let most = 0
  const timer = setInterval(() => {
    void pssBytesOf(pid).then((bytes) => {
      most = Math.max(most, bytes)
    })
  }, 200)
  return {
    stop() {
      clearInterval(timer)
      return most
    },
  }
}

function tell(rounds: readonly Round[], mostPssBytes: number, heard: readonly Heard[] = []): boolean {
  const say = (text: string) => process.stdout.write(`${text}\n`)
  const middle = (what: string) => {
    const mbps = rounds.filter((round) => round.what === what).map((round) => round.mbps)
    return mbps.toSorted((a, b) => a - b)[Math.floor(mbps.length / 2)] ?? Number.NaN
  }
  say(`${CLIENTS} máy tải cùng lúc (clients at once), mỗi máy 30 MB; ${rounds.length / 4} lượt (rounds)`)
  const ratios = [1, FILES].map((files) => {
    const [own, nginx] = [middle(`ours, ${files}`), middle(`nginx, ${files}`)]
    say(
      `${files} tệp (files): đài (station) ${own.toFixed(0)} MB/s, nginx ${nginx.toFixed(0)} MB/s: ${(own / nginx).toFixed(2)} lần; mức (bar) ${LEAST_OF_NGINX}`,
    )
    return own / nginx
  })
  say(`bộ nhớ của máy chủ (memory of the web process): ${(mostPssBytes / 1024 ** 2).toFixed(0)} MB; mức (bar) 256`)
  say(`${heard.length} lượt phát (airings) trong lúc ấy (meanwhile)`)
  const isHeard = tellHeard(heard, say)
  return ratios.every((ratio) => ratio >= LEAST_OF_NGINX) && mostPssBytes <= MOST_PSS_BYTES && isHeard
}
