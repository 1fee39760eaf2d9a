import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import type { Rendered, RenderedPart } from '../../../audio/index.ts'
import { schema } from '../../../server/contract/index.ts'
import { composeSheet } from '../../../server/renders/sheet.ts'
import { type SheetFacts, sheetNotes } from '../../../server/renders/sheet-notes.ts'

const SECOND = 48_000
const TUNE = 'a'.repeat(64)
const READ = 'b'.repeat(64)

function part(more: Partial<RenderedPart> = {}): RenderedPart {
  return {
    role: 'item',
    title: 'Tin thứ nhất',
    sha256: READ,
    startFrame: 10 * SECOND,
    frames: 60 * SECOND,
    measuredLufs: -26,
    measuredTruePeakDbtp: -6,
    appliedGainDb: 3,
    limited: false,
    limitedDb: 0,
    deliveredLufs: -23,
    usedChannel: 'both',
    noiseFloorDbfs: -70,
    clippedRuns: 0,
    silences: [],
    ...more,
  }
}

function facts(more: Partial<SheetFacts> = {}): SheetFacts {
  return {
    durationMs: 900_000,
    norm: { normMs: 900_000, fit: 'fits' },
    targetLufs: -23,
    maxShortTermLufs: -19,
    parts: [part()],
    reads: new Set([READ]),
    ...more,
  }
}

describe('the notes of a quality sheet', () => {
  it('are none where nothing is to be said', () => {
    expect(sheetNotes(facts())).toEqual([])
    expect(sheetNotes(facts({ norm: { fit: 'unknown' } }))).toEqual([])
  })

  it('say how far a programme is off its norm', () => {
    expect(sheetNotes(facts({ durationMs: 972_000, norm: { normMs: 900_000, fit: 'long' } }))).toEqual([
      'Thời lượng 16 phút 12 giây, dài hơn 1 phút 12 giây so với định mức 15 phút.',
    ])
    expect(sheetNotes(facts({ durationMs: 845_000, norm: { normMs: 900_000, fit: 'short' } }))).toEqual([
      'Thời lượng 14 phút 5 giây, ngắn hơn 55 giây so với định mức 15 phút.',
    ])
  })

  it('come the gravest first', () => {
    const troubled = part({
      limitedDb: 3.24,
      clippedRuns: 12,
      silences: [{ atFrame: 5 * SECOND, frames: 2.5 * SECOND }],
      measuredLufs: -44,
      noiseFloorDbfs: -66,
      appliedGainDb: 21,
      usedChannel: 'left',
    })
    const notes = sheetNotes(
      facts({
        durationMs: 80_000,
        norm: { normMs: 60_000, fit: 'long' },
        maxShortTermLufs: -16.4,
        parts: [part({ title: 'Nhạc hiệu', sha256: TUNE, limitedDb: 0.5 }), troubled],
      }),
    )
    expect(notes).toEqual([
      'Thời lượng 1 phút 20 giây, dài hơn 20 giây so với định mức 1 phút.',
      '“Tin thứ nhất”: đã ghìm đỉnh 3,2 dB để không vượt mức đỉnh cho phép.',
      '“Tin thứ nhất”: có 12 chỗ vỡ tiếng do thu quá to; nghe lại, nếu rè thì thu lại.',
      '“Tin thứ nhất”: khoảng lặng dài ở 00:15 (2,5 giây).',
      '“Tin thứ nhất”: nền ồn, tiếng đọc chỉ cao hơn nền 22 dB; thử giảm tạp âm hoặc thu lại ở nơi yên tĩnh.',
      'Có đoạn to tới −16,4 LUFS; với chương trình dưới 2 phút nên không quá −18 LUFS (EBU R 128 s1).',
      '“Tin thứ nhất”: thu quá nhỏ (−44,0 LUFS), đã nâng 21,0 dB nên tạp âm cũng to theo; lần sau thu gần micrô hơn.',
      '“Tin thứ nhất”: kênh phải không có tiếng hoặc ngược pha, đã dùng kênh trái cho cả hai bên.',
    ])
  })

  it('hold two minutes to be no short form any more, and −18 LUFS to be allowed', () => {
    expect(sheetNotes(facts({ durationMs: 120_000, norm: { fit: 'unknown' }, maxShortTermLufs: -12 }))).toEqual([])
    expect(sheetNotes(facts({ durationMs: 119_000, norm: { fit: 'unknown' }, maxShortTermLufs: -18 }))).toEqual([])
  })

  it('do not find fault with how a tune of the library was made', () => {
    const tune = part({ sha256: TUNE, clippedRuns: 9, noiseFloorDbfs: -30, silences: [{ atFrame: 0, frames: SECOND }] })
    expect(sheetNotes(facts({ parts: [tune] }))).toEqual([])
  })

  it('count long silences when there are many, and name places after an hour', () => {
    const silences = Array.from({ length: 7 }, (_, place) => ({ atFrame: place * 9 * SECOND, frames: 3 * SECOND }))
    const [note] = sheetNotes(facts({ parts: [part({ startFrame: 3661 * SECOND, silences })] }))
    expect(note).toContain('1:01:01 (3,0 giây), 1:01:10')
    expect(note).toMatch(/ và 2 chỗ nữa\.$/)
  })
})

describe('a quality sheet', () => {
  const file = { path: '/x', sha256: 'c'.repeat(64), bytes: 1000, frames: 900 * SECOND }
  const figures = { integratedLufs: -23, truePeakDbtp: -2, rangeLu: 5, maxMomentaryLufs: -15, maxShortTermLufs: -19 }
  const rendered: Rendered = {
    master: { ...file, durationMs: 900_000, figures },
    mp3: { ...file, figures: { ...figures, integratedLufs: -23.05 } },
    mono: { ...file, figures },
    parts: [part({ silences: [{ atFrame: 4800, frames: 96_000 }] })],
    loudnessLufs: [undefined, undefined, -23.5],
    rounds: { master: 1, mp3: 1, mono: 1 },
    limited: false,
    ffmpegVersion: '5.1',
  }
  const sheet = composeSheet({
    rendered,
    recipe: { targetLufs: -23, truePeakMaxDbtp: -1 },
    norm: { normMs: 900_000, fit: 'fits' },
    reads: new Set([READ]),
    fileNames: { master: 'a.wav', mp3: 'a.mp3', mono: 'a-mono.mp3' },
  })

  it('is what the contract says, also after it was kept', () => {
    const kept: unknown = JSON.parse(JSON.stringify(sheet))
    expect(Value.Errors(schema.QualitySheet, kept)).toEqual([])
    expect(kept).toEqual(sheet)
  })

  it('names every delivered file with its own figures, and silence as such', () => {
    expect(sheet.files.map(({ form, fileName, figures }) => [form, fileName, figures.integratedLufs])).toEqual([
      ['master', 'a.wav', -23],
      ['mp3', 'a.mp3', -23.05],
      ['mono', 'a-mono.mp3', -23],
    ])
    expect(sheet.loudnessLufs).toEqual([null, null, -23.5])
    expect(sheet.parts[0]).toMatchObject({ startMs: 10_000, durationMs: 60_000, silences: [{ atMs: 100, ms: 2000 }] })
  })

  it('judges by whether there is anything to know', () => {
    expect([sheet.verdict, sheet.notes.length]).toEqual(['good-with-notes', 1])
  })
})
