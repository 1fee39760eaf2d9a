import { minPartMs } from '../../audio/index.ts'
import type { Take, TakePiece } from '../contract/index.ts'
import { StationError } from '../errors.ts'

const MOST_PIECES = 500
const LONGEST_MS = 4 * 3_600_000
/** Lengths are told in whole milliseconds. */
const TOLERANCE_MS = 1

/**
 * The pieces of an edit as they are kept (pure): those that touch are one. All are of original reads of the item whose read is
 * edited, and of the same words as it. Refuses `empty-edit`, `piece-outside`, `pieces-of-other-text` and `bad-edit`.
 */
export function rightPieces(parent: Take, takes: ReadonlyMap<string, Take>, pieces: readonly TakePiece[]): TakePiece[] {
  if (pieces.length > MOST_PIECES) throw new StationError('bad-edit', { what: `có hơn ${MOST_PIECES} đoạn` })
  const kept: TakePiece[] = []
  for (const piece of pieces) {
    const take = takes.get(piece.takeId)
    if (!take || take.source === 'edit' || take.editionId !== parent.editionId || take.itemId !== parent.itemId)
      throw new StationError('bad-edit', { what: 'có đoạn không lấy từ bản thu gốc của tiết mục này' })
    if (take.textHash !== parent.textHash) throw otherText(parent, take)
    if (!(piece.toMs > piece.fromMs)) throw new StationError('empty-edit')
    if (piece.fromMs < 0 || piece.toMs > take.durationMs + TOLERANCE_MS)
      throw new StationError('piece-outside', { fileName: take.fileName })
    const before = kept.at(-1)
    if (before?.takeId === piece.takeId && before.toMs === piece.fromMs) before.toMs = piece.toMs
    else kept.push({ takeId: piece.takeId, fromMs: piece.fromMs, toMs: piece.toMs })
  }
  const lengthMs = piecesMs(kept)
  if (kept.length === 0) throw new StationError('empty-edit')
  if (lengthMs < minPartMs) throw new StationError('bad-edit', { what: 'phần còn lại ngắn dưới nửa giây' })
  if (lengthMs > LONGEST_MS) throw new StationError('bad-edit', { what: 'bản ghép dài quá 4 giờ' })
  if (isWhole(kept, takes)) throw new StationError('bad-edit', { what: 'chưa cắt hay ghép chỗ nào so với bản thu gốc' })
  return kept
}

/** How long pieces are together (pure). */
export function piecesMs(pieces: readonly TakePiece[]): number {
  return pieces.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
}

/** How an edited read is called: by the read it was cut from, or by how many it was joined of (pure). */
export function editName(pieces: readonly TakePiece[], takes: ReadonlyMap<string, Take>): string {
  const names = [...new Set(pieces.map(({ takeId }) => takeId))].map((id) => takes.get(id)?.fileName ?? '')
  const [only = ''] = names
  return names.length > 1 ? `Ghép ${names.length} bản thu.wav` : `Cắt từ “${only.replace(/\.[^.\s]{1,5}$/, '')}”.wav`
}

function isWhole([first, second]: readonly TakePiece[], takes: ReadonlyMap<string, Take>): boolean {
  if (first === undefined || second !== undefined || first.fromMs > 0) return false
  return first.toMs >= (takes.get(first.takeId)?.durationMs ?? 0) - TOLERANCE_MS
}

function otherText(one: Take, other: Take): StationError {
  return new StationError('pieces-of-other-text', {
    one: one.fileName,
    oneRevision: one.revisionNumber,
    other: other.fileName,
    otherRevision: other.revisionNumber,
  })
}
