import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { Keeper, type KeeperEvent } from '../../../../web/pages/studio/keep/keeper.ts'
import type { KeptSummary, Opening } from '../../../../web/pages/studio/keep/kept.ts'
import { MemoryStore } from './memory-store.ts'

const RATE = 1_000
const HALF = RATE / 2
const PLACE = { editionId: 'e', itemId: 'i' }
const opening = (recordingId = 'r', base = { chunk: 0, frame: 0 }): Opening => ({
  ...PLACE,
  recordingId,
  revisionId: 'v',
  title: 'Lời chào',
  sampleRateHz: RATE,
  channels: 1,
  openedAt: 5,
  base,
})
const session = (sessionId = 's') => ({ sessionId, microphone: { autoGainControl: false } })

/** A page of a browser: its keeper, a microphone that counts upwards, and what the keeper said. */
class Page {
  readonly said: KeeperEvent[] = []
  readonly keeper: Keeper
  #now = 0
  #wall = 1_000_000
  #device = 0

  constructor(store: MemoryStore, held: Set<string> = new Set()) {
    this.keeper = new Keeper({
      store: async () => store,
      hold: async (id) => {
        if (held.has(id)) return undefined
        held.add(id)
        return () => held.delete(id)
      },
      tell: (event) => this.said.push(event),
      steadyMs: () => this.#now,
      wallMs: () => this.#wall,
    })
    this.keeper.listenTo({ windowMs: 2_000, stepMs: 60 })
  }

  /** Blocks of 40 ms. */
  hear(samples: readonly number[], { channels = 1, rate = RATE }: { channels?: 1 | 2; rate?: number } = {}): void {
    const size = (rate / 25) * channels
    for (let at = 0; at < samples.length; at += size) {
      const block = Int16Array.from(samples.slice(at, at + size))
      this.keeper.take({ samples: block, channels, sampleRateHz: rate, atMs: this.#device, peak: 1 })
      this.pass((block.length / channels / rate) * 1000)
    }
  }

  pass(ms: number): void {
    this.#now += ms
    this.#wall += ms
    this.#device += ms
  }

  /** The machine sleeps: only the wall clock goes on; then it takes a moment to wake. */
  sleep(ms: number): void {
    this.#wall += ms
    this.#now += 500
  }

  of<Name extends KeeperEvent['event']>(name: Name): Extract<KeeperEvent, { event: Name }>[] {
    return this.said.filter((event): event is Extract<KeeperEvent, { event: Name }> => event.event === name)
  }
}

const counting = (from: number, length: number) => Array.from({ length }, (_, i) => (from + i) % 30_000)

describe('the keeper of a recording', () => {
  let store: MemoryStore
  let page: Page
  beforeEach(() => {
    store = new MemoryStore()
    page = new Page(store)
  })
  const samples = async (of: Page, kept: KeptSummary) =>
    Array.from(await of.keeper.samples(kept.opening.recordingId, [{ fromFrame: 0, toFrame: kept.frames }]))

  test('has every chunk in storage, in order and with its place, before it says that it is recorded', async () => {
    page.hear(counting(0, 400))
    await page.keeper.begin(opening(), session())
    page.hear(counting(1_000, 2_320))
    const kept = await page.keeper.end('r', true)
    expect(kept).toMatchObject({ frames: 2_320, nextChunk: 5, hasEnded: true, lostFrames: 0 })
    expect(page.of('kept').map(({ nextChunk, frames }) => [nextChunk, frames])).toEqual([
      [1, HALF],
      [2, 2 * HALF],
      [3, 3 * HALF],
      [4, 4 * HALF],
      [5, 2_320],
    ])
    expect(await samples(page, kept)).toEqual(counting(1_000, 2_320))
    const read = await page.keeper.read('r', 4)
    expect(read?.chunk).toMatchObject({ number: 4, firstFrame: 4 * HALF, frames: 320 })
    expect(read?.bytes?.byteLength).toBe(640)
    expect(await page.keeper.read('r', 5)).toBeUndefined()
  })

  test('loses less than a second when it is killed, and another page goes on with the numbers', async () => {
    page.hear(counting(0, 400))
    await page.keeper.begin(opening(), session())
    page.hear(counting(0, 1_760))
    await new Promise((resolve) => setTimeout(resolve, 20))

    const next = new Page(store)
    const [lying] = await next.keeper.list(PLACE)
    expect(lying).toMatchObject({ isHeld: false, frames: 3 * HALF, nextChunk: 3, hasEnded: false })
    next.hear(counting(0, 400))
    await next.keeper.goOn('r', session('s2'))
    next.hear(counting(7_000, 800))
    const kept = await next.keeper.end('r', true)
    expect(kept.sessions.map(({ firstChunk }) => firstChunk)).toEqual([0, 3])
    expect(await samples(next, kept)).toEqual([...counting(0, 3 * HALF), ...counting(7_000, 800)])
  })

  test('numbers chunks after those that another browser sent', async () => {
    page.hear(counting(0, 400))
    await page.keeper.begin(opening('r', { chunk: 7, frame: 3_333 }), session())
    page.hear(counting(0, 600))
    const kept = await page.keeper.end('r', true)
    expect(kept).toMatchObject({ nextChunk: 9, frames: 3_933 })
    expect((await page.keeper.read('r', 7))?.chunk).toMatchObject({ firstFrame: 3_333, frames: HALF })
    expect(await page.keeper.read('r', 6)).toBeUndefined()
  })

  test('stops where the storage is full, and what came before stays whole', async () => {
    store.roomBytes = 3 * HALF * 2
    page.hear(counting(0, 400))
    await page.keeper.begin(opening(), session())
    page.hear(counting(0, 4_000))
    const kept = await page.keeper.end('r', false)
    expect(page.of('interrupted')).toEqual([{ event: 'interrupted', recordingId: 'r', reason: 'storage-full' }])
    expect(kept.frames).toBe(3 * HALF)
    expect(await samples(page, kept)).toEqual(counting(0, 3 * HALF))
  })

  test('ends the session when the machine has slept, and keeps what was said before', async () => {
    page.hear(counting(0, 4_000))
    await page.keeper.begin(opening(), session())
    page.hear(counting(0, 1_200))
    page.sleep(3_600_000)
    page.hear(counting(9_000, 2_000))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(page.of('interrupted').map(({ reason }) => reason)).toEqual(['asleep'])
    const kept = await page.keeper.summary('r')
    expect(kept).toMatchObject({ frames: 1_200, lostFrames: 0 })
    expect(await samples(page, kept)).toEqual(counting(0, 1_200))
  })

  test('ends the session when the device stood still for seconds, and counts a small loss instead', async () => {
    page.hear(counting(0, 4_000))
    await page.keeper.begin(opening(), session())
    page.hear(counting(0, 3_000))
    page.pass(200)
    page.hear(counting(0, 4_000))
    await page.keeper.pause()
    expect(Math.abs((await page.keeper.summary('r')).lostFrames - 200)).toBeLessThan(5)
    await page.keeper.unpause()
    page.pass(5_000)
    page.hear(counting(0, 1_000))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(page.of('interrupted').map(({ reason }) => reason)).toEqual(['asleep'])
    expect(Math.abs((await page.keeper.summary('r')).lostFrames - 200)).toBeLessThan(5)
  })

  test('a clock that is merely set breaks nothing', async () => {
    page.hear(counting(0, 400))
    await page.keeper.begin(opening(), session())
    page.hear(counting(0, 1_000))
    page.sleep(0)
    page.hear(counting(1_000, 1_000))
    expect((await page.keeper.end('r', true)).frames).toBe(2_000)
    expect(page.of('interrupted')).toEqual([])
  })

  test('ends the session when the microphone changes its sound', async () => {
    page.hear(counting(0, 400))
    await page.keeper.begin(opening(), session())
    page.hear(counting(0, 800))
    page.hear(counting(0, 800), { channels: 2 })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(page.of('interrupted').map(({ reason }) => reason)).toEqual(['format-changed'])
    expect((await page.keeper.summary('r')).frames).toBe(800)
  })

  test('takes nothing while it sounds the place before a mark, and remembers marks and cuts', async () => {
    page.hear(counting(0, 400))
    await page.keeper.begin(opening(), session())
    page.hear(counting(0, 1_200))
    expect(await page.keeper.mark()).toBe(1_200)
    page.hear(counting(1_200, 320))
    expect(await page.keeper.pause()).toBe(1_520)
    await page.keeper.cut('r', { fromFrame: 1_200, toFrame: 1_520 })
    page.hear(counting(5_000, 3_000))
    await page.keeper.unpause()
    page.hear(counting(20_000, 400))
    await page.keeper.end('r', false)

    const next = new Page(store)
    const [lying] = await next.keeper.list(PLACE)
    expect(lying).toMatchObject({ marks: [1_200], cuts: [{ fromFrame: 1_200, toFrame: 1_520 }], frames: 1_920 })
    if (!lying || lying.isHeld) throw new Error('lies here')
    expect((await samples(next, lying)).slice(1_520)).toEqual(counting(20_000, 400))
  })

  test('gives back only what was written: a chunk that has suffered comes without its sound', async () => {
    page.hear(counting(0, 400))
    await page.keeper.begin(opening(), session())
    page.hear(counting(0, 1_000))
    await page.keeper.end('r', true)
    store.sounds.get('r')?.set(1, new ArrayBuffer(1_000))
    expect((await page.keeper.read('r', 0))?.bytes).toBeDefined()
    const suffered = await page.keeper.read('r', 1)
    expect(suffered?.chunk.number).toBe(1)
    expect(suffered?.bytes).toBeUndefined()
  })

  test('leaves alone what another page holds, lets go of what is of other items, and forgets on demand', async () => {
    const held = new Set<string>()
    const one = new Page(store, held)
    one.hear(counting(0, 400))
    await one.keeper.begin(opening('mine'), session())
    one.hear(counting(0, 600))
    await one.keeper.end('mine', false)
    const two = new Page(store, held)
    expect(await two.keeper.list(PLACE)).toEqual([{ isHeld: true, recordingId: 'mine' }])
    await one.keeper.close()
    expect(await two.keeper.list({ editionId: 'e', itemId: 'khác' })).toMatchObject([{ isHeld: false, frames: 600 }])
    expect(held.size).toBe(0)
    await two.keeper.drop('mine')
    expect(store.logs.size).toBe(0)
    expect(await two.keeper.list(PLACE)).toEqual([])
  })

  test('a WAV saved by hand is the sound with its header', async () => {
    page.hear(counting(0, 400))
    await page.keeper.begin(opening(), session())
    page.hear(counting(0, 1_000))
    await page.keeper.end('r', true)
    const wav = new DataView(await (await page.keeper.wav('r')).arrayBuffer())
    expect([wav.byteLength, wav.getUint32(40, true), wav.getUint32(24, true)]).toEqual([2_044, 2_000, RATE])
    expect(wav.getInt16(44 + 2 * 999, true)).toBe(999)
  })

  test('whatever is killed whenever, what was said to be kept is there, gapless, and the rest is under a second', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }), async (lives) => {
        const shelf = new MemoryStore()
        const expected: number[] = []
        let spoken = 0
        for (const [life, blocks] of lives.entries()) {
          const one = new Page(shelf)
          one.hear(counting(0, 400))
          if (life === 0) await one.keeper.begin(opening(), session('0'))
          else await one.keeper.goOn('r', session(String(life)))
          const before = expected.length
          const said = counting(spoken, blocks * 40)
          one.hear(said)
          // A mark is noted behind what is being written.
          await one.keeper.mark()
          const told = one.of('kept').at(-1)?.frames ?? before
          expected.push(...said.slice(0, told - before))
          expect(said.length - (told - before)).toBeLessThan(RATE)
          spoken += said.length
        }
        const last = new Page(shelf)
        const [lying] = await last.keeper.list(PLACE)
        if (!lying || lying.isHeld) throw new Error('lies here')
        expect(await samples(last, lying)).toEqual(expected)
      }),
      { numRuns: 25 },
    )
  })
})
