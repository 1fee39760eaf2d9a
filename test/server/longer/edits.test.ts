import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeWav } from '../../../audio/index.ts'
import type { Edition, EditJob, Render, Revision, Take } from '../../../server/contract/index.ts'
import { ffmpegOfTests, TestStation, until } from '../../builders.ts'
import { run } from '../../machine/run.ts'
import { babble, babbleWav, wav } from '../../sounds.ts'

const rate = 48_000

/** The strongest 50 ms of a pitch in a sound, dB. */
function strongest(sound: Float32Array, hz: number): number {
  const window = rate / 20
  let most = 0
  for (let from = 0; from + window <= sound.length; from += window / 2) {
    let [re, im] = [0, 0]
    for (let place = 0; place < window; place++) {
      const angle = (2 * Math.PI * hz * place) / rate
      const sample = sound[from + place] ?? 0
      re += sample * Math.cos(angle)
      im += sample * Math.sin(angle)
    }
    most = Math.max(most, (re * re + im * im) / (window / 2) ** 2)
  }
  return 10 * Math.log10(most + 1e-20)
}

describe('a read with a whistle in it', () => {
  const whistleHz = 6_300
  let station: TestStation
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
  })
  afterAll(() => station.close())

  const rendered = async (editionId: string): Promise<{ render: Render; sound: Float32Array }> => {
    const { id } = await station.get<Render>('POST', `/api/editions/${editionId}/renders`)
    const render = await until('the render', async () => {
      const now = await station.get<Render>('GET', `/api/renders/${id}`)
      return now.state === 'queued' || now.state === 'running' ? undefined : now
    })
    expect([render.state, render.reason]).toEqual(['verified', undefined])
    const folder = await mkdtemp(join(tmpdir(), 'len-song-edit-'))
    const [master, raw] = [join(folder, 'master.wav'), join(folder, 'master.f32')]
    await writeFile(master, (await station.ask('GET', `/api/renders/${id}/master.wav`)).raw)
    const { path } = await ffmpegOfTests()
    await run(path, ['-v', 'error', '-i', master, '-f', 'f32le', '-ar', String(rate), '-ac', '1', raw])
    const bytes = new Uint8Array(await readFile(raw))
    await rm(folder, { recursive: true })
    return { render, sound: new Float32Array(bytes.buffer) }
  }

  it('airs without it once it is cut out and the edit is kept', async () => {
    const { edition } = await station.edition('2026-11')
    const revision = await station.approvedScript(edition.id, ['Kính thưa quý vị và các bạn.'])
    const read = babble(6)
    for (let place = 3 * rate; place < 3.4 * rate; place++)
      read[place] = (read[place] ?? 0) + 0.25 * Math.sin((2 * Math.PI * whistleHz * place) / rate)
    const [take] = await station.keptTakes(revision, () => wav(read))
    if (!take) throw new Error('no take')
    const before = await rendered(edition.id)

    const pieces = [
      { takeId: take.id, fromMs: 0, toMs: 2_990 },
      { takeId: take.id, fromMs: 3_410, toMs: 6_000 },
    ]
    const { take: cut } = await station.get<EditJob>('POST', `/api/takes/${take.id}/edits`, { pieces })
    await station.get<Take>('POST', `/api/takes/${cut?.id}/choice`, { choice: 'kept' })
    const missing = (await station.get<Edition>('GET', `/api/editions/${edition.id}`)).missing
    expect(missing).toEqual(['Kịch bản hoặc bản thu đã đổi sau khi dựng: cần dựng lại'])
    const after = await rendered(edition.id)

    expect(strongest(before.sound, whistleHz) - strongest(after.sound, whistleHz)).toBeGreaterThan(20)
    // The master is as much shorter as was cut out of the read, to the frame.
    expect(before.sound.length - after.sound.length).toBe(420 * 48)
    const { takes } = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    expect(takes.map(({ id, choice }) => [id, choice])).toEqual([
      [cut?.id, 'kept'],
      [take.id, undefined],
    ])
  })
})

describe('an edit of a read of two hours', () => {
  let station: TestStation
  let edition: Edition
  let revision: Revision
  let long: Take
  const bytesOf = async (): Promise<Buffer> => {
    const folder = await mkdtemp(join(tmpdir(), 'len-song-edit-'))
    const path = join(folder, 'long.wav')
    async function* hours(): AsyncGenerator<Buffer> {
      const tenMinutes = babbleWav(600, { sampleRateHz: 8_000 }).subarray(44)
      for (let turn = 0; turn < 12; turn++) yield tenMinutes
    }
    await writeWav({ path, sampleRateHz: 8_000, channels: 1, sampleFormat: 's16le', chunks: hours() })
    const bytes = await readFile(path)
    await rm(folder, { recursive: true })
    return bytes
  }
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    ;({ edition } = await station.edition('2026-11'))
    revision = await station.approvedScript(edition.id, ['Kính thưa quý vị và các bạn.'])
    long = await station.upload(revision, revision.items[0]?.itemId ?? '', await bytesOf(), 'hai giờ.wav')
  })

  const begin = (pieces: { fromMs: number; toMs: number }[]) =>
    station.ask<EditJob>('POST', `/api/takes/${long.id}/edits`, {
      pieces: pieces.map((piece) => ({ ...piece, takeId: long.id })),
    })
  const takes = async () => (await station.get<Edition>('GET', `/api/editions/${edition.id}`)).takes

  it('is told of while it is made, once however often it is asked for, and can be given up', async () => {
    const pieces = [
      { fromMs: 1_000, toMs: 3_600_000 },
      { fromMs: 3_700_000, toMs: 7_199_000 },
    ]
    const answers = await Promise.all([begin(pieces), begin(pieces)])
    expect(answers.map(({ status }) => status)).toEqual([202, 202])
    const [first, second] = answers.map(({ body }) => body)
    expect(first).toMatchObject({ state: 'making', takeId: long.id })
    expect(second?.id).toBe(first?.id)
    const url = `/api/edits/${first?.id}`
    await until('some of it', async () => ((await station.get<EditJob>('GET', url)).fraction > 0.05 ? true : undefined))
    const gone = await station.get<EditJob>('DELETE', url)
    expect(gone).toMatchObject({ state: 'cancelled', problem: { code: 'cancelled' } })
    expect(await station.get<EditJob>('DELETE', url)).toMatchObject({ state: 'cancelled' })
    expect(await takes()).toHaveLength(1)
  })

  it('becomes a read, after one that was asked for before it', async () => {
    const [slow, quick] = [await begin([{ fromMs: 0, toMs: 300_000 }]), await begin([{ fromMs: 0, toMs: 5_000 }])]
    expect([slow.status, quick.status]).toEqual([202, 202])
    const over = async (id: string) =>
      until(
        'the edit',
        async () => {
          const job = await station.get<EditJob>('GET', `/api/edits/${id}`)
          return job.state === 'making' ? undefined : job
        },
        110_000,
      )
    expect(await over(slow.body.id)).toMatchObject({ state: 'made', fraction: 1, take: { durationMs: 300_000 } })
    expect(await over(quick.body.id)).toMatchObject({ state: 'made', take: { durationMs: 5_000, editOf: long.id } })
    expect((await takes()).map(({ source }) => source)).toEqual(['edit', 'edit', 'upload'])
  })

  it('is waited for by nobody when the station ends', async () => {
    expect((await begin([{ fromMs: 3_000, toMs: 7_100_000 }])).status).toBe(202)
    const from = performance.now()
    await station.close({ keepData: true })
    expect(performance.now() - from).toBeLessThan(5_000)
    expect(await readdir(join(station.dataDir, 'work'))).toEqual([])
    await rm(station.dataDir, { recursive: true })
  })
})
