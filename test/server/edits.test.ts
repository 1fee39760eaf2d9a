import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { finePeaks } from '../../audio/index.ts'
import type { Edition, EditJob, ErrorBody, Revision, Take, TakeEdit, TakePiece } from '../../server/contract/index.ts'
import { ffmpegOfTests, TestStation, until } from '../builders.ts'
import { babble, babbleWav, wav } from '../sounds.ts'

describe('edited reads', () => {
  let station: TestStation
  let edition: Edition
  let revision: Revision
  let itemId: string
  let take: Take
  const sound = babble(6)
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    ;({ edition } = await station.edition('2026-11'))
    revision = await station.approvedScript(edition.id, ['Kính thưa quý vị và các bạn.', 'Mời bà con nghe tin.'])
    itemId = revision.items[0]?.itemId ?? ''
    take = await station.upload(revision, itemId, wav(sound), 'Bài đọc.wav')
  })
  afterAll(() => station.close())

  const piece = (of: Take, fromMs: number, toMs: number): TakePiece => ({ takeId: of.id, fromMs, toMs })
  const edit = async (of: Take, pieces: TakePiece[]): Promise<Take> => {
    const begun = await station.get<EditJob>('POST', `/api/takes/${of.id}/edits`, { pieces })
    const over = await until('the edit', async () => {
      const job = await station.get<EditJob>('GET', `/api/edits/${begun.id}`)
      return job.state === 'making' ? undefined : job
    })
    if (!over.take) throw new Error(JSON.stringify(over))
    return over.take
  }
  const refused = (of: Take, pieces: TakePiece[]) => station.refused('POST', `/api/takes/${of.id}/edits`, { pieces })
  const takes = async () => (await station.get<Edition>('GET', `/api/editions/${edition.id}`)).takes

  it('are takes of the same words, made of the original, which stays as it was', async () => {
    const begun = await station.ask<EditJob>('POST', `/api/takes/${take.id}/edits`, {
      pieces: [piece(take, 500, 2_000), piece(take, 3_000, 5_500)],
    })
    expect(begun.status).toBe(201)
    expect(begun.body).toMatchObject({ state: 'made', fraction: 1, takeId: take.id })
    expect(begun.body.take).toMatchObject({
      source: 'edit',
      editOf: take.id,
      itemId,
      revisionId: revision.id,
      textHash: take.textHash,
      fileName: 'Cắt từ “Bài đọc”.wav',
      durationMs: 4_000,
      sampleRateHz: 48_000,
      channels: 1,
      codec: 'pcm_s16le',
      isOfOlderText: false,
    })
    expect(begun.body.take?.choice).toBeUndefined()
    const original = await station.ask('GET', `/api/takes/${take.id}/original`)
    expect(original.raw.equals(wav(sound))).toBe(true)
    const made = await station.ask('GET', `/api/takes/${begun.body.take?.id}/original`)
    expect(made.raw.length).toBe(44 + 4_000 * 48 * 2)
    expect(
      made.raw.subarray(44 + 2 * 480, 44 + 2 * 71_000).equals(original.raw.subarray(44 + 2 * 24_480, 44 + 2 * 95_000)),
    ).toBe(true)
    expect(await readdir(join(station.dataDir, 'work'))).toEqual([])
  })

  it('can be gone on with from their pieces, always of originals', async () => {
    const pieces = [piece(take, 0, 2_000), piece(take, 3_000, 6_000)]
    const first = await edit(take, pieces)
    const told = await station.get<TakeEdit>('GET', `/api/takes/${first.id}/edit`)
    expect(told).toMatchObject({ takeId: first.id, parentTakeId: take.id, pieces })
    expect(told.sources.map(({ id }) => id)).toEqual([take.id])
    const second = await edit(first, [piece(take, 0, 2_000), piece(take, 4_000, 6_000)])
    expect(second).toMatchObject({ editOf: first.id, durationMs: 4_000, fileName: 'Cắt từ “Bài đọc”.wav' })
    expect((await refused(first, [piece(first, 0, 1_000)])).code).toBe('bad-edit')
  })

  it('begin from an original as one piece', async () => {
    const told = await station.get<TakeEdit>('GET', `/api/takes/${take.id}/edit`)
    expect(told).toMatchObject({ takeId: take.id, pieces: [piece(take, 0, take.durationMs)] })
    expect(told.parentTakeId).toBeUndefined()
    expect((await station.refused('GET', '/api/takes/không-có/edit')).code).toBe('not-found')
  })

  it('join the first half of one read and the second of another of the same words', async () => {
    const other = await station.upload(revision, itemId, babbleWav(6, { seed: 4, sampleRateHz: 44_100 }), 'lần hai.wav')
    const joined = await edit(take, [piece(take, 0, 3_000), piece(other, 3_000, 6_000)])
    expect(joined).toMatchObject({
      fileName: 'Ghép 2 bản thu.wav',
      durationMs: 6_000,
      codec: 'pcm_s24le',
      editOf: take.id,
    })
    const copy = await station.ask('GET', `/api/takes/${joined.id}/audio`)
    expect([copy.status, copy.headers['content-type']]).toEqual([200, 'audio/mpeg'])
  })

  it('pass on what was lost in the recording, and say nothing that was only true of the original', async () => {
    const damaged = await station.upload(revision, itemId, babbleWav(4).subarray(0, 300_000), 'cụt.wav')
    const loud = await station.upload(revision, itemId, wav(babble(4).map((one) => one * 9)), 'vỡ tiếng.wav')
    expect(damaged.warnings).toContain('Tệp bị cụt ở cuối: xin nghe kỹ đoạn kết.')
    expect(loud.warnings).toContain('Có chỗ vỡ tiếng (thu quá to).')
    const joined = await edit(damaged, [piece(damaged, 0, 2_000), piece(take, 2_000, 4_000)])
    expect(joined.warnings).toEqual(['Tệp bị cụt ở cuối: xin nghe kỹ đoạn kết.'])
  })

  it('are refused with a reason, and nothing is left of them', async () => {
    const before = (await takes()).length
    const elsewhere = await station.upload(revision, revision.items[1]?.itemId ?? '', babbleWav(3), 'tin khác.wav')
    expect(await refused(take, [piece(take, 0, 9_000)])).toMatchObject({ code: 'piece-outside', status: 422 })
    expect((await refused(take, [piece(take, 4_000, 3_000)])).code).toBe('empty-edit')
    expect((await refused(take, [piece(take, 0, take.durationMs)])).message).toContain('chưa cắt hay ghép chỗ nào')
    expect((await refused(take, [piece(take, 0, 2_000), piece(elsewhere, 0, 1_000)])).code).toBe('bad-edit')
    expect((await station.refused('POST', `/api/takes/${take.id}/edits`, { pieces: [] })).code).toBe('bad-request')
    expect((await station.refused('POST', '/api/takes/không-có/edits', { pieces: [piece(take, 0, 1_000)] })).code).toBe(
      'not-found',
    )
    expect((await station.refused('GET', '/api/edits/không-có')).code).toBe('not-found')
    expect(await takes()).toHaveLength(before + 1)
    expect(await readdir(join(station.dataDir, 'work'))).toEqual([])
  })

  it('of an original whose file is gone are refused with what to do', async () => {
    const lost = await station.upload(revision, itemId, babbleWav(3, { seed: 9 }), 'mất.wav')
    const { mediaSha256: sha } = lost
    const path = join(station.dataDir, 'media', sha.slice(0, 2), sha)
    const bytes = await readFile(path)
    await writeFile(path, '')
    const told = await refused(lost, [piece(lost, 0, 2_000)])
    expect(told).toMatchObject({ code: 'empty-file' })
    expect(told.message).toContain('mất.wav')
    await writeFile(path, bytes)
  })

  describe('and their words', () => {
    it('that changed make a read “bản cũ”, which is heard and never chosen', async () => {
      const choose = (id: string, choice: 'kept' | 'discarded') =>
        station.ask<Take & ErrorBody>('POST', `/api/takes/${id}/choice`, { choice })
      const before = await edit(take, [piece(take, 0, 2_500)])
      expect((await choose(take.id, 'kept')).status).toBe(200)
      const items = revision.items.map((item) => ({ itemId: item.itemId, title: item.title, text: item.text }))
      const [first, second] = items
      if (!first || !second) throw new Error('two items')
      const write = (changed: typeof items, parentId: string) =>
        station.get<Revision>('POST', `/api/editions/${edition.id}/revisions`, {
          source: 'written',
          parentId,
          items: changed,
        })
      const next = await write([{ ...first, text: 'Kính chào quý vị và các bạn.' }, second], revision.id)
      const ofId = async (id: string) => (await takes()).find((one) => one.id === id)
      expect(await ofId(take.id)).toMatchObject({ isOfOlderText: true, choice: 'kept' })
      expect(await ofId(before.id)).toMatchObject({ isOfOlderText: true })
      const answer = await choose(before.id, 'kept')
      expect([answer.status, answer.body.code]).toEqual([409, 'take-of-older-text'])
      expect(answer.body.message).toContain('bản 1 của kịch bản')
      expect((await choose(before.id, 'discarded')).status).toBe(200)
      expect((await edit(take, [piece(take, 0, 2_000)])).isOfOlderText).toBe(true)

      const newer = await station.upload(next, itemId, babbleWav(6, { seed: 11 }), 'theo lời mới.wav')
      expect(newer.isOfOlderText).toBe(false)
      const mixed = await refused(take, [piece(take, 0, 2_000), piece(newer, 2_000, 4_000)])
      expect(mixed).toMatchObject({ code: 'pieces-of-other-text', status: 409 })

      const back = await write(items, next.id)
      expect(await ofId(take.id)).toMatchObject({ isOfOlderText: false })
      expect(await ofId(newer.id)).toMatchObject({ isOfOlderText: true })
      await write([second], back.id)
      expect(await ofId(take.id)).toMatchObject({ isOfOlderText: true })
      expect((await choose(take.id, 'kept')).body.code).toBe('take-of-older-text')
    })
  })
})

describe('keeping another read', () => {
  it('leaves the one that was kept undecided, to be taken again; thrown away is what a person threw away', async () => {
    const station = await TestStation.open()
    await station.setUp()
    const { edition } = await station.edition('2026-11')
    const revision = await station.approvedScript(edition.id, ['Kính thưa quý vị và các bạn.'])
    const itemId = revision.items[0]?.itemId ?? ''
    const ids: string[] = []
    for (const seed of [1, 2, 3])
      ids.push((await station.upload(revision, itemId, babbleWav(2, { seed }), `${seed}.wav`)).id)
    const choices = async () => {
      const { takes } = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
      return ids.map((id) => takes.find((one) => one.id === id)?.choice)
    }
    const choose = (place: number, choice: 'kept' | 'discarded') =>
      station.get<Take>('POST', `/api/takes/${ids[place]}/choice`, { choice })
    await choose(2, 'discarded')
    await choose(0, 'kept')
    await choose(1, 'kept')
    expect(await choices()).toEqual([undefined, 'kept', 'discarded'])
    await choose(0, 'kept')
    expect(await choices()).toEqual(['kept', undefined, 'discarded'])
    await choose(1, 'kept')
    await choose(1, 'discarded')
    expect(await choices()).toEqual([undefined, 'discarded', 'discarded'])
    await station.close()
  })
})

describe('fine peaks', () => {
  it('are there once a read was looked at, held by the browser for good, and its loudness with them', async () => {
    const station = await TestStation.open({ looksAtReads: true })
    await station.setUp()
    const { edition } = await station.edition('2026-11')
    const revision = await station.approvedScript(edition.id, ['Kính thưa quý vị và các bạn.'])
    const take = await station.upload(revision, revision.items[0]?.itemId ?? '', babbleWav(5), 'tin.wav')
    const path = join(station.dataDir, 'peaks')
    const { mediaSha256: sha } = take
    await finePeaks(join(station.dataDir, 'media', sha.slice(0, 2), sha), path, await ffmpegOfTests())
    const found = await until('the peaks', async () => {
      const answer = await station.ask<ErrorBody>('GET', `/api/takes/${take.id}/peaks.bin`)
      if (answer.status === 200) return answer
      expect(answer.body.code).toBe('peaks-not-ready')
      return undefined
    })
    expect(found.raw.equals(await readFile(path))).toBe(true)
    expect(found.headers['cache-control']).toBe('private, max-age=31536000, immutable')
    const etag = String(found.headers.etag)
    const again = await station.ask('GET', `/api/takes/${take.id}/peaks.bin`, undefined, { 'if-none-match': etag })
    expect(again.status).toBe(304)
    const { takes } = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    expect(takes[0]?.loudnessLufs).toBeLessThan(-5)
    await station.close()
  })
})
