import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HookTried } from '../../../server/contract/index.ts'
import { runHook } from '../../../server/hooks/index.ts'
import { TestStation, until } from '../../builders.ts'

const command = (text: string, withinMs = 5000, facts: Record<string, string> = {}) =>
  runHook({ kind: 'command', command: text }, withinMs, facts)
const program = (code: string) => `"${process.execPath}" -e '${code}'`

describe('a hook that is a command line', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'len-song-hook-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const pidIn = (file: string) =>
    until(`a pid in ${file}`, async () => {
      const pid = Number(await readFile(join(folder, file), 'utf8').catch(() => ''))
      return pid > 0 ? pid : undefined
    })

  it('is run by the shell and is told the facts', async () => {
    const done = await command('echo "$LEN_SONG_EVENT: $LEN_SONG_EDITION_ID" && echo lỗi nhỏ >&2', 5000, {
      event: 'before',
      editionId: "12'; echo $HOME\0",
    })
    expect(done).toMatchObject({ result: 'done', said: "before: 12'; echo $HOME\nlỗi nhỏ" })
    expect(done.tookMs).toBeGreaterThan(0)
  })

  it('has failed when its exit code is not 0, or there is no such program', async () => {
    expect(await command('echo máy phát không nghe; exit 1')).toMatchObject({
      result: 'failed',
      said: 'máy phát không nghe',
    })
    expect(await command('exit 3')).toMatchObject({ result: 'failed', said: 'Lệnh kết thúc với mã 3' })
    expect(await command('kill -9 $$')).toMatchObject({ result: 'failed', said: 'Lệnh kết thúc với mã SIGKILL' })
    const absent = await command('bat-may-phat-khong-co --on')
    expect(absent.result).toBe('failed')
    expect(absent.said).toContain('not found')
  })

  it('is not told the settings of the station', async () => {
    process.env.LEN_SONG_ONE_TIME_CODE = 'bí mật'
    try {
      expect((await command('echo "[$LEN_SONG_ONE_TIME_CODE][$PATH]"')).said).toBe(`[][${process.env.PATH}]`)
    } finally {
      delete process.env.LEN_SONG_ONE_TIME_CODE
    }
  })

  it('is ended with all that it started when its time is over, even what refuses to end', async () => {
    const refuses = 'process.on("SIGTERM",()=>{});setInterval(()=>{},1000);'
    const write = (name: string) => `require("fs").writeFileSync("${join(folder, name)}",String(process.pid));`
    const hanging = command(`${program(refuses + write('grandchild'))} & ${program(refuses + write('child'))}`, 1500)
    const [child, grandchild] = await Promise.all([pidIn('child'), pidIn('grandchild')])
    const { result, tookMs } = await hanging
    expect(result).toBe('timed-out')
    expect(tookMs).toBeGreaterThanOrEqual(1500)
    expect(tookMs).toBeLessThan(3500)
    for (const pid of [child, grandchild]) await until(`the end of ${pid}`, () => isGone(pid), 2000)
  })

  it('takes with it what it left in the background', async () => {
    const { result, tookMs, said } = await command(`sleep 60 & echo $! > ${join(folder, 'left')}; echo xong`)
    expect({ result, said }).toEqual({ result: 'done', said: 'xong' })
    expect(tookMs).toBeLessThan(2000)
    const left = await pidIn('left')
    await until(`the end of ${left}`, () => isGone(left), 2000)
  })

  it('may flood its output: 500 characters are kept, and the process has time for other things', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 5)
    const { result, said } = await command('yes phát thanh', 700)
    clearInterval(timer)
    expect(result).toBe('timed-out')
    expect(said.length).toBeGreaterThan(490)
    expect(said.length).toBeLessThanOrEqual(500)
    expect(said.startsWith('phát thanh\nphát thanh')).toBe(true)
    expect(turns).toBeGreaterThan(60)
  })
})

describe('a hook that is an address', () => {
  let server: Server
  let answer: (request: IncomingMessage, response: ServerResponse, body: string) => void
  let origin: string
  beforeEach(async () => {
    server = createServer(async (request, response) => {
      const parts = await request.toArray()
      answer(request, response, Buffer.concat(parts).toString())
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterEach(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  const ask = (path = '/', withinMs = 5000) =>
    runHook({ kind: 'url', url: origin + path }, withinMs, { event: 'after' })

  it('gets the facts as JSON, and its answer is kept', async () => {
    let seen: object | undefined
    answer = ({ method, headers }, response, body) => {
      seen = { method, type: headers['content-type'], facts: JSON.parse(body) }
      response.end('đã tắt máy phát')
    }
    expect(await ask()).toMatchObject({ result: 'done', said: 'đã tắt máy phát' })
    expect(seen).toEqual({ method: 'POST', type: 'application/json; charset=utf-8', facts: { event: 'after' } })
  })

  it('is followed where it leads, and has failed when it answers so', async () => {
    answer = ({ url }, response) => {
      if (url === '/cu') response.writeHead(307, { location: '/moi' }).end()
      else if (url === '/moi') response.end('tới nơi')
      else response.writeHead(500).end('hỏng')
    }
    expect(await ask('/cu')).toMatchObject({ result: 'done', said: 'tới nơi' })
    expect(await ask('/khac')).toMatchObject({ result: 'failed', said: 'HTTP 500 Internal Server Error hỏng' })
  })

  it('has failed where nobody listens, in a sentence', async () => {
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    server.listen(0)
    const { result, said } = await runHook({ kind: 'url', url: `http://127.0.0.1:${port}/` }, 5000, {})
    expect({ result, said }).toEqual({
      result: 'failed',
      said: 'Máy ở địa chỉ này từ chối kết nối (ECONNREFUSED)',
    })
    expect((await runHook({ kind: 'url', url: 'http://' }, 5000, {})).result).toBe('failed')
  })

  it('has timed out when it does not answer, or does not come to an end', async () => {
    answer = () => {}
    expect(await ask('/', 300)).toMatchObject({ result: 'timed-out', said: 'Quá 0,3 giây, chưa có trả lời.' })
    answer = (_request, response) => void response.write('đang')
    const slow = await ask('/', 300)
    expect(slow).toMatchObject({
      result: 'timed-out',
      said: 'Quá 0,3 giây, đã trả lời HTTP 200 nhưng chưa gửi hết. đang',
    })
    expect(slow.tookMs).toBeLessThan(1000)
  })

  it('is read no further than what is kept', async () => {
    answer = (_request, response) => {
      const write = () => response.write('á'.repeat(10_000), () => response.destroyed || setImmediate(write))
      write()
    }
    const { result, said } = await ask()
    expect({ result, length: said.length }).toEqual({ result: 'done', length: 500 })
  })

  it('is tried from the settings page by people who are signed in', async () => {
    answer = (_request, response, body) => void response.end(JSON.parse(body).event)
    const station = await TestStation.open()
    try {
      await station.setUp()
      const target = { kind: 'url', url: origin }
      expect(await station.get<HookTried>('POST', '/api/station/hooks/try', { target })).toMatchObject({
        result: 'done',
        said: 'try',
      })
      const odd = await station.refused('POST', '/api/station/hooks/try', { target: { kind: 'url', url: 'tel:113' } })
      expect(odd.code).toBe('bad-request')
      station.forget()
      expect((await station.refused('POST', '/api/station/hooks/try', { target })).status).toBe(401)
    } finally {
      await station.close()
    }
  })
})

/** A process that ended and was not waited for by whoever inherited it does nothing any more either. */
async function isGone(pid: number): Promise<true | undefined> {
  const path = `/proc/${pid}/stat`
  if (!(await stat(path).catch(() => undefined))) return true
  return / Z /.test(await readFile(path, 'utf8').catch(() => ' Z ')) ? true : undefined
}
