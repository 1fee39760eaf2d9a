import { type Clock, type HookTarget, systemClock } from '../../schedules/index.ts'
import type { HookTried } from '../contract/index.ts'
import { askAddress } from './address.ts'
import { runCommand } from './run.ts'
import { firstOf } from './said.ts'

/**
 * Runs a hook and says what came of it. Resolves about when `withinMs` is over at the latest (a second and a half more
 * where a command must be killed), never rejects, and leaves no process and no connection.
 *
 * - A command line is run by the system's shell with the facts in its environment (`editionId` → `LEN_SONG_EDITION_ID`).
 *   `done`: it ended with exit code 0. What it started and left behind is ended with it.
 * - An address gets a POST with the facts as a JSON object; redirects are followed. `done`: an answer of 200 … 299.
 *
 * `signal` breaks it off: that is `failed`.
 *
 * `said` holds the first 500 characters of its output or answer; where it said nothing and failed, why, in Vietnamese.
 */
export async function runHook(
  target: HookTarget,
  withinMs: number,
  facts: Readonly<Record<string, string>>,
  { clock = machineClock, signal }: { clock?: Pick<Clock, 'monotonicMs'>; signal?: AbortSignal } = {},
): Promise<HookTried> {
  const startedMs = clock.monotonicMs()
  const { result, said } = await (target.kind === 'command'
    ? runCommand(target.command, withinMs, facts, signal)
    : askAddress(target.url, withinMs, facts, signal)
  ).catch((cause: unknown) => ({ result: 'failed' as const, said: String(cause) }))
  return { result, tookMs: Math.round(clock.monotonicMs() - startedMs), said: firstOf(said) }
}

const machineClock: Pick<Clock, 'monotonicMs'> = systemClock()
