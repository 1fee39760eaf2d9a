import { join } from 'node:path'
import { writeWav } from '../../audio/index.ts'
import type { RecordingFinished, Take } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { makeEdit } from '../edits/index.ts'
import { StationError } from '../errors.ts'
import { listTakes, lostSentence, makeTake } from '../takes/index.ts'
import type { ChunkFiles } from './chunks.ts'
import { holesOf, keptOf, misplacedOf, missingOf, type PlacedChunk, withoutHoles } from './progress.ts'
import {
  type ChunkRow,
  forgetChunks,
  isTakeOfRecording,
  listChunks,
  listSessions,
  type RecordingRow,
  type SessionRow,
} from './store.ts'

/** Cuts that make no edit (too many of them, too little left): the whole read is the take, and can be cut by hand. */
const UNCUTTABLE: ReadonlySet<string> = new Set(['bad-edit', 'empty-edit', 'piece-outside', 'too-short'])

/** How many missing chunks are named at once; the rest is asked for when these have come. */
const NAMED_AT_MOST = 500

/**
 * The chunks that a finished recording is made of. Refuses `chunks-missing` with their numbers (also those whose files are
 * no longer what was acknowledged), `chunk-misplaced`, and `bad-request` when page and station count different frames.
 */
export async function soundOf(
  { db }: Deps,
  files: ChunkFiles,
  recording: RecordingRow,
  { chunks: count, frames, without = [] }: RecordingFinished,
): Promise<ChunkRow[]> {
  const come = await listChunks(db, recording.id, { to: count - 1 })
  const unsound = await files.unsound(recording.id, come)
  await forgetChunks(db, recording.id, unsound)
  const chunks = come.filter(({ number }) => !unsound.includes(number))

  const givenUp = new Set(without)
  const missing = missingOf(chunks, count).filter((number) => !givenUp.has(number))
  if (missing.length > 0)
    throw new StationError('chunks-missing', { count: missing.length, missing: missing.slice(0, NAMED_AT_MOST) })
  const misplaced = misplacedOf(chunks)
  if (misplaced !== undefined) throw new StationError('chunk-misplaced', { number: misplaced })
  const counted = chunks.filter(({ number }) => !givenUp.has(number)).reduce((sum, chunk) => sum + chunk.frames, 0)
  if (counted !== frames) throw new StationError('bad-request', { what: `đã nhận ${counted} mẫu, trang báo ${frames}` })
  return chunks
}

/**
 * The take of a recording: all of it, as it came, named what is missing. When the station went down between the take and
 * its note, the take that is there already is found by its sound and no second one is made.
 */
export async function wholeTake(
  deps: Deps,
  files: ChunkFiles,
  recording: RecordingRow,
  chunks: readonly ChunkRow[],
  lostFrames: number,
  by: string,
): Promise<Take> {
  const { db, media } = deps
  const { sampleRateHz, channels } = recording
  const sessions = await listSessions(db, recording.id)
  const folder = await media.files.workFolder()
  try {
    const path = join(folder, 'take.wav')
    const numbers = chunks.map(({ number }) => number)
    const { sha256, bytes } = await writeWav({
      path,
      sampleRateHz,
      channels,
      sampleFormat: 's16le',
      chunks: files.read(recording.id, numbers),
    })
    const there = await madeBefore(deps, recording, sha256)
    if (there) return there
    return await makeTake(
      deps,
      recording,
      {
        file: { path, sha256, bytes },
        fileName: 'Thu trong trình duyệt.wav',
        mediaType: 'audio/wav',
        source: 'browser',
        microphone: microphoneOf(recording, sessions),
        warnings: [
          ...(lostFrames > 0 ? [lostSentence(lostFrames, sampleRateHz)] : []),
          ...holesOf(chunks).map(({ atFrame, frames }) => holeSentence(atFrame, frames, sampleRateHz)),
          ...joinSentences(sessions, chunks, sampleRateHz),
        ],
      },
      by,
    )
  } finally {
    await media.files.dropFolder(folder)
  }
}

/** The take of this recording when the station went down before it was noted: the same sound, and no other recording's. */
async function madeBefore({ db }: Deps, recording: RecordingRow, sha256: string): Promise<Take | undefined> {
  const takes = await listTakes(db, recording.editionId)
  for (const take of takes.filter(({ itemId, mediaSha256 }) => itemId === recording.itemId && mediaSha256 === sha256)) {
    const cutFromIt = takes.filter(({ editOf }) => editOf === take.id).map(({ id }) => id)
    if (take.source === 'browser' && !(await isTakeOfRecording(db, [take.id, ...cutFromIt]))) return take
  }
  return undefined
}

/**
 * The take without what was read again, made from the whole one; the whole one itself where nothing was cut, or nothing
 * would be left, or what is left is no sound. Asked again it is the same take.
 */
export async function cutTake(
  deps: Deps,
  whole: Take,
  chunks: readonly PlacedChunk[],
  recording: RecordingRow,
  { cuts = [] }: RecordingFinished,
  by: string,
): Promise<Take> {
  const frames = chunks.reduce((sum, chunk) => sum + chunk.frames, 0)
  const kept = keptOf(frames, withoutHoles(cuts, chunks))
  const isWhole = kept.length === 1 && kept[0]?.fromFrame === 0 && kept[0].toFrame === frames
  if (kept.length === 0 || isWhole) return whole
  const there = (await listTakes(deps.db, recording.editionId)).find(({ editOf }) => editOf === whole.id)
  if (there) return there
  const inMs = (frame: number) => (frame * 1000) / recording.sampleRateHz
  const pieces = kept.map(({ fromFrame, toFrame }) => ({
    takeId: whole.id,
    fromMs: inMs(fromFrame),
    toMs: inMs(toFrame),
  }))
  try {
    return await makeEdit(deps, { takeId: whole.id, pieces }, by)
  } catch (refusal) {
    if (refusal instanceof StationError && UNCUTTABLE.has(refusal.code)) return whole
    throw refusal
  }
}

/** What every microphone of the recording said of itself: the first one's word, and the others' beside it. */
function microphoneOf(recording: RecordingRow, sessions: readonly SessionRow[]): Record<string, unknown> {
  if (sessions.length <= 1) return recording.microphone
  const told = sessions.map(({ firstChunk, openedAt, microphone }) => ({ firstChunk, openedAt, microphone }))
  return { ...recording.microphone, sessions: told }
}

function holeSentence(atFrame: number, frames: number, sampleRateHz: number): string {
  const seconds = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 }).format(frames / sampleRateHz)
  const length = frames > 0 ? `khoảng ${seconds} giây tiếng` : 'một đoạn tiếng'
  return `Thiếu ${length} tại ${placeWords(atFrame, sampleRateHz)} vì không còn ở đâu: xin nghe kỹ, nếu thiếu chữ thì thu lại.`
}

function joinSentences(
  sessions: readonly SessionRow[],
  chunks: readonly PlacedChunk[],
  sampleRateHz: number,
): string[] {
  const frameOf = (firstChunk: number) =>
    chunks.filter(({ number }) => number < firstChunk).reduce((sum, chunk) => sum + chunk.frames, 0)
  const all = chunks.reduce((sum, chunk) => sum + chunk.frames, 0)
  const joins = sessions.map(({ firstChunk }) => frameOf(firstChunk)).filter((frame) => frame > 0 && frame < all)
  const places = [...new Set(joins)].map((frame) => placeWords(frame, sampleRateHz))
  if (places.length === 0) return []
  return [`Bản thu bị ngắt rồi thu tiếp; nối tại ${places.join(', ')}: xin nghe kỹ chỗ nối.`]
}

/** `03:07`, minutes and seconds. */
function placeWords(frame: number, sampleRateHz: number): string {
  const seconds = Math.floor(frame / sampleRateHz)
  return [Math.floor(seconds / 60), seconds % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
