import { createHash } from 'node:crypto'
import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../schedules/index.ts'
import { layOutZip } from '../../../server/archives/index.ts'
import type { Programme, WardStation } from '../../../server/contract/index.ts'
import { type DeliveryFile, type DeliveryForm, deliveriesFor, takenBy } from '../../../server/stations/index.ts'
import { TestStation, until } from '../../builders.ts'
import { end, output, start } from '../../on-air/run.ts'

/** What a line brings while it holds, so that it can be cut in the middle. */
const LINE_BYTES_A_SECOND = '2M'
const CUT_AFTER_BYTES = 1_500_000

let station: TestStation
let origin: string
let files: DeliveryFile[]
let folder: string

beforeAll(async () => {
  station = await TestStation.open()
  await station.setUp()
  const programme = await station.get<Programme>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
  await station.readyEdition(programme.id, '2026-11', 12)
  origin = await station.app.listen({ host: '127.0.0.1', port: 0 })
  ;[{ files } = { files: [] }] = await deliveriesFor({ db: station.db, clock: systemClock() }, '')
})
afterAll(() => station.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'len-song-downloads-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const newWard = (name: string) => station.get<WardStation>('POST', '/api/ward-stations', { name })
const takes = ({ id }: WardStation) => takenBy(station.db, { wardStationId: id })
function fileOf(form: DeliveryForm): DeliveryFile {
  const found = files.find((file) => file.form === form)
  if (!found) throw new Error(`nothing is offered as ${form}`)
  return found
}

/** The same of curl, whose own limit lets the first megabytes through at once: what it hands on stands in this file's way. */
async function cutCurl(url: string, path: string): Promise<void> {
  const child = start('curl', ['-sf', url], { stdio: ['ignore', 'pipe', 'ignore'] })
  const taken: Buffer[] = []
  let bytes = 0
  for await (const piece of child.stdout ?? []) {
    taken.push(piece as Buffer)
    bytes += (piece as Buffer).length
    if (bytes > CUT_AFTER_BYTES) break
  }
  await end(child, 'SIGKILL')
  await writeFile(path, Buffer.concat(taken))
}

/** Starts a downloader and kills it in the middle, as a power cut does. */
async function cut(program: string, args: string[], path: string): Promise<void> {
  const child = start(program, args, { stdio: 'ignore' })
  await until('half of the file', async () => {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode} before it was cut`)
    const written = await stat(path).catch(() => undefined)
    return written && written.blocks * 512 > CUT_AFTER_BYTES ? true : undefined
  })
  await end(child, 'SIGKILL')
}

describe('a download that was cut goes on where it stopped, byte for byte, and is a receipt then', () => {
  const PROGRAMS: [name: string, first: (path: string) => string[], again: (path: string) => string[]][] = [
    ['curl', () => [], (path) => ['-sf', '-C', '-', '-o', path]],
    ['wget', (path) => ['-q', `--limit-rate=${LINE_BYTES_A_SECOND}`, '-O', path], (path) => ['-q', '-c', '-O', path]],
    [
      'aria2c',
      (path) => ['-q', `--max-overall-download-limit=${LINE_BYTES_A_SECOND}`, ...ariaPlace(path)],
      (path) => ['-q', '-c', ...ariaPlace(path)],
    ],
  ]
  const ariaPlace = (path: string) => [
    '--file-allocation=none',
    '--disk-cache=0',
    '-d',
    folder,
    '-o',
    path.slice(folder.length + 1),
  ]

  for (const [program, first, again] of PROGRAMS) {
    for (const form of ['wav', 'zip'] as const) {
      it(`by ${program}, of the ${form}`, async () => {
        const ward = await newWard(`Trạm tải ${form} bằng ${program}`)
        const { path: address, bytes, sha256 } = fileOf(form)
        const url = `${origin}${ward.linkPath}/${address}`
        const path = join(folder, `tep.${form}`)
        if (program === 'curl') await cutCurl(url, path)
        else await cut(program, [...first(path), url], path)
        await until('the broken download on record', async () => {
          const lines = await station.get<{ wardName: string }[]>('GET', '/api/downloads')
          return lines.some(({ wardName }) => wardName === ward.name) ? true : undefined
        })
        expect(await takes(ward)).toEqual([])
        await output(program, [...again(path), url], process.env)
        const taken = await readFile(path)
        expect(taken.length).toBe(bytes)
        if (sha256 !== undefined) expect(createHash('sha256').update(taken).digest('hex')).toBe(sha256)
        const [take] = await until('the receipt', async () => {
          const found = await takes(ward)
          return found.length > 0 ? found : undefined
        })
        expect(take?.knownBy).toBe('bytes')
      })
    }
  }

  it('by aria2 on four connections at once, against its hash', async () => {
    const ward = await newWard('Trạm tải bốn đường')
    const { path: address, sha256 } = fileOf('wav')
    const args = ['-q', '-x4', '-s4', '-k1M', '--file-allocation=none', `--checksum=sha-256=${sha256}`, '-d', folder]
    await output('aria2c', [...args, '-o', 'tep.wav', `${origin}${ward.linkPath}/${address}`], process.env)
    expect(
      createHash('sha256')
        .update(await readFile(join(folder, 'tep.wav')))
        .digest('hex'),
    ).toBe(sha256)
  })

  it('and an archive that went on is one that unpacks, with its list of hashes right', async () => {
    const ward = await newWard('Trạm giải nén')
    const url = `${origin}${ward.linkPath}/${fileOf('zip').path}`
    const path = join(folder, 'tat-ca.zip')
    await cutCurl(url, path)
    await output('curl', ['-sf', '-C', '-', '-o', path, url], process.env)
    await output('python3', ['-m', 'zipfile', '-e', path, join(folder, 'ra')], process.env)
    await output('sh', ['-c', `cd '${join(folder, 'ra')}' && sha256sum --quiet -c SHA256SUMS.txt`], process.env)
  })
})

describe('an archive larger than 4 GiB', () => {
  it('is read by others as well: its last file is found behind the first', async () => {
    const large = { name: 'bản gốc dài.wav', bytes: 4.5 * 1024 ** 3, crc32: 0, madeOn: '2026-11-22' }
    const words = Buffer.from('Kính thưa quý vị và các bạn.')
    const parts = [large, { name: 'kịch bản.txt', bytes: words.length, crc32: crc32(words), madeOn: '2026-11-22' }]
    const { stretches, bytes } = layOutZip(parts)
    const path = join(folder, 'lon.zip')
    // Where the large file would stand there is a hole: it takes no room on the disk.
    const file = await open(path, 'w')
    let at = 0
    for (const stretch of stretches) {
      if ('own' in stretch) at += (await file.write(stretch.own, 0, stretch.own.length, at)).bytesWritten
      else if (stretch.part === 1) at += (await file.write(words, 0, words.length, at)).bytesWritten
      else at += large.bytes
    }
    await file.close()
    expect((await stat(path)).size).toBe(bytes)
    const read = await output(
      'python3',
      [
        '-c',
        'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print([(i.filename, i.file_size) for i in z.infolist()]); print(z.read("kịch bản.txt").decode())',
        path,
      ],
      { ...process.env, PYTHONUTF8: '1' },
    )
    expect(read).toBe(`[('bản gốc dài.wav', ${large.bytes}), ('kịch bản.txt', ${words.length})]\n${words}\n`)
  })
})

describe('a station under a flood', () => {
  it('of ten thousand requests at once from one address goes on serving a ward', async () => {
    const ward = await newWard('Trạm mở trang giữa lúc bị dội')
    const page = `${origin}${ward.linkPath}`
    expect((await fetch(page)).status).toBe(200)
    const FLOODERS = 200
    const EACH = 50
    const begun = performance.now()
    let isOver = false
    const waits: number[] = []
    const served = (async () => {
      while (!isOver) {
        const asked = performance.now()
        expect((await fetch(page)).status).toBe(200)
        waits.push(performance.now() - asked)
      }
    })()
    const flood = Array.from({ length: FLOODERS }, (_, n) =>
      knock(Array.from({ length: EACH }, (_, place) => `${n}x${place}`)),
    )
    const statuses = (await Promise.all(flood)).flat()
    isOver = true
    await served
    const seconds = (performance.now() - begun) / 1000
    const worstMs = Math.max(...waits)
    process.stdout.write(
      `flood: ${FLOODERS * EACH} requests over after ${seconds.toFixed(1)} s; the ward's page ${waits.length} times, at worst after ${worstMs.toFixed(0)} ms\n`,
    )
    expect(statuses.filter((status) => status === '404').length).toBeLessThanOrEqual(600)
    expect(statuses.filter((status) => status === '429').length).toBeGreaterThan(FLOODERS / 2)
    expect(statuses.filter((status) => status !== '404' && status !== '429')).toEqual([])
    expect(worstMs).toBeLessThan(5000)
  })

  /** Guesses on one connection, none waiting for the answer to the one before; the answers' statuses. */
  async function knock(guesses: readonly string[]): Promise<(string | undefined)[]> {
    const { hostname, port } = new URL(origin)
    const socket = connect(Number(port), hostname)
    let text = ''
    socket.on('data', (bytes: Buffer) => (text += bytes.toString('latin1')))
    // Turned away before all was read: the station resets what it does not want.
    socket.on('error', () => {})
    const requests = guesses.map(
      (guess) => `GET /tram/${guess.padStart(32, 'A')} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`,
    )
    socket.write(requests.join(''))
    await new Promise((resolve) => {
      socket.on('close', resolve)
      socket.on('data', () => {
        if (text.split('HTTP/1.1 ').length > guesses.length) socket.destroy()
      })
    })
    return [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)
  }
})
