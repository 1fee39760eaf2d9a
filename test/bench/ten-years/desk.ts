import { addDays, type CalendarDate, instantOf, type Period } from '../../../schedules/index.ts'
import { ZONE } from '../years-station.ts'
import type { Dice } from './dice.ts'
import type { Rows } from './rows.ts'
import type { LaidPeriod, LaidStation } from './station.ts'

/** An item that a meeting chose for a period. */
export interface ChosenItem {
  submissionId: string
  placementId: string
  title: string
  unitId: string | null
}

/** How units send: nine of ten, one of those late; some send what nobody asked for; one item in eight stands in two programmes. */
const SENDS = 0.9
const IS_LATE = 0.1
const EXTRA = 0.4
const IN_TWO = 0.12
const POSTED = 0.5

/** Writes what units sent in all the years and what meetings made of it. Answers the chosen items by programme and period. */
export function layDesk(rows: Rows, dice: Dice, station: LaidStation): Map<string, ChosenItem[]> {
  const chosen = new Map<string, ChosenItem[]>()
  const place = (one: LaidPeriod, item: Omit<ChosenItem, 'placementId'>, receivedAt: number) => {
    const placementId = dice.id()
    const { programme, period, dueOn } = one
    rows.add('placements', {
      id: placementId,
      submission_id: item.submissionId,
      programme_id: programme.id,
      period,
      due_on: dueOn,
      placed_by: null,
      placed_at: receivedAt,
    })
    const roll = dice.between(1, 100)
    if (roll > 95) return
    const decision = roll <= 75 ? 'chosen' : roll <= 85 ? 'held' : 'refused'
    rows.add('placement_decisions', {
      id: dice.id(),
      placement_id: placementId,
      programme_id: programme.id,
      placed_period: period,
      period,
      decision,
      reason: decision === 'refused' ? 'Không thuộc nội dung của chuyên mục' : null,
      decided_by: station.accountId,
      decided_at: hourOf(addDays(dueOn, 1), '14:00'),
    })
    if (decision !== 'chosen') return
    const key = keyOf(programme.id, period)
    chosen.set(key, [...(chosen.get(key) ?? []), { ...item, placementId }])
  }

  for (const one of station.periods) {
    if (one.programme.kind === 'questions') continue
    const senders: (string | null)[] = one.duties.flatMap(({ unitId, itemsOwed }) =>
      Array.from({ length: itemsOwed }, () => unitId).filter(() => dice.happens(SENDS)),
    )
    for (let more = 0; more < 2; more++) if (dice.happens(EXTRA)) senders.push(dice.pick(station.unitIds))
    if (dice.happens(EXTRA / 2)) senders.push(null)
    if (senders.length === 0) senders.push(dice.pick(station.unitIds))
    for (const unitId of senders) {
      const day = dice.happens(IS_LATE)
        ? addDays(one.dueOn, dice.between(1, 2))
        : addDays(one.dueOn, -dice.between(0, 4))
      const receivedAt = hourOf(day, '09:00') + dice.between(0, 6 * 3_600_000)
      const item = sendItem(rows, dice, { one, unitId, receivedAt, accountId: station.accountId })
      place(one, item, receivedAt)
      if (dice.happens(IN_TWO)) {
        const other = station.periods.find(
          ({ programme, dates, dueOn }) =>
            programme.id !== one.programme.id && dueOn >= day && (dates[0] ?? '') >= (one.dates[0] ?? ''),
        )
        if (other) place(other, item, receivedAt)
      }
      if (unitId !== null && dice.happens(POSTED)) postItem(rows, dice, item.submissionId, day, station)
    }
  }
  return chosen
}

/** The key under which the items of a programme's period are found. */
export function keyOf(programmeId: string, period: Period): string {
  return `${programmeId} ${period}`
}

function sendItem(
  rows: Rows,
  dice: Dice,
  sent: { one: LaidPeriod; unitId: string | null; receivedAt: number; accountId: string },
): Omit<ChosenItem, 'placementId'> {
  const { one, unitId, receivedAt, accountId } = sent
  const submissionId = dice.id()
  const title = `Tin, bài số ${dice.between(1, 9999)} của kỳ ${one.period}`
  rows.add('submissions', {
    id: submissionId,
    receipt_code: `${one.period.slice(2, 4)}01-${dice.id().slice(0, 8)}`,
    entry_key: dice.id(),
    via: 'collector',
    unit_link_id: null,
    sender_name: null,
    entered_by: accountId,
    entered_at: receivedAt,
  })
  const topics = [...new Set([0, 1].map(() => dice.pick([...one.programme.topics, '']))), ''].filter(Boolean)
  const numbers = dice.happens(0.15) ? [1, 2] : [1]
  for (const number of numbers) {
    rows.add('submission_descriptions', {
      id: dice.id(),
      submission_id: submissionId,
      number,
      title,
      text: TEXT,
      word_count: WORDS,
      unit_id: unitId,
      author: 'Cộng tác viên',
      year: null,
      award: null,
      source: unitId === null ? 'above' : 'unit',
      source_name: unitId === null ? 'Sở Nội vụ' : null,
      contact: null,
      note: null,
      topics: JSON.stringify(number < numbers.length ? [] : topics),
      received_at: receivedAt,
      described_by: accountId,
      described_at: receivedAt + number,
    })
  }
  return { submissionId, title, unitId }
}

function postItem(rows: Rows, dice: Dice, submissionId: string, day: CalendarDate, station: LaidStation): void {
  const postingId = dice.id()
  const at = hourOf(addDays(day, 1), '10:00')
  rows.add('postings', {
    id: postingId,
    submission_id: submissionId,
    channel_id: station.channelIds[0] ?? '',
    asked_by: station.accountId,
    asked_at: at,
  })
  const words = { remark: null, recorded_by: station.accountId, recorded_at: at }
  rows.add('posting_events', {
    posting_id: postingId,
    number: 1,
    event: 'approved',
    approver: 'Tổ Biên tập',
    url: null,
    posted_on: null,
    ...words,
  })
  rows.add('posting_events', {
    posting_id: postingId,
    number: 2,
    event: 'posted',
    approver: null,
    url: 'https://example.org/tin-bai',
    posted_on: addDays(day, dice.between(1, 3)),
    ...words,
  })
}

/** The instant of a time of day at the station. */
export function hourOf(date: CalendarDate, time: string): number {
  return instantOf(date, time, ZONE)
}

const SENTENCE = 'Người dân được trả kết quả trước hẹn tại bộ phận một cửa, không phải đi lại nhiều lần. '
/** Of a length that is usual, so that the book is as thick as a real one. */
const TEXT = SENTENCE.repeat(15).trim()
const WORDS = TEXT.split(/\s+/).length

export { TEXT as ITEM_TEXT }
