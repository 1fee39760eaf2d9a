import { qualityRulesVersion } from '../../../audio/index.ts'
import { addDays, firstDateOf } from '../../../schedules/index.ts'
import type { ItemKind } from '../../../server/contract/index.ts'
import { type ChosenItem, hourOf, ITEM_TEXT, keyOf } from './desk.ts'
import type { Dice } from './dice.ts'
import type { LaidQuestions } from './questions.ts'
import { layRender, PEAKS } from './renders.ts'
import type { Rows } from './rows.ts'
import type { LaidPeriod, LaidStation } from './station.ts'

/** An edition that stands ready, as airings and wards take it. */
export interface LaidEdition {
  editionId: string
  one: LaidPeriod
  renderId: string
  masterSha256: string
  durationMs: number
  /** UTC ms, when its render was finished. */
  readyAt: number
}

/** Sounds of the library, and who reads. */
export interface LaidSounds {
  readerIds: string[]
  tuneSha256s: [string, string]
  workSha256s: string[]
}

export interface LaidItem {
  itemId: string
  kind: ItemKind
  title: string
  unitName: string | null
  textHash: string
  takeId: string
  mediaSha256: string
  durationMs: number
}

/** One read in five was read twice. */
const READ_AGAIN = 0.2

/** Writes an edition for every period: a script, its approval, its reads, its render. */
export function layEditions(
  rows: Rows,
  dice: Dice,
  station: LaidStation,
  from: { chosen: ReadonlyMap<string, ChosenItem[]>; questions: LaidQuestions; sounds: LaidSounds },
): LaidEdition[] {
  return station.periods.map((one) => {
    const { programme, period, dates } = one
    const editionId = dice.id()
    const airsOn = dates[0] ?? firstDateOf(period)
    const writtenAt = hourOf(addDays(one.dueOn, 1), '15:00')
    const approvedAt = Math.min(hourOf(addDays(one.dueOn, 2), '10:00'), hourOf(airsOn, '03:00'))
    rows.add('editions', {
      id: editionId,
      programme_id: programme.id,
      period,
      created_by: station.accountId,
      created_at: writtenAt,
      begins_on: firstDateOf(period),
    })
    const items = itemsOf(rows, dice, { editionId, one, accountId: station.accountId, at: writtenAt }, from)
    const revisionIds = [1, 2].map((number) =>
      layRevision(rows, dice, { editionId, number, items, by: station.accountId, at: writtenAt + number }),
    )
    const revisionId = revisionIds[1] ?? ''
    rows.add('approvals', {
      id: dice.id(),
      revision_id: revisionId,
      text_hash: dice.hash(),
      approver: 'Chủ tịch Ủy ban nhân dân',
      means: 'session',
      recorded_by: station.accountId,
      approved_at: approvedAt,
    })
    for (const item of items) layTakes(rows, dice, { editionId, revisionId, item, at: approvedAt, sounds: from.sounds })
    return {
      editionId,
      one,
      ...layRender(rows, dice, { editionId, revisionId, items, one, at: approvedAt }, from.sounds, station),
    }
  })
}

function itemsOf(
  rows: Rows,
  dice: Dice,
  { editionId, one, accountId, at }: { editionId: string; one: LaidPeriod; accountId: string; at: number },
  { chosen, questions }: { chosen: ReadonlyMap<string, ChosenItem[]>; questions: LaidQuestions },
): LaidItem[] {
  const item = (kind: ItemKind, title: string, unitName: string | null = null): LaidItem => ({
    itemId: dice.id(),
    kind,
    title,
    unitName,
    textHash: dice.hash(),
    takeId: dice.id(),
    mediaSha256: dice.hash(),
    durationMs: kind === 'greeting' ? 12_000 : dice.between(60, 150) * 1000,
  })
  const items = [item('greeting', 'Lời chào')]
  for (const { submissionId, placementId, title } of chosen.get(keyOf(one.programme.id, one.period)) ?? []) {
    const made = item('item', title)
    items.push(made)
    rows.add('item_origins', {
      item_id: made.itemId,
      submission_id: submissionId,
      placement_id: placementId,
      brought_by: accountId,
      brought_at: at,
    })
  }
  for (const questionId of questions.answeredFor(one)) {
    const [asked, answer] = [item('question', 'Câu hỏi của người dân'), item('answer', 'Trả lời của cơ quan')]
    items.push(asked, answer)
    questions.place(questionId, { editionId, questionItemId: asked.itemId, answerItemId: answer.itemId }, at)
  }
  return items.length > 1 ? items : [...items, item('item', 'Bản tin của đài')]
}

function layRevision(
  rows: Rows,
  dice: Dice,
  {
    editionId,
    number,
    items,
    by,
    at,
  }: { editionId: string; number: number; items: LaidItem[]; by: string; at: number },
): string {
  const id = dice.id()
  rows.add('revisions', {
    id,
    edition_id: editionId,
    number,
    parent_id: null,
    source: number === 1 ? 'review' : 'written',
    text_hash: dice.hash(),
    created_by: by,
    created_at: at,
  })
  for (const [place, { itemId, kind, title, unitName, textHash }] of items.entries()) {
    rows.add('revision_items', {
      revision_id: id,
      place,
      item_id: itemId,
      kind,
      title,
      text: ITEM_TEXT,
      unit_name: unitName,
      text_hash: textHash,
    })
  }
  return id
}

function layTakes(
  rows: Rows,
  dice: Dice,
  read: { editionId: string; revisionId: string; item: LaidItem; at: number; sounds: LaidSounds },
): void {
  const { editionId, revisionId, item, at, sounds } = read
  const reader = dice.pick(sounds.readerIds)
  const tries = dice.happens(READ_AGAIN) ? [false, true] : [true]
  for (const isKept of tries) {
    const id = isKept ? item.takeId : dice.id()
    const sha256 = isKept ? item.mediaSha256 : dice.hash()
    const readAt = at + 3_600_000 + (isKept ? 600_000 : 0)
    rows.add('media', { sha256, bytes: item.durationMs * 96, media_type: 'audio/wav', added_at: readAt })
    rows.add('takes', {
      id,
      edition_id: editionId,
      item_id: item.itemId,
      revision_id: revisionId,
      text_hash: item.textHash,
      source: 'browser',
      file_name: 'Thu tại phòng thu.wav',
      media_sha256: sha256,
      listening_sha256: sha256,
      duration_ms: item.durationMs,
      sample_rate_hz: 48_000,
      channels: 1,
      codec: 'pcm_s16le',
      warnings: '[]',
      peaks: PEAKS,
      microphone: null,
      created_by: reader,
      created_at: readAt,
    })
    rows.add('take_choices', {
      id: dice.id(),
      take_id: id,
      choice: isKept ? 'kept' : 'discarded',
      chosen_by: reader,
      chosen_at: readAt + 60_000,
    })
    rows.add('take_surveys', {
      id: dice.id(),
      take_id: id,
      peaks_sha256: sha256,
      findings: '[]',
      loudness_lufs: -23.4,
      rules_version: qualityRulesVersion,
      surveyed_at: readAt + 30_000,
    })
  }
}
