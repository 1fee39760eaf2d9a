import type { QualitySheet } from '../../../server/contract/index.ts'
import type { Dice } from './dice.ts'
import type { LaidEdition, LaidItem, LaidSounds } from './editions.ts'
import type { Rows } from './rows.ts'
import type { LaidPeriod, LaidStation } from './station.ts'

const TARGET_LUFS = -16
const FRAMES_PER_MS = 48
/** One edition in ten carries a work that was given an award. */
const WITH_WORK = 0.1
/** The picture of a sound, as thick as they are. */
export const PEAKS = JSON.stringify({
  perSecond: 2,
  pairs: Array.from({ length: 600 }, (_, place) => (place * 37) % 120),
})

/** Writes the verified render of an edition, with its recipe, its quality sheet and its files. */
export function layRender(
  rows: Rows,
  dice: Dice,
  made: { editionId: string; revisionId: string; items: LaidItem[]; one: LaidPeriod; at: number },
  { tuneSha256s, workSha256s }: LaidSounds,
  { accountId }: LaidStation,
): Pick<LaidEdition, 'renderId' | 'masterSha256' | 'durationMs' | 'readyAt'> {
  const { editionId, revisionId, items, one, at } = made
  const renderId = dice.id()
  const [master, mp3, mono] = [dice.hash(), dice.hash(), dice.hash()]
  const sounds: { role: QualitySheet['parts'][number]['kind']; title: string; sha256: string; durationMs: number }[] = [
    { role: 'intro', title: 'Nhạc hiệu', sha256: tuneSha256s[0], durationMs: 8000 },
    ...items.map(({ kind, title, mediaSha256, durationMs }) => ({
      role: kind,
      title,
      sha256: mediaSha256,
      durationMs,
    })),
    ...(dice.happens(WITH_WORK)
      ? [{ role: 'filler' as const, title: 'Tác phẩm đoạt giải', sha256: dice.pick(workSha256s), durationMs: 90_000 }]
      : []),
    { role: 'outro', title: 'Nhạc hiệu', sha256: tuneSha256s[1], durationMs: 6000 },
  ]
  const durationMs = sounds.reduce((sum, sound) => sum + sound.durationMs, 0)
  const requestedAt = at + 2 * 3_600_000
  const readyAt = requestedAt + 30_000
  rows.add('renders', {
    id: renderId,
    edition_id: editionId,
    revision_id: revisionId,
    recipe: JSON.stringify({
      reads: items.map(({ itemId, textHash, takeId, mediaSha256 }) => ({ itemId, textHash, takeId, mediaSha256 })),
      recipe: recipeOf(sounds),
      fileName: `ky-phat-${one.period}.mp3`,
    }),
    target_lufs: TARGET_LUFS,
    requested_by: accountId,
    requested_at: requestedAt,
  })
  for (const [sha256, bytes] of [
    [master, durationMs * 192],
    [mp3, durationMs * 16],
    [mono, durationMs * 8],
  ] as const) {
    rows.add('media', { sha256, bytes, media_type: sha256 === master ? 'audio/wav' : 'audio/mpeg', added_at: readyAt })
  }
  const figures = { integratedLufs: TARGET_LUFS + dice.between(-9, 9) / 100, truePeakDbtp: -1.2, rangeLu: 4.1 }
  rows.add('render_outcomes', {
    render_id: renderId,
    outcome: 'verified',
    reason: null,
    master_sha256: master,
    mp3_sha256: mp3,
    mono_sha256: mono,
    duration_ms: durationMs,
    frames: durationMs * FRAMES_PER_MS,
    figures: JSON.stringify({ master: figures, mp3: figures, mono: figures, reads: [], ffmpegVersion: '5.1.9' }),
    peaks: PEAKS,
    sheet: JSON.stringify(sheetOf(sounds, durationMs, figures)),
    finished_at: readyAt,
  })
  return { renderId, masterSha256: master, durationMs, readyAt }
}

function recipeOf(sounds: readonly { role: string; title: string; sha256: string }[]) {
  const parts = sounds.map(({ role, title, sha256 }) => ({
    role,
    title,
    sha256,
    gapAfterFrames: 0,
    keep: [],
    treatment: { highPass: false, noiseReduction: 'off', deClick: 'off' },
    gainDb: 0,
    fadeInFrames: 0,
    fadeOutFrames: 0,
  }))
  const tags = { title: 'Kỳ phát', artist: 'Đài', album: 'Chương trình', date: '2026-01-01' }
  return {
    version: 2,
    targetLufs: TARGET_LUFS,
    truePeakMaxDbtp: -1,
    sampleRateHz: 48_000,
    channels: 2,
    parts,
    beds: [],
    tags,
  }
}

function sheetOf(
  sounds: readonly { role: QualitySheet['parts'][number]['kind']; title: string; durationMs: number }[],
  durationMs: number,
  figures: QualitySheet['files'][number]['figures'],
): QualitySheet {
  let startMs = 0
  const parts = sounds.map(({ role, title, durationMs: ms }) => {
    startMs += ms
    return {
      kind: role,
      title,
      startMs: startMs - ms,
      durationMs: ms,
      measuredLufs: -23.4,
      gainDb: 7.4,
      deliveredLufs: TARGET_LUFS,
      limitedDb: 0.4,
      clippedRuns: 0,
      silences: [],
    }
  })
  return {
    verdict: 'good',
    notes: [],
    durationMs,
    fit: 'unknown',
    targetLufs: TARGET_LUFS,
    truePeakMaxDbtp: -1,
    files: (['master', 'mp3', 'mono'] as const).map((form) => ({
      form,
      fileName: `${form}.mp3`,
      bytes: durationMs * 16,
      sha256: '0'.repeat(64),
      figures,
    })),
    parts,
    loudnessLufs: Array.from({ length: Math.floor(durationMs / 1000) }, (_, second) => -16 - (second % 7) / 2),
    ffmpegVersion: '5.1.9',
  }
}
