import type { Clock } from '../../schedules/index.ts'
import type { Alarm, HookTarget, HookTried } from '../contract/index.ts'
import type { MessageRow } from './store.ts'

/** An alarm that goes by itself within this time is none: a process that is started again, a plug that is moved. */
export const STANDS_MS = 5000
/** A failing hook is tried again so long after each try, then no more. */
export const AGAIN_AFTER_MS: readonly number[] = [60_000, 5 * 60_000, 15 * 60_000]
/** What comes and goes is not told more often than this. */
export const AT_MOST_EVERY_MS = 5 * 60_000

/**
 * The alarms of which the station's hook is to be told now (pure): each once for as long as it stands; one that could not
 * be told is told again after 1, 5 and 15 minutes. What is known of earlier tries comes from the rows, so that a restart
 * tells nothing twice.
 */
export function dueMessages(alarms: readonly Alarm[], tried: readonly MessageRow[], now: number): Alarm[] {
  return alarms.filter(({ id, since }) => {
    if (now - since < STANDS_MS) return false
    const earlier = tried.filter(({ alarm }) => alarm === id)
    const ofThis = earlier.filter(({ at }) => at >= since)
    const last = earlier.at(-1)
    if (ofThis.length === 0) return last === undefined || now - last.at >= AT_MOST_EVERY_MS
    if (ofThis.some(({ result }) => result === 'done')) return false
    const wait = AGAIN_AFTER_MS[ofThis.length - 1]
    return wait !== undefined && last !== undefined && now - last.at >= wait
  })
}

/** How long a hook may take to tell somebody. */
const WITHIN_MS = 30_000

export interface SenderParts {
  clock: Clock
  runHook: (target: HookTarget, withinMs: number, facts: Record<string, string>) => Promise<HookTried>
  /** Everything tried that may still matter. */
  tried: () => Promise<MessageRow[]>
  note: (message: MessageRow & { said: string }) => Promise<void>
  onFailure: (alarm: Alarm, tried: HookTried) => void
}

/** Tells the station's hook of alarms, one after the other, never two runs at once. */
export class AlarmSender {
  readonly #parts: SenderParts
  #sending: Promise<void> | undefined

  constructor(parts: SenderParts) {
    this.#parts = parts
  }

  /** Sends what is due; while a sending runs, nothing. Resolves when it is over. */
  send(alarms: readonly Alarm[], target: HookTarget, station: string): Promise<void> {
    this.#sending ??= this.#send(alarms, target, station).finally(() => {
      this.#sending = undefined
    })
    return this.#sending
  }

  async end(): Promise<void> {
    await this.#sending?.catch(() => {})
  }

  async #send(alarms: readonly Alarm[], target: HookTarget, station: string): Promise<void> {
    const { clock, runHook, tried, note, onFailure } = this.#parts
    for (const alarm of dueMessages(alarms, await tried(), clock.now())) {
      const { id, found, toDo = '', since, airingId = '', editionId = '' } = alarm
      const came = await runHook(target, WITHIN_MS, {
        event: 'alarm',
        station,
        alarm: id,
        title: found,
        toDo,
        message: `${station}: ${found} ${toDo}`.trim(),
        since: new Date(since).toISOString(),
        airingId,
        editionId,
      })
      await note({ alarm: id, at: clock.now(), result: came.result, said: came.said })
      if (came.result !== 'done') onFailure(alarm, came)
    }
  }
}
