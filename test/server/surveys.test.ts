import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Edition, FindingKind, Revision, Take, TakeFinding, TakeSurvey } from '../../server/contract/index.ts'
import { replacedBy } from '../../server/surveys/words.ts'
import { TestStation, until } from '../builders.ts'
import { babble, wav } from '../sounds.ts'

const words = 'Kính thưa quý vị và các bạn, đây là chương trình cải cách hành chính và cuộc sống.'
const silence = (seconds: number) => new Float32Array(seconds * 48_000)
const joined = (...parts: Float32Array[]) => Float32Array.from(parts.flatMap((part) => [...part]))

describe('the survey of a read', () => {
  let station: TestStation
  let edition: Edition
  let revision: Revision
  let itemId: string
  beforeAll(async () => {
    station = await TestStation.open({ looksAtReads: true })
    await station.setUp()
    ;({ edition } = await station.edition('2026-11'))
    revision = await station.approvedScript(edition.id, [words])
    itemId = revision.items[0]?.itemId ?? ''
  })
  afterAll(() => station.close())

  const surveyOf = (id: string, of = station) => of.get<TakeSurvey>('GET', `/api/takes/${id}/survey`)
  const over = (id: string, of = station) =>
    until('the survey', async () => {
      const survey = await surveyOf(id, of)
      return survey.state === 'waiting' ? undefined : survey
    })
  const kinds = ({ findings }: TakeSurvey) => findings.map(({ kind }) => kind)

  it('comes by itself after an upload: loudness, findings in Vietnamese with their places, fine peaks', async () => {
    const sound = joined(silence(2), babble(5), silence(3))
    const take = await station.upload(revision, itemId, wav(sound), 'đọc.wav')
    await until('the row', async () =>
      (await station.db.selectFrom('take_surveys').selectAll().where('take_id', '=', take.id).execute()).at(0),
    )
    const survey = await surveyOf(take.id)
    expect(survey).toMatchObject({ state: 'ready', replaces: [] })
    expect(survey.loudnessLufs).toBeGreaterThan(-30)
    expect(survey.loudnessLufs).toBeLessThan(-10)
    expect(kinds(survey)).toEqual(['leading-silence', 'trailing-silence'])
    const [leading, trailing] = survey.findings
    expect(leading).toMatchObject({ fromMs: 0, suggestion: 'trim-start', severity: 'note' })
    expect(leading?.sentence).toBe('Im lặng 2,0 giây trước lời đọc: nên cắt bớt.')
    expect(leading?.toMs).toBeGreaterThan(1_500)
    expect(leading?.toMs).toBeLessThan(2_000)
    expect(trailing).toMatchObject({ toMs: 10_000, suggestion: 'trim-end' })
    const peaks = await station.ask('GET', `/api/takes/${take.id}/peaks.bin`)
    expect(peaks.status).toBe(200)
    expect(peaks.raw.length).toBeGreaterThan(2 * 200 * 10)
  })

  it('names clipping with its place, and says which warning of the read that replaces', async () => {
    const loud = babble(3).map((sample) => Math.max(-1, Math.min(1, 8 * sample)))
    const take = await station.upload(revision, itemId, wav(joined(babble(3), loud)), 'to.wav')
    expect(take.warnings).toEqual(['Có chỗ vỡ tiếng (thu quá to).'])
    const survey = await over(take.id)
    expect(survey.replaces).toEqual(take.warnings)
    const clipping = survey.findings.find(({ kind }) => kind === 'clipping')
    expect(clipping).toMatchObject({ severity: 'warning', fromMs: 3_000 })
    expect(clipping?.sentence).toContain('Vỡ tiếng')
  })

  it('holds the read time against the text, numbers said in full', async () => {
    const text = `Điện thoại 0277 3861 234, ${'bà con mang theo căn cước công dân và giấy tờ gốc để đối chiếu. '.repeat(4)}`
    const long = await station.edition('2026-12')
    const script = await station.approvedScript(long.edition.id, [text])
    const id = script.items[0]?.itemId ?? ''
    const short = await over((await station.upload(script, id, wav(babble(6)), 'ngắn.wav')).id)
    const [finding] = short.findings.filter(({ kind }) => kind === 'read-short')
    expect(finding?.sentence).toMatch(/^Đọc hết 6 giây, lời này thường cần khoảng \d+ giây: có thể sót một đoạn/)
    const right = await over((await station.upload(script, id, wav(babble(17)), 'đủ.wav')).id)
    expect(kinds(right)).not.toContain('read-short')
    expect(kinds(right)).not.toContain('read-long')
  })

  it('leaves nothing half made and is asked for in vain where there is no such read', async () => {
    await until('the folder', async () => {
      const left = await readdir(join(station.dataDir, 'surveys'))
      return left.length === 0 || undefined
    })
    expect((await station.refused('GET', '/api/takes/không-có/survey')).code).toBe('not-found')
  })

  it('that cannot be made is told with its reason, three tries at most, and the read stays as it was', async () => {
    const take = await station.upload(revision, itemId, wav(babble(3, { seed: 7 })), 'mất.wav')
    await over(take.id)
    const { db } = station
    await db.deleteFrom('take_surveys').where('take_id', '=', take.id).execute()
    const path = join(station.dataDir, 'media', take.mediaSha256.slice(0, 2), take.mediaSha256)
    await rm(path)
    await writeFile(path, 'không còn là âm thanh')
    const failed = await over(take.id)
    expect(failed).toMatchObject({ state: 'failed', findings: [], replaces: [] })
    expect(failed.reason).toContain('mất.wav')
    // Asked again at once it is not tried again; later it is, and after three tries no more.
    const tries = async () =>
      (await db.selectFrom('take_survey_failures').selectAll().where('take_id', '=', take.id).execute()).length
    await surveyOf(take.id)
    expect(await tries()).toBe(1)
    for (const expected of [2, 3, 3]) {
      await db.updateTable('take_survey_failures').set({ failed_at: 1 }).where('take_id', '=', take.id).execute()
      await over(take.id)
      await until('the try', async () => (await tries()) === expected || undefined)
    }
    expect((await over(take.id)).state).toBe('failed')
    const { takes } = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    expect(takes.find(({ id }) => id === take.id)?.warnings).toEqual(take.warnings)
  })

  it('broken off by the end of the station comes after the next start, by itself', async () => {
    const first = await TestStation.open({ looksAtReads: true })
    await first.setUp()
    const { edition: ours } = await first.edition('2026-11')
    const script = await first.approvedScript(ours.id, [words])
    const takes: Take[] = []
    for (const seed of [1, 2, 3])
      takes.push(await first.upload(script, script.items[0]?.itemId ?? '', wav(babble(20, { seed })), `${seed}.wav`))
    await first.close({ keepData: true })
    const second = await TestStation.open({ dataDir: first.dataDir, looksAtReads: true })
    try {
      await until('all surveys', async () => {
        const rows = await second.db.selectFrom('take_surveys').select('take_id').execute()
        return takes.every(({ id }) => rows.some(({ take_id }) => take_id === id)) || undefined
      })
      const rows = await second.db.selectFrom('take_surveys').select('take_id').execute()
      expect(rows).toHaveLength(takes.length)
    } finally {
      await second.close()
    }
  })
})

describe('what a finding says already', () => {
  const finding = (kind: FindingKind, fromMs = 0, toMs = 1_000): TakeFinding => ({
    kind,
    fromMs,
    toMs,
    severity: 'warning',
    sentence: '',
  })
  const clipped = 'Có chỗ vỡ tiếng (thu quá to).'
  const silent = 'Phần lớn bản thu là khoảng lặng.'
  const length = 'Bản thu dài 6 giây, còn lời đọc dự tính 20 giây: xin nghe lại, có thể thiếu đoạn hoặc nhầm tệp.'
  const video = 'Tệp là video: chỉ lấy đường tiếng.'
  const warnings = [clipped, silent, length, video]

  it.each([
    [[], []],
    [[finding('clipping')], [clipped]],
    [[finding('read-short')], [length]],
    [[finding('trailing-silence', 1_000, 9_000)], [silent]],
    [[finding('long-silence', 1_000, 2_000)], []],
    [[finding('hum'), finding('noise'), finding('far-from-microphone')], []],
  ])('is left out of the warnings, and nothing else (%#)', (findings, expected) => {
    expect(replacedBy(findings, warnings, 10_000)).toEqual(expected)
  })
})
