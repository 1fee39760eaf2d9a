import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AudioError } from '../../../audio/index.ts'
import { StationError } from '../../../server/errors.ts'
import { Listeners, type SoundIo } from '../../../server/hearing/listeners.ts'
import { until } from '../../builders.ts'
import { FakeClock } from '../../fake-clock.ts'

const CHUNK = Buffer.alloc(64 * 1024, 7)

describe('hearing what is made while one listens', () => {
  let app: FastifyInstance
  let clock: FakeClock
  let listeners: Listeners
  let origin: string
  let sockets: Socket[]
  let made: { io: SoundIo; chunks: number; ended: boolean }[]
  /** What the next listeners are made: so many chunks, then the end or a fault. */
  let length: number
  let fault: Error | undefined
  beforeEach(async () => {
    app = Fastify({ forceCloseConnections: true })
    clock = new FakeClock(0)
    listeners = new Listeners({ clock, log: app.log })
    sockets = []
    made = []
    length = Number.POSITIVE_INFINITY
    fault = undefined
    app.setErrorHandler((cause, _request, reply) =>
      reply.code(409).send({ code: cause instanceof StationError ? cause.code : 'internal' }),
    )
    app.get('/', { exposeHeadRoute: false }, (_request, reply) =>
      listeners.send(reply, async (io) => {
        const one = { io, chunks: 0, ended: false }
        made.push(one)
        try {
          for (; one.chunks < length; one.chunks++) {
            if (io.signal.aborted) throw new AudioError('cancelled')
            await io.onChunk(CHUNK)
            await new Promise((resolve) => setImmediate(resolve))
          }
          if (fault) throw fault
        } finally {
          one.ended = true
        }
      }),
    )
    origin = await app.listen({ host: '127.0.0.1', port: 0 })
  })
  afterEach(async () => {
    for (const socket of sockets) socket.destroy()
    await listeners.close()
    await app.close()
    expect(made.every(({ ended }) => ended)).toBe(true)
  })

  /** Somebody who asks and then does not read. */
  async function deafListener(): Promise<Socket> {
    const { hostname, port } = new URL(origin)
    const socket = connect(Number(port), hostname)
    sockets.push(socket)
    await once(socket, 'connect')
    socket.pause()
    const before = made.length
    socket.write(`GET / HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`)
    await until('the making', () => (made.length > before ? true : undefined))
    return socket
  }
  const atRest = async (one: { chunks: number } | undefined) => {
    let before = -1
    await until('a making that is held back', async () => {
      if (one && one.chunks === before) return true
      before = one?.chunks ?? -1
      await new Promise((resolve) => setTimeout(resolve, 50))
      return undefined
    })
  }

  it('gets every byte, and is told that it cannot be skipped through or kept', async () => {
    length = 20
    const answer = await fetch(origin)
    expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.alloc(20 * CHUNK.length, 7))).toBe(true)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'audio/mpeg',
      'cache-control': 'no-store',
      'accept-ranges': 'none',
    })
  })

  it('is made no further than somebody reads, and ends in the instant in which the listener goes', async () => {
    const socket = await deafListener()
    await atRest(made[0])
    expect(made[0]?.ended).toBe(false)
    socket.destroy()
    const leftAt = performance.now()
    await until('the end', () => made[0]?.ended || undefined)
    expect(performance.now() - leftAt).toBeLessThan(1000)
  })

  it('is refused to a fourth, and given to it once another has gone', async () => {
    const [first] = [await deafListener(), await deafListener(), await deafListener()]
    const refused = await fetch(origin)
    expect([refused.status, await refused.json()]).toEqual([409, { code: 'too-many-listening' }])
    first.destroy()
    await until('the end', () => made[0]?.ended || undefined)
    length = 1
    expect((await (await fetch(origin)).arrayBuffer()).byteLength).toBe(CHUNK.length)
  })

  it('is taken from whoever has not read for a while when another wants it', async () => {
    for (let place = 0; place < 3; place++) await deafListener()
    for (const one of made) await atRest(one)
    clock.advance(20_000)
    length = 1
    expect((await fetch(origin)).status).toBe(200)
    expect(made.filter(({ ended }) => ended).length).toBe(2)
  })

  it('is refused with its reason when nothing could be made, and broken off when something was', async () => {
    length = 0
    fault = new AudioError('input-missing', { title: 'Tin thứ nhất' })
    const refused = await fetch(origin)
    expect([refused.status, await refused.json()]).toEqual([409, { code: 'input-missing' }])
    length = 3
    await expect(fetch(origin).then((answer) => answer.arrayBuffer())).rejects.toThrow()
  })

  it('ends for all when the station does', async () => {
    await deafListener()
    await deafListener()
    await listeners.close()
    expect(made.map(({ ended }) => ended)).toEqual([true, true])
  })
})
