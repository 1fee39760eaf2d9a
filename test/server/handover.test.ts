import { appendFile, mkdir, mkdtemp, open, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OnAirEvent, PlayoutPlan } from '../../schedules/index.ts'
import {
  HandoverError,
  journalFiles,
  makeOnAirFolder,
  type OnAirFolder,
  type OnAirStatus,
  openJournal,
  openStatus,
  readJournal,
  readJournalSince,
  readPlan,
  readStatus,
  removeCommand,
  waitingCommands,
  writeCommand,
  writePlan,
} from '../../server/handover/index.ts'
import { playoutAiring, playoutPlan } from '../playout-plans.ts'

let dataDir: string
let files: OnAirFolder

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'len-song-handover-'))
  files = await makeOnAirFolder(dataDir)
})
afterEach(() => rm(dataDir, { recursive: true }))

const times = { now: () => 1_795_000_000_000, monotonicMs: () => performance.now() }

function event(n: number): OnAirEvent {
  return {
    at: 1_795_000_000_000 + n,
    event: 'sounding',
    airingId: 'a',
    details: { positionMs: n, note: 'Cải cách “hành chính”\n' },
  }
}

async function write(count: number, lastSeq = 0): Promise<void> {
  const journal = await openJournal(files.journal, lastSeq, times)
  for (let n = 0; n < count; n++) journal.append(event(n))
  expect(await journal.flush(5000)).toBe(true)
  await journal.close()
}

describe('the journal', () => {
  test('gives back what was appended, each line with its own id and its number', async () => {
    await write(3)
    await write(2, 3)
    const { entries, corrupt, torn } = await readJournal(files.journal)
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
    expect(new Set(entries.map(({ id }) => id)).size).toBe(5)
    expect(entries[0]).toMatchObject(event(0))
    expect({ corrupt, torn }).toEqual({ corrupt: [], torn: false })
  })

  test('is read on from where the last reading ended, and is empty before it begins', async () => {
    expect(await readJournal(files.journal)).toMatchObject({ entries: [], nextByteOffset: 0, torn: false })
    await write(2)
    const first = await readJournal(files.journal)
    await write(1, 2)
    const second = await readJournal(files.journal, first.nextByteOffset)
    expect(second.entries.map(({ seq }) => seq)).toEqual([3])
    expect((await readJournal(files.journal, second.nextByteOffset)).entries).toEqual([])
  })

  test('a line without its end is left for the next reading', async () => {
    await write(2)
    const whole = await readFile(files.journal)
    await truncate(files.journal, whole.length - 7)
    const cut = await readJournal(files.journal)
    expect(cut).toMatchObject({ torn: true, corrupt: [] })
    expect(cut.entries).toHaveLength(1)
    await writeFile(files.journal, whole)
    expect((await readJournal(files.journal, cut.nextByteOffset)).entries).toHaveLength(1)
  })

  test('wherever the power cut it, every line but the last is read, and later lines are not harmed', async () => {
    await write(3)
    const whole = await readFile(files.journal)
    const ends = [...whole.entries()].filter(([, byte]) => byte === 10).map(([at]) => at + 1)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: whole.length }), async (length) => {
        await writeFile(files.journal, whole.subarray(0, length))
        await write(1, 3)
        const { entries, corrupt, torn } = await readJournal(files.journal)
        // A line that lacks nothing but its end is whole once the next one is appended.
        const kept = ends.filter((end) => end <= length + 1).length
        expect(entries.map(({ seq }) => seq)).toEqual([...[1, 2, 3].slice(0, kept), 4])
        expect(corrupt).toHaveLength(ends.includes(length) || ends.includes(length + 1) ? 0 : 1)
        expect(torn).toBe(false)
      }),
      { numRuns: 60 },
    )
  })

  test('a line with a changed byte is reported and passed over', async () => {
    await write(3)
    const text = await readFile(files.journal, 'utf8')
    const second = Buffer.byteLength(text.slice(0, text.indexOf('\n') + 1))
    await writeFile(files.journal, text.replace('"positionMs":1', '"positionMs":7'))
    const { entries, corrupt } = await readJournal(files.journal)
    expect(entries.map(({ seq }) => seq)).toEqual([1, 3])
    expect(corrupt).toEqual([{ byteOffset: second, reason: 'checksum differs' }])
    await appendFile(files.journal, 'rubbish\n')
    expect((await readJournal(files.journal)).corrupt).toHaveLength(2)
  })

  test('a disk that is full stops nobody: lines wait in memory and are all there afterwards, with a word about it', async () => {
    let full = true
    const told: boolean[] = []
    const journal = await openJournal(files.journal, 0, {
      ...times,
      onTrouble: ({ refused }) => told.push(refused),
      async openFile(path) {
        const file = await open(path, 'a+')
        const really = file.appendFile.bind(file)
        file.appendFile = async (data, options) => {
          if (!full) return really(data, options)
          await really(String(data).slice(0, 11))
          throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
        }
        return file
      },
    })
    journal.append(event(0))
    journal.append(event(1))
    expect(await journal.flush(300)).toBe(false)
    expect(journal.backlog().lines).toBe(2)
    expect((await readFile(files.journal)).length).toBe(0)
    full = false
    journal.append(event(2))
    expect(await journal.flush(5000)).toBe(true)
    await journal.close()
    const { entries, corrupt } = await readJournal(files.journal)
    expect(entries.map(({ event: name }) => name)).toEqual(['sounding', 'sounding', 'sounding', 'journal-gap'])
    expect(corrupt).toEqual([])
    expect(told).toEqual([true, false])
  })
})

describe('a journal that has grown', () => {
  const LIMIT = 1500

  async function grow(count: number, lastSeq: number, mayClose = () => true): Promise<void> {
    const journal = await openJournal(files.journal, lastSeq, { ...times, closeAboveBytes: LIMIT, mayClose })
    for (let n = 0; n < count; n++) {
      journal.append(event(lastSeq + n))
      expect(await journal.flush(5000)).toBe(true)
    }
    await journal.close()
  }
  const names = async () => (await journalFiles(files.journal)).map((path) => basename(path))

  test('is closed under the number of its last line, and nothing of it is lost', async () => {
    await grow(20, 0)
    const closed = await names()
    expect(closed.length).toBeGreaterThan(2)
    expect(closed.at(-1)).toBe('journal.ndjson')
    expect(closed).toEqual(closed.toSorted())
    const past = await readJournalSince(files.journal, 0)
    expect(past.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
    expect(past).toMatchObject({ lastSeq: 20, damaged: [] })
  })

  test('is not closed while something sounds', async () => {
    await grow(20, 0, () => false)
    expect(await names()).toEqual(['journal.ndjson'])
    await grow(1, 20)
    expect(await names()).toHaveLength(2)
    expect((await readJournal(files.journal)).entries.map(({ seq }) => seq)).toEqual([21])
  })

  test('is read only as far back as is asked for, and no further than five files', async () => {
    await grow(60, 0)
    const few = await readJournalSince(files.journal, event(55).at)
    expect(few.entries.at(-1)?.seq).toBe(60)
    expect(few.entries.length).toBeLessThan(20)
    expect(few.entries[0]?.at).toBeLessThan(event(55).at)
    const all = (await readJournalSince(files.journal, 0)).entries
    expect(all.length).toBeLessThan(60)
    expect(all.at(-1)?.seq).toBe(60)
  })

  test('keeps its mark when it is closed, and one that was begun has another', async () => {
    await grow(3, 0)
    const { mark } = await readJournal(files.journal)
    await grow(6, 3)
    const [first = ''] = await journalFiles(files.journal)
    expect((await readJournal(first)).mark).toBe(mark)
    expect((await readJournal(files.journal)).mark).not.toBe(mark)
  })

  test('gets a name of its own where that number was closed before', async () => {
    await grow(12, 0)
    const [first = ''] = await journalFiles(files.journal)
    for (const path of (await journalFiles(files.journal)).slice(1)) await rm(path)
    await grow(12, 0)
    const twice = (await names()).filter((name) => name.startsWith(basename(first).slice(0, 20)))
    expect(twice).toHaveLength(2)
    expect(await names()).toEqual(expect.arrayContaining(twice))
  })

  test('that somebody deletes is put back whole; one that was put in its place is written on', async () => {
    const journal = await openJournal(files.journal, 0, times)
    const add = async (n: number) => {
      journal.append(event(n))
      expect(await journal.flush(5000)).toBe(true)
    }
    await add(0)
    await rm(files.journal)
    await add(1)
    expect((await readJournal(files.journal)).entries.map(({ seq }) => seq)).toEqual([1, 2])
    await rename(files.journal, `${files.journal}.old`)
    await add(2)
    expect((await readJournal(files.journal)).entries.map(({ seq }) => seq)).toEqual([3])
    await rename(`${files.journal}.old`, files.journal)
    await add(3)
    expect((await readJournal(files.journal)).entries.map(({ seq }) => seq)).toEqual([1, 2, 4])
    await rm(files.folder, { recursive: true })
    await add(4)
    expect((await readJournal(files.journal)).entries.map(({ seq }) => seq)).toEqual([1, 2, 4, 5])
    await journal.close()
  })

  test('that may not be written, or whose place is taken by a folder, is waited for', async () => {
    await mkdir(files.journal)
    const journal = await openJournal(files.journal, 0, times)
    journal.append(event(0))
    expect(await journal.flush(100)).toBe(false)
    await rm(files.journal, { recursive: true })
    expect(await journal.flush(5000)).toBe(true)
    await journal.close()
    expect((await readJournal(files.journal)).entries.map(({ event: name }) => name)).toEqual([
      'sounding',
      'journal-gap',
    ])
  })
})

function plan(change: Record<string, unknown> = {}): PlayoutPlan {
  const airing = playoutAiring({ airingId: 'a', startsAt: 1_795_000_000_000, durationMs: 1000 })
  return playoutPlan([{ ...airing, ...change }], 'null', { writtenAt: 1_794_000_000_000 })
}

describe('the plan', () => {
  test('comes back as it was written, and leaves no temporary file', async () => {
    expect(await readPlan(files.plan)).toBeUndefined()
    await writePlan(dataDir, plan())
    expect(await readPlan(files.plan)).toEqual(plan())
    expect(await readdir(files.folder)).toEqual(['commands', 'plan.json'])
  })

  test.each([
    ['a hash that is none', { masterSha256: 'abc' }],
    ['an instant that is none', { startsAt: Number.NaN }],
    ['no length', { durationMs: 0 }],
    ['a late rule that nobody knows', { late: 'perhaps' }],
    ['a master above the data folder', { masterPath: 'media/../../etc/passwd' }],
    ['a master anywhere', { masterPath: '/etc/passwd' }],
    ['a master on another drive', { masterPath: 'C:\\a.wav' }],
  ])('is not written with %s', async (_, change) => {
    await writePlan(dataDir, plan())
    await expect(writePlan(dataDir, plan(change))).rejects.toMatchObject({ code: 'plan-invalid' })
    expect(await readPlan(files.plan)).toEqual(plan())
  })

  test('of the first version is understood: joins late, has no reserve, no relay and no pauses', async () => {
    const { airingId, editionId, title, startsAt, durationMs, frames, masterPath, masterSha256 } =
      plan().airings[0] ?? playoutAiring({ airingId: 'a', startsAt: 0 })
    const { writtenAt, station, device } = plan()
    const airing = { airingId, editionId, title, startsAt, durationMs, frames, masterPath, masterSha256, late: 'join' }
    await writeFile(files.plan, JSON.stringify({ version: 1, writtenAt, station, device, airings: [airing] }))
    expect(await readPlan(files.plan)).toEqual({
      ...plan(),
      airings: [{ ...plan().airings[0], latestEndAt: startsAt + durationMs }],
    })
  })

  test('is refused with the same airing twice, cut off, or of another version', async () => {
    const twice = plan()
    twice.airings.push(...plan().airings)
    await expect(writePlan(dataDir, twice)).rejects.toBeInstanceOf(HandoverError)
    const text = JSON.stringify(plan())
    for (const bad of [text.slice(0, 90), text.replace('"version":2', '"version":3'), '[]', '']) {
      await writeFile(files.plan, bad)
      await expect(readPlan(files.plan)).rejects.toMatchObject({ code: 'plan-invalid' })
    }
  })
})

describe('the command folder', () => {
  test('hands commands over in the order in which they were given, until they are taken away', async () => {
    await writeCommand(dataDir, { id: 'b', kind: 'stop', by: 'Anh Ba', at: 2 })
    await writeCommand(dataDir, { id: 'a', kind: 'stop', airingId: 'x', by: 'Chị Lan', at: 1 })
    const waiting = await waitingCommands(files.commands)
    expect(waiting.map(({ command }) => command?.id)).toEqual(['a', 'b'])
    for (const { path } of waiting) await removeCommand(path)
    expect(await waitingCommands(files.commands)).toEqual([])
  })

  test('a command that is none is shown as such, and one with a path for an id is not written', async () => {
    await writeFile(join(files.commands, 'x.json'), '{"id":')
    expect(await waitingCommands(files.commands)).toEqual([
      { path: join(files.commands, 'x.json'), command: undefined },
    ])
    const sly = writeCommand(dataDir, { id: '../plan', kind: 'stop', by: 'x', at: 0 })
    await expect(sly).rejects.toMatchObject({ code: 'command-invalid' })
  })
})

describe('the status', () => {
  const status: OnAirStatus = {
    pid: 7,
    at: 10_000,
    state: 'playing',
    airingId: 'a',
    title: 'Sa Đéc',
    positionMs: 5,
    problems: [],
  }

  test('is fresh for two seconds, stale afterwards, before it, and when there is none', async () => {
    expect(await readStatus(dataDir, 10_000)).toEqual({ status: undefined, stale: true })
    const file = await openStatus(files.status)
    await file.write(status)
    expect(await readStatus(dataDir, 12_000)).toEqual({ status, stale: false })
    expect((await readStatus(dataDir, 12_001)).stale).toBe(true)
    expect((await readStatus(dataDir, 7000)).stale).toBe(true)
    await file.close()
  })

  test('a short one after a long one is whole, also in a file that was there before', async () => {
    const file = await openStatus(files.status)
    await file.write({ ...status, title: 'đ'.repeat(9000) })
    await file.write(status)
    await file.close()
    const again = await openStatus(files.status)
    await again.write({ ...status, pid: 8 })
    expect((await readStatus(dataDir, 10_000)).status?.pid).toBe(8)
    await again.close()
  })

  test('is there again soon after somebody deleted it', async () => {
    const file = await openStatus(files.status)
    await file.write(status)
    await rm(files.status)
    for (let i = 0; i < 10; i++) await file.write({ ...status, positionMs: i })
    expect((await readStatus(dataDir, 10_000)).status?.positionMs).toBe(9)
    await file.close()
  })

  test('read while it is written it is always whole', async () => {
    const file = await openStatus(files.status)
    await file.write(status)
    let writing = true
    const writer = (async () => {
      for (let i = 0; i < 300; i++) await file.write({ ...status, title: 'x'.repeat((i * 37) % 3000) })
      writing = false
    })()
    while (writing) expect((await readStatus(dataDir, 10_000)).status?.pid).toBe(7)
    await writer
    await file.close()
  })
})
