import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OnAirOutput } from '../../schedules/index.ts'
import { makeOnAirFolder, openJournal, openStatus, writeCommand } from '../../server/handover/index.ts'
import { commandObeyer, keepCaptures, keepWakeUp, readPast, takeLock } from '../../server/playout/index.ts'
import { FakeClock } from '../fake-clock.ts'

const NOW = 1_795_000_000_000
const DAY_MS = 86_400_000

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'len-song-parts-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

describe('captures of the output', () => {
  const stage = () => {
    const kept: (string | undefined)[] = []
    const room: boolean[] = []
    const state = { free: 5_000_000_000, now: NOW }
    const output: OnAirOutput = {
      listen: () => {},
      keep: (path) => kept.push(path),
      reading: () => ({
        source: 'none',
        name: undefined,
        heardDbfs: undefined,
        expectedDbfs: undefined,
        similarity: undefined,
      }),
      takeLevels: () => ({ stepMs: 1000, handedDbfs: [], heardDbfs: undefined }),
      rest: () => {},
    }
    const captures = keepCaptures({
      dataDir,
      output,
      now: () => state.now,
      onRoom: (isEnough) => room.push(isEnough),
      freeBytes: async () => state.free,
    })
    return { captures, kept, room, state }
  }

  test('are named by the airing, only with a return input, and lie in the data folder', async () => {
    const { captures, kept } = stage()
    captures.setReturnInput(true)
    expect(captures.pathFor('a', NOW)).toBeUndefined()
    await captures.look()
    const path = captures.pathFor('../a/b', NOW + 0.4)
    expect(path).toBe(`on-air/captures/___a_b-${NOW}.wav`)
    captures.output.keep(path)
    expect(kept).toEqual([join(dataDir, path ?? '')])
    captures.setReturnInput(false)
    expect(captures.pathFor('a', NOW)).toBeUndefined()
  })

  test('stop when the disk has less than 1 GB left, with a word about it, and go on afterwards', async () => {
    const { captures, kept, room, state } = stage()
    captures.setReturnInput(true)
    await captures.look()
    captures.output.keep('on-air/captures/a.wav')
    state.free = 900_000_000
    await captures.look()
    await captures.look()
    expect([kept.at(-1), captures.pathFor('a', NOW), room]).toEqual([undefined, undefined, [false]])
    state.free = 1_100_000_000
    await captures.look()
    expect(room).toEqual([false, true])
    expect(captures.pathFor('a', NOW)).toBeDefined()
  })

  test('are thrown away after two weeks', async () => {
    const { captures } = stage()
    await captures.look()
    const folder = join(dataDir, 'on-air', 'captures')
    for (const [name, days] of [
      ['old.wav', 15],
      ['new.wav', 13],
    ] as const) {
      await writeFile(join(folder, name), '')
      const at = (NOW - days * DAY_MS) / 1000
      await utimes(join(folder, name), at, at)
    }
    await captures.look()
    expect(await readdir(folder)).toEqual(['new.wav'])
  })
})

test('the computer’s alarm is set before the next airing, again when that changes and every hour', async () => {
  const clock = new FakeClock(NOW)
  const set: number[] = []
  const told: string[] = []
  const wakeUp = keepWakeUp({
    clock,
    wakeAt: async (instantMs) => {
      set.push(instantMs)
      return 'set'
    },
    aheadMs: 300_000,
    onSet: (result) => told.push(result),
  })
  wakeUp(undefined)
  wakeUp(NOW + 200_000)
  for (let i = 0; i < 5; i++) wakeUp(NOW + DAY_MS)
  wakeUp(NOW + 7_200_000)
  clock.advance(3_600_000)
  wakeUp(NOW + 7_200_000)
  await Promise.resolve()
  expect(set).toEqual([NOW + DAY_MS - 300_000, NOW + 6_900_000, NOW + 6_900_000])
  expect(told).toEqual(['set', 'set'])
})

test('a command that comes while another is obeyed is not left lying, and none is obeyed twice', async () => {
  const files = await makeOnAirFolder(dataDir)
  const obeyed: string[] = []
  const acknowledged = new Set<unknown>(['known'])
  const look = commandObeyer({
    folder: files.commands,
    acknowledged,
    obey: ({ id }) => obeyed.push(id),
    acknowledgedSafely: async () => true,
    onRubbish: () => {},
    onFault: (error) => {
      throw error
    },
  })
  const order = (id: string, at: number) => writeCommand(dataDir, { id, kind: 'stop', by: 'Chị Lan', at })
  await order('known', 1)
  await order('first', 2)
  look()
  await order('second', 3)
  look()
  look()
  await expect.poll(() => readdir(files.commands)).toEqual([])
  expect(obeyed).toEqual(['first', 'second'])
})

test('what was heard before a kill is known from the status, to a tenth of a second, and only while it is open', async () => {
  const files = await makeOnAirFolder(dataDir)
  const times = { now: () => NOW, monotonicMs: () => performance.now() }
  const journal = await openJournal(files.journal, 0, times)
  journal.append({ at: NOW, event: 'first-sample', airingId: 'a', details: { offsetMs: 0 } })
  await journal.flush(5000)
  const status = await openStatus(files.status)
  await status.write({ pid: 1, at: NOW + 4200, state: 'playing', airingId: 'a', positionMs: 4200, problems: [] })
  const past = await readPast(dataDir, files, NOW + 6000)
  expect(past.cutShort).toMatchObject({ event: 'sounding', airingId: 'a', details: { positionMs: 4200 } })
  expect(past.history.get('a')).toMatchObject({ started: true, heardToMs: 4200 })
  journal.append({ at: NOW, event: 'outcome', airingId: 'a', details: { outcome: 'aired' } })
  await journal.flush(5000)
  expect((await readPast(dataDir, files, NOW + 6000)).cutShort).toBeUndefined()
  await journal.close()
  await status.close()
})

test('a lock whose number belongs to another program by now is taken at once, and one that was deleted comes back', async () => {
  const files = await makeOnAirFolder(dataDir)
  // After a restart of the computer the number may be anybody's: here it is the one who runs the tests.
  await writeFile(files.lock, String(process.ppid))
  const clock = new FakeClock(NOW)
  const lock = await takeLock(dataDir, files, clock)
  expect(lock.tookOver).toBe(true)
  await rm(files.lock)
  await lock.touch()
  expect(await readdir(files.folder)).toContain('lock.json')
  await lock.release()
  expect(await readdir(files.folder)).not.toContain('lock.json')
})
