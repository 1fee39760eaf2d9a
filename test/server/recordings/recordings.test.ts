import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Clock } from '../../../schedules/index.ts'
import { systemClock } from '../../../schedules/index.ts'
import type {
  Edition,
  Recording,
  RecordingFinished,
  Revision,
  Take,
  UnfinishedRecording,
} from '../../../server/contract/index.ts'
import { TestStation } from '../../builders.ts'
import { babble, wav } from '../../sounds.ts'

const RATE = 48_000
const HALF = RATE / 2

/** The machine's clock, and as many minutes more as were waited. */
class WaitingClock {
  readonly #clock = systemClock()
  #more = 0
  readonly clock: Clock = { ...this.#clock, now: () => this.#clock.now() + this.#more }

  wait(ms: number): void {
    this.#more += ms
  }
}

describe('a recording made in the browser', () => {
  const time = new WaitingClock()
  let station: TestStation
  let edition: Edition
  let revision: Revision
  let itemId: string
  beforeAll(async () => {
    station = await TestStation.open({ clock: time.clock })
    await station.setUp()
    ;({ edition } = await station.edition('2026-11'))
    revision = await station.approvedScript(edition.id, ['Kính thưa quý vị và các bạn.'])
    itemId = revision.items[0]?.itemId ?? ''
  })
  afterAll(() => station.close())

  const sound = babble(2.5)
  const pcm = wav(sound).subarray(44)
  const chunks = Array.from({ length: 5 }, (_, number) => pcm.subarray(number * HALF * 2, (number + 1) * HALF * 2))
  const microphone = { echoCancellation: false, noiseSuppression: false, autoGainControl: false }
  const opened = (more: object = {}) => ({
    revisionId: revision.id,
    sampleRateHz: RATE,
    channels: 1,
    microphone,
    // The recordings of the other tests were heard a moment ago.
    alongside: true,
    ...more,
  })
  const url = () => `/api/editions/${edition.id}/items/${itemId}/recordings`
  const open = async (more: object = {}) => (await station.get<Recording>('POST', url(), opened(more))).recordingId
  const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
  const put = (id: string, number: number, more: { bytes?: Buffer; hash?: string; firstFrame?: number } = {}) => {
    const { bytes = chunks[number] ?? Buffer.alloc(0), firstFrame = number * HALF } = more
    return station.ask<{ code?: string; frames?: number }>(
      'PUT',
      `/api/recordings/${id}/chunks/${number}`,
      Buffer.from(bytes),
      { 'x-chunk-sha256': more.hash ?? hashOf(bytes), 'x-chunk-first-frame': String(firstFrame) },
    )
  }
  const whole = (more: Partial<RecordingFinished> = {}) => ({ chunks: 5, frames: sound.length, lostFrames: 0, ...more })
  const finish = (id: string, more: Partial<RecordingFinished> = {}) =>
    station.get<Take>('POST', `/api/recordings/${id}/finish`, whole(more))
  const folders = () => readdir(join(station.dataDir, 'recordings'))
  const samplesOf = async (take: Take) =>
    (await station.ask('GET', `/api/takes/${take.id}/original`)).raw.subarray(-Math.round(take.durationMs * 48) * 2)

  it('becomes a take with exactly the samples that were sent, in any order and sent twice', async () => {
    const id = await open()
    for (const number of [1, 0, 4, 0, 2, 1, 3]) expect((await put(id, number)).body.frames).toBe(HALF)
    const take = await finish(id)
    expect(take).toMatchObject({ source: 'browser', revisionId: revision.id, sampleRateHz: RATE, channels: 1 })
    expect(take.warnings.filter((sentence) => /Thiếu|rơi|nối/.test(sentence))).toEqual([])
    expect((await samplesOf(take)).equals(pcm)).toBe(true)
    expect((await finish(id)).id).toBe(take.id)
    expect(await folders()).not.toContain(id)
  })

  it('is made into one take however often, and however fast, a page asks', async () => {
    const id = await open()
    for (const number of chunks.keys()) await put(id, number)
    const takes = await Promise.all([finish(id), finish(id), finish(id)])
    expect(new Set(takes.map((take) => take.id)).size).toBe(1)
  })

  it('names missing chunks and refuses altered, forged and misplaced ones', async () => {
    const id = await open()
    expect((await put(id, 0, { hash: hashOf(Buffer.from('khác')) })).body.code).toBe('chunk-altered')
    expect((await put(id, 0, { bytes: Buffer.alloc(7) })).body.code).toBe('chunk-altered')
    expect((await put(id, 0, { bytes: Buffer.alloc((RATE + 1) * 2) })).body.code).toBe('chunk-altered')
    expect((await put(id, 0, { firstFrame: 10 })).body.code).toBe('chunk-misplaced')
    expect((await put(id, 0)).status).toBe(200)
    expect((await put(id, 0, { bytes: chunks[1] ?? Buffer.alloc(0) })).body.code).toBe('chunk-conflict')
    expect((await put(id, 1, { firstFrame: HALF + 1 })).body.code).toBe('chunk-misplaced')
    for (const number of [2, 4]) expect((await put(id, number)).status).toBe(200)
    const refused = await station.refused('POST', `/api/recordings/${id}/finish`, whole())
    expect(refused).toMatchObject({ code: 'chunks-missing', details: { missing: [1, 3] } })
    // Between two that have come there is one place only.
    expect((await put(id, 3, { firstFrame: 3 * HALF - 1 })).body.code).toBe('chunk-misplaced')
    for (const number of [1, 3]) expect((await put(id, number)).status).toBe(200)
    expect((await finish(id, { lostFrames: 1024 })).warnings[0]).toContain('21 mili giây')
  })

  it('asks again for a chunk whose file is no longer what was acknowledged', async () => {
    const id = await open()
    for (const number of chunks.keys()) await put(id, number)
    const folder = join(station.dataDir, 'recordings', id)
    await writeFile(join(folder, '000001.pcm'), Buffer.alloc(HALF * 2))
    await rm(join(folder, '000003.pcm'))
    const refused = await station.refused('POST', `/api/recordings/${id}/finish`, whole())
    expect(refused).toMatchObject({ code: 'chunks-missing', details: { missing: [1, 3] } })
    for (const number of [1, 3]) expect((await put(id, number)).status).toBe(200)
    expect((await samplesOf(await finish(id))).equals(pcm)).toBe(true)
  })

  it('is found again with what has come, and finished without what nobody has any more', async () => {
    const id = await open()
    for (const number of [0, 1, 3]) await put(id, number)
    const listed = await station.get<UnfinishedRecording[]>('GET', url())
    expect(listed.find(({ recordingId }) => recordingId === id)).toMatchObject({
      itemId,
      isMine: true,
      isLive: true,
      nextChunk: 4,
      nextFrame: 4 * HALF,
      frames: 3 * HALF,
      missing: [2],
    })
    const state = await station.get<UnfinishedRecording>('GET', `/api/recordings/${id}`)
    expect(state.opened.by).toBe('Kỹ thuật viên trực')
    const told = { chunks: 4, frames: 3 * HALF, lostFrames: 0, without: [2] }
    const take = await station.get<Take>('POST', `/api/recordings/${id}/finish`, told)
    expect(take.durationMs).toBeCloseTo(1500, 0)
    expect(take.warnings).toContain(
      'Thiếu khoảng 0,5 giây tiếng tại 00:01 vì không còn ở đâu: xin nghe kỹ, nếu thiếu chữ thì thu lại.',
    )
  })

  it('goes on in another session, keeps what each microphone said, and names the join', async () => {
    const recordingId = randomUUID()
    const id = await open({ recordingId })
    expect(id).toBe(recordingId)
    for (const number of [0, 1]) await put(id, number)
    time.wait(10 * 60_000)
    const session = { sessionId: randomUUID(), firstChunk: 2, sampleRateHz: RATE, channels: 1, microphone }
    const other = { ...session, sampleRateHz: 44_100 }
    expect(await station.refused('POST', `/api/recordings/${id}/sessions`, other)).toMatchObject({
      code: 'recording-format-changed',
      message: 'Micrô lần này thu theo khuôn khác với phần đã thu (48 kHz, một kênh), nên không nối được.',
    })
    for (let again = 0; again < 2; again += 1) await station.get('POST', `/api/recordings/${id}/sessions`, session)
    for (const number of [2, 3, 4]) await put(id, number)
    expect((await station.get<UnfinishedRecording>('GET', `/api/recordings/${id}`)).sessions).toBe(2)
    const take = await finish(id)
    expect(take.warnings).toContain('Bản thu bị ngắt rồi thu tiếp; nối tại 00:01: xin nghe kỹ chỗ nối.')
    const row = await station.db.selectFrom('takes').select('microphone').where('id', '=', take.id).executeTakeFirst()
    expect(JSON.parse(row?.microphone ?? '')).toMatchObject({
      ...microphone,
      sessions: [{ firstChunk: 0 }, { firstChunk: 2, microphone }],
    })
  })

  it('may be opened again with the number that the page chose, and by nothing else', async () => {
    const recordingId = randomUUID()
    await open({ recordingId })
    expect(await open({ recordingId })).toBe(recordingId)
    expect((await station.refused('POST', url(), opened({ recordingId, channels: 2 }))).code).toBe(
      'recording-format-changed',
    )
    expect((await station.refused('POST', url(), opened({ recordingId: '../../station.db' }))).status).toBe(400)
    await station.get('DELETE', `/api/recordings/${recordingId}`)
  })

  it('tells a second reader who records the item and since when; beside the first or after it both go', async () => {
    time.wait(10 * 60_000)
    const first = await open({ alongside: false })
    await put(first, 0)
    const refused = await station.refused('POST', url(), opened({ alongside: false }))
    expect(refused).toMatchObject({ code: 'being-recorded', status: 409, details: { by: 'Kỹ thuật viên trực' } })
    expect(refused.message).toMatch(/^Kỹ thuật viên trực đang thu tiết mục này từ \d\d:\d\d\.$/)
    const beside = await open({ alongside: true })
    await station.get('DELETE', `/api/recordings/${beside}`)
    time.wait(3 * 60_000)
    const listed = await station.get<UnfinishedRecording[]>('GET', url())
    expect(listed.find(({ recordingId }) => recordingId === first)?.isLive).toBe(false)
    const after = await open({ alongside: false })
    for (const id of [first, after]) await station.get('DELETE', `/api/recordings/${id}`)
  })

  it('leaves out what was read again, and keeps the whole beside it', async () => {
    const id = await open()
    for (const number of chunks.keys()) await put(id, number)
    const cuts = [
      { fromFrame: 30_000, toFrame: 54_000 },
      { fromFrame: 40_000, toFrame: 60_000 },
    ]
    const take = await finish(id, { cuts })
    expect(take).toMatchObject({ source: 'edit' })
    expect(take.durationMs).toBeCloseTo(((sound.length - 30_000) * 1000) / RATE, 0)
    const { takes } = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    const original = takes.find(({ id: one }) => one === take.editOf)
    expect(original).toMatchObject({ source: 'browser' })
    expect(original?.durationMs).toBeCloseTo(2500, 0)
    // Asked again the same take answers, and nothing is made twice.
    expect((await finish(id, { cuts })).id).toBe(take.id)
    expect(takes.filter(({ editOf }) => editOf === original?.id)).toHaveLength(1)
  })

  it('stays whole when everything, all but a moment, or nothing was read again', async () => {
    const allBut = sound.length - RATE / 10
    for (const cuts of [[{ fromFrame: 0, toFrame: 10 * RATE }], [{ fromFrame: 0, toFrame: allBut }], []]) {
      const id = await open()
      for (const number of chunks.keys()) await put(id, number)
      expect((await finish(id, { cuts })).source).toBe('browser')
    }
  })

  it('can be given up without a trace', async () => {
    const id = await open()
    await put(id, 0)
    await station.get('DELETE', `/api/recordings/${id}`)
    expect((await put(id, 1)).status).toBe(404)
    expect((await station.refused('GET', `/api/recordings/${id}`)).code).toBe('not-found')
    expect(await folders()).not.toContain(id)
  })

  it('that has become a take takes no more sound', async () => {
    const id = await open()
    for (const number of chunks.keys()) await put(id, number)
    await finish(id)
    expect((await put(id, 5, { bytes: chunks[0] ?? Buffer.alloc(0) })).body.code).toBe('recording-closed')
    expect((await station.refused('DELETE', `/api/recordings/${id}`)).code).toBe('recording-closed')
  })

  it('that was finished with what had come is not taken for whole by the one who has more of it', async () => {
    const id = await open()
    for (const number of [0, 1, 2]) await put(id, number)
    const part = { chunks: 3, frames: 3 * HALF, lostFrames: 0 }
    const take = await station.get<Take>('POST', `/api/recordings/${id}/finish`, part)
    expect((await station.get<Take>('POST', `/api/recordings/${id}/finish`, part)).id).toBe(take.id)
    expect((await station.refused('POST', `/api/recordings/${id}/finish`, whole())).code).toBe('recording-closed')
  })

  it('whose take was made just before the station went down becomes no second take', async () => {
    const id = await open()
    for (const number of chunks.keys()) await put(id, number)
    const folder = join(station.dataDir, 'recordings', id)
    const kept = await Promise.all(
      (await readdir(folder)).map(async (name) => [name, await readFile(join(folder, name))] as const),
    )
    const rows = await station.db.selectFrom('recording_chunks').selectAll().where('recording_id', '=', id).execute()
    const take = await finish(id)
    // As it stood between the take and its note.
    await station.db.updateTable('recordings').set({ take_id: null }).where('id', '=', id).execute()
    await station.db.insertInto('recording_chunks').values(rows).execute()
    await mkdir(folder)
    for (const [name, bytes] of kept) await writeFile(join(folder, name), bytes)
    expect((await finish(id)).id).toBe(take.id)
  })
})
