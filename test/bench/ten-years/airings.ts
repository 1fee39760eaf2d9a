import { type CalendarDate, lastDateOf } from '../../../schedules/index.ts'
import { hourOf } from './desk.ts'
import type { Dice } from './dice.ts'
import type { LaidEdition } from './editions.ts'
import type { Rows } from './rows.ts'
import type { LaidStation } from './station.ts'

/** An airing that was heard, for the players and proofs that follow it. */
export interface LaidAiring {
  airingId: string
  edition: LaidEdition
  startsAt: number
}

/** How airings ended in a hundred thousand. The rest was aired whole. */
const OUTCOMES = [
  { outcome: 'missed', reason: 'late', per100k: 1500 },
  { outcome: 'partial', reason: 'interrupted', per100k: 1000 },
  { outcome: 'stopped', reason: 'command', per100k: 300 },
  { outcome: 'replaced', reason: 'not-ready', per100k: 300 },
  { outcome: 'failed', reason: 'device-lost', per100k: 300 },
  { outcome: 'skipped', reason: 'command', per100k: 300 },
] as const

const WITHDRAWN = 0.01
const INTO_NOTHING = 0.005
const OUTSIDE = 0.03
const PROVEN = 0.05
const AIRINGS_AT_LEAST = 21
/** One edition in a hundred never aired. */
const SILENT = 0.01
const SOUNDING_EVERY_MS = 10_000
const LEVELS_EVERY_MS = 60_000
/** A quarter's last minutes: the airing goes on into the next one. */
const LAST_TIME = '23:57'

const DEVICE = { id: 'loa', name: 'Loa phóng thanh', isNull: false }
const NULL_DEVICE = { id: 'null', name: 'Thiết bị rỗng', isNull: true }

/** Writes the airings of editions and what the journal told of them, line by line as the on-air process writes it. */
export function layAirings(
  rows: Rows,
  dice: Dice,
  station: LaidStation,
  editions: readonly LaidEdition[],
): LaidAiring[] {
  const journal = new Journal(rows, dice)
  const heard: LaidAiring[] = []
  for (const edition of editions) {
    if (dice.happens(SILENT)) continue
    for (const { date, time } of slotsOf(dice, edition)) {
      const startsAt = hourOf(date, time)
      const airingId = dice.id()
      rows.add('airings', {
        id: airingId,
        edition_id: edition.editionId,
        date,
        time,
        starts_at: startsAt,
        outside_window_reason: null,
        moved_from_id: null,
        confirmed_by: station.accountId,
        confirmed_at: edition.readyAt + 60_000,
        ordered_now: 0,
        makes_up_for_id: null,
      })
      if (dice.happens(WITHDRAWN)) {
        rows.add('airing_withdrawals', {
          airing_id: airingId,
          reason: 'Đổi giờ',
          withdrawn_by: station.accountId,
          withdrawn_at: startsAt - 3_600_000,
        })
        continue
      }
      const isHeard = journal.tell(airingId, startsAt, edition)
      if (!isHeard) continue
      heard.push({ airingId, edition, startsAt })
      if (dice.happens(PROVEN)) layProof(rows, dice, airingId, startsAt, edition)
    }
    if (dice.happens(OUTSIDE)) layOutside(rows, dice, station, edition)
  }
  return heard
}

/** The days and hours of an edition: enough for some 20 airings, now and then only on the one day that its rule is content with. */
function slotsOf(dice: Dice, { one }: LaidEdition): { date: CalendarDate; time: string }[] {
  const { programme, period, dates } = one
  const times = (programme.rules.at(-1)?.times ?? programme.times) as string[]
  const some = dice.some(dates, dice.happens(0.02) ? 1 : Math.max(1, Math.ceil(AIRINGS_AT_LEAST / times.length)))
  const slots = some.flatMap((date) => times.map((time) => ({ date, time })))
  const last = lastDateOf(period)
  const endsQuarter = /-(03-31|06-30|09-30|12-31)$/.test(last)
  return endsQuarter && dates.includes(last) ? [...slots, { date: last, time: LAST_TIME }] : slots
}

class Journal {
  readonly #rows: Rows
  readonly #dice: Dice
  #seq = 0

  constructor(rows: Rows, dice: Dice) {
    this.#rows = rows
    this.#dice = dice
  }

  /** Tells of an airing from its arming to its outcome. Whether it was heard whole. */
  tell(airingId: string, startsAt: number, { masterSha256, durationMs }: LaidEdition): boolean {
    const roll = this.#dice.between(1, 100_000)
    let sum = 0
    const end = OUTCOMES.find(({ per100k }) => {
      sum += per100k
      return roll <= sum
    })
    const device = this.#dice.happens(INTO_NOTHING) ? NULL_DEVICE : DEVICE
    const add = (at: number, event: string, details: object) => {
      this.#seq += 1
      this.#rows.add('journal_entries', {
        id: this.#dice.id(),
        seq: this.#seq,
        at,
        airing_id: airingId,
        event,
        details: JSON.stringify(details),
      })
    }
    const isSilent = end && end.outcome !== 'partial' && end.outcome !== 'stopped'
    if (isSilent) {
      if (end.outcome === 'missed') add(startsAt + 61_000, 'missed', { reason: end.reason })
      add(startsAt + 61_000, 'outcome', { outcome: end.outcome, reason: end.reason })
      return false
    }
    const soundedMs = end ? Math.round(durationMs / 2) : durationMs
    add(startsAt - 30_000, 'armed', { startsAt, device, masterSha256 })
    add(startsAt + 0.2, 'first-sample', { offsetMs: 0, startErrorMs: 0.2, startsAt, device, masterSha256 })
    for (let ms = SOUNDING_EVERY_MS; ms < soundedMs; ms += SOUNDING_EVERY_MS) {
      add(startsAt + ms, 'sounding', { positionMs: ms, levelDbfs: -18.2, driftPpm: 3.1, silentMs: 0, heardMs: ms })
      if (ms % LEVELS_EVERY_MS === 0) {
        add(startsAt + ms, 'levels', { fromMs: ms - LEVELS_EVERY_MS, stepMs: 1000, handedDbfs: LEVELS })
      }
    }
    const at = startsAt + soundedMs
    if (end?.outcome === 'stopped') add(at, 'stopped', { by: 'Kỹ thuật viên trực', soundedMs })
    else add(at, 'last-sample', { soundedMs, skippedMs: 0, driftPpm: 3.1 })
    add(at, 'outcome', end ? { outcome: end.outcome, reason: end.reason } : { outcome: 'aired' })
    return end === undefined && !device.isNull
  }
}

function layProof(rows: Rows, dice: Dice, airingId: string, startsAt: number, edition: LaidEdition): void {
  const recording = dice.hash()
  const createdAt = startsAt + 3_600_000
  rows.add('media', {
    sha256: recording,
    bytes: edition.durationMs * 192,
    media_type: 'audio/wav',
    added_at: createdAt,
  })
  rows.add('proofs', {
    id: dice.id(),
    airing_id: airingId,
    source: 'upload',
    file_name: 'ban-thu.wav',
    recording_sha256: recording,
    recording_ms: edition.durationMs,
    master_sha256: edition.masterSha256,
    result: JSON.stringify({ found: true, offsetMs: 120, startErrorMs: 1.2, matched: 0.998, missing: [], speedPpm: 2 }),
    took_ms: 900,
    created_by: null,
    created_at: createdAt,
  })
}

function layOutside(rows: Rows, dice: Dice, station: LaidStation, { editionId, one }: LaidEdition): void {
  const date = one.dates.at(-1) ?? one.dueOn
  rows.add('outside_airings', {
    id: dice.id(),
    edition_id: editionId,
    date,
    time: '08:00',
    starts_at: hourOf(date, '08:00'),
    place: 'Xe loa lưu động',
    note: 'Ghi trong sổ trực',
    proof_sha256: null,
    proof_file_name: null,
    entered_by: station.accountId,
    entered_at: hourOf(date, '15:00'),
  })
}

const LEVELS = Array.from({ length: 60 }, (_, second) => -17 - (second % 9) / 2)
