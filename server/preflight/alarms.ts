import { vietnameseDate } from '../../schedules/index.ts'
import type { Airing, Alarm, PreflightLine } from '../contract/index.ts'
import type { OnAirStatus } from '../handover/index.ts'
import type { LookRow } from './store.ts'

/** Something that is wrong now; `since` where the facts tell it. */
export type Wrong = Omit<Alarm, 'since'> & { since: number | undefined }

export interface AlarmFacts {
  now: number
  /** What the on-air process says; `stale`: it says nothing any more. */
  onAir: { status: OnAirStatus | undefined; stale: boolean }
  /** Each airing of the next day with all looks at it. */
  coming: readonly { airing: Airing; looks: readonly LookRow[] }[]
  station: readonly PreflightLine[]
  /** Airings of the last day. */
  past: readonly Airing[]
  /** What a code of the on-air process means. */
  sentence: (code: string) => string
}

/** Lines of the station that are not alarms by themselves: the on-air process is asked directly. */
const TOLD_OTHERWISE = new Set<string>(['processes'])
/** Lines that are about the station as a whole and wrong with or without an airing to come. */
const ALWAYS = new Set<string>(['disk'])
/** The same master found wrong by the preflight and by the on-air process is one thing. */
const SAME_AS_FILE = new Set(['media-missing', 'media-changed'])

/** Everything that is red now (pure). The same thing has the same id for as long as it is wrong. */
export function wrongNow(facts: AlarmFacts): Wrong[] {
  const all = [...onAirAlarms(facts), ...stationAlarms(facts), ...airingAlarms(facts), ...lostAirings(facts)]
  return all.filter(({ id }, place) => all.findIndex((other) => other.id === id) === place)
}

function onAirAlarms({ onAir: { status, stale }, coming, sentence }: AlarmFacts): Wrong[] {
  if (status === undefined || stale) {
    const found = 'Chương trình phát sóng không chạy.'
    const toDo = 'Đóng rồi mở lại Lên Sóng trên máy phát; lịch phát vẫn còn nguyên.'
    return [{ id: 'on-air:not-running', found, toDo, since: status?.at }]
  }
  const codes: { code: string; airingId?: string }[] = [
    ...status.problems,
    ...(status.output?.alarm ? [{ code: status.output.alarm }] : []),
    ...(status.relay === 'failed' ? [{ code: 'relay-failed' }] : []),
    ...(status.isReserveDevice ? [{ code: 'reserve-device' }] : []),
  ]
  return codes
    .filter(({ code, airingId }) => !(SAME_AS_FILE.has(code) && isFileKnownBad(coming, airingId)))
    .map(({ code, airingId }) => {
      const airing = coming.find((one) => one.airing.id === airingId)?.airing
      return {
        // Both tell the same: the reserve device sounds.
        id: `on-air:${code === 'device-switched' ? 'reserve-device' : code}${airingId === undefined ? '' : `:${airingId}`}`,
        ...split(airing ? `${whenOf(airing)}: ${lowered(sentence(code))}` : sentence(code), airing ? 1 : 0),
        ...(airing && { airingId: airing.id, editionId: airing.editionId }),
        since: undefined,
      }
    })
}

function stationAlarms({ station, coming }: AlarmFacts): Wrong[] {
  return station
    .filter(({ check, state }) => state === 'bad' && !TOLD_OTHERWISE.has(check))
    .filter(({ check }) => coming.length > 0 || ALWAYS.has(check))
    .map(({ check, found, toDo }) => ({ id: `station:${check}`, found, ...(toDo && { toDo }), since: undefined }))
}

const AIRING_CHECKS = new Set<string>(['approval', 'file', 'decode', 'length', 'loudness'])

/** Whether a line is about the airing itself and not about the station. */
export function isOfAiring({ check }: Pick<PreflightLine, 'check'>): boolean {
  return AIRING_CHECKS.has(check)
}

function airingAlarms({ coming }: AlarmFacts): Wrong[] {
  return coming.flatMap(({ airing, looks }) =>
    (looks.at(-1)?.lines ?? [])
      .filter((line) => line.state === 'bad' && isOfAiring(line))
      .map(({ check, found, toDo }) => ({
        id: `airing:${airing.id}:${check}`,
        found: `${whenOf(airing)}: ${lowered(found)}`,
        ...(toDo && { toDo }),
        airingId: airing.id,
        editionId: airing.editionId,
        since: badSince(looks, check),
      })),
  )
}

function lostAirings({ past }: AlarmFacts): Wrong[] {
  return past
    .filter(({ state, mayBeMadeUp }) => (state === 'missed' || state === 'failed') && mayBeMadeUp === true)
    .map((airing) => ({
      id: `lost:${airing.id}`,
      found: `${whenOf(airing)} ${airing.state === 'missed' ? 'đã lỡ giờ phát' : 'không phát được'}.`,
      toDo: 'Chọn “Phát bù” ở bảng phát sóng để phát vào giờ trống gần nhất.',
      airingId: airing.id,
      editionId: airing.editionId,
      since: airing.startsAt,
    }))
}

/** When a check began to be bad without a good look since. */
function badSince(looks: readonly LookRow[], check: string): number | undefined {
  let since: number | undefined
  for (const { lines, at } of looks) {
    const isBad = lines.some((line) => line.check === check && line.state === 'bad')
    since = isBad ? (since ?? at) : undefined
  }
  return since
}

function isFileKnownBad(coming: AlarmFacts['coming'], airingId: string | undefined): boolean {
  return coming.some(
    ({ airing, looks }) =>
      airing.id === airingId && looks.at(-1)?.lines.some(({ check, state }) => check === 'file' && state === 'bad'),
  )
}

function whenOf({ editionTitle, time, date }: Airing): string {
  return `“${editionTitle}” lúc ${time} ngày ${vietnameseDate(date)}`
}

/** “What is wrong: what to do.” in its two halves; `after` is the place of the colon that parts them. */
function split(sentence: string, after: number): { found: string; toDo?: string } {
  const parts = sentence.split(': ')
  const [head, tail] = [parts.slice(0, after + 1).join(': '), parts.slice(after + 1).join(': ')]
  if (tail === '') return { found: sentence }
  return { found: `${head}.`, toDo: `${tail.charAt(0).toUpperCase()}${tail.slice(1)}` }
}

function lowered(sentence: string): string {
  return /^\p{Lu}\p{Ll}/u.test(sentence) ? `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}` : sentence
}

/** Remembers since when what is wrong has been so; what the facts tell of it counts at the first sight. */
export class Standing {
  readonly #since = new Map<string, number>()

  /** The alarms as they stand now, the longest first. */
  alarms(wrong: readonly Wrong[], now: number): Alarm[] {
    const ids = new Set(wrong.map(({ id }) => id))
    for (const id of this.#since.keys()) if (!ids.has(id)) this.#since.delete(id)
    return wrong
      .map((one): Alarm => {
        const since = this.#since.get(one.id) ?? one.since ?? now
        this.#since.set(one.id, since)
        return { ...one, since }
      })
      .sort((a, b) => a.since - b.since || a.id.localeCompare(b.id))
  }
}
