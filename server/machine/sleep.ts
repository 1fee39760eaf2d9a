import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import koffi from 'koffi'
import { type Found, found, type Machine, thisMachine, unknown } from './machine.ts'
import type { Held } from './run.ts'

/** The computer's promise not to fall asleep by itself. */
export interface KeptAwake {
  /** `held`: it will not; `refused`: the system does not allow us to ask; `unknown`: it has no way that we know. */
  state(): 'held' | 'refused' | 'unknown'
  release(): void
}

/** A refusal may be one of the moment: the bus of the system comes later than we do. */
const AGAIN_MS = 60_000
/** Says that the lock is held, and ends with the pipe from us. */
const SAY_AND_WAIT = 'echo held; exec cat >/dev/null'

/** `SetThreadExecutionState` of kernel32: go on without end; the system is needed. */
const ES_CONTINUOUS = 0x80000000
const ES_SYSTEM_REQUIRED = 0x00000001

/**
 * Keeps the computer awake for as long as this process lives: an inhibitor of systemd-logind for sleep, idling and the
 * lid (Linux), `caffeinate` (macOS), SetThreadExecutionState (Windows). Never throws; a refusal is tried again each
 * minute. The display may sleep.
 */
export function keepAwake(machine: Machine = thisMachine()): KeptAwake {
  if (machine.platform === 'linux') {
    // Whoever is not at the screen may not block the lid (logind's policy), but still sleep and idling.
    return heldBy(
      machine,
      'systemd-inhibit',
      ['sleep:idle:handle-lid-switch', 'sleep:idle'].map((what) => [
        ...[`--what=${what}`, '--who=Lên Sóng', '--why=Trực phát sóng', '--mode=block'],
        ...['sh', '-c', SAY_AND_WAIT],
      ]),
    )
  }
  if (machine.platform === 'darwin') {
    return heldBy(machine, 'caffeinate', [['-i', '-s', 'sh', '-c', SAY_AND_WAIT]])
  }
  if (machine.platform === 'win32') return heldByWindows()
  return { state: () => 'unknown', release: () => {} }
}

/** Asks in each of these ways until one is granted, and all of them again a minute after the last was refused or lost. */
function heldBy({ hold, runTool }: Machine, program: string, ways: readonly (readonly string[])[]): KeptAwake {
  let state: 'held' | 'refused' | 'unknown' = 'unknown'
  let held: Held | undefined
  let again: NodeJS.Timeout | undefined
  let released = false
  const ask = (way: number) => {
    if (released) return
    const args = ways[way] ?? []
    const now = hold(program, args, () => {
      const isNext = state !== 'held' && way + 1 < ways.length
      if (!isNext) state = 'refused'
      if (isNext) ask(way + 1)
      else if (!released) again = setTimeout(() => ask(0), AGAIN_MS).unref()
    })
    held = now
    void now.begun.then((isHeld) => {
      if (isHeld && !released) state = 'held'
    })
  }
  void runTool(program, ['--help']).then((answer) => answer && ask(0))
  return {
    state: () => state,
    release() {
      released = true
      state = 'unknown'
      clearTimeout(again)
      held?.end()
    },
  }
}

function heldByWindows(): KeptAwake {
  const set = (flags: number): boolean => {
    try {
      const call = koffi.load('kernel32.dll').func('uint32 __stdcall SetThreadExecutionState(uint32 flags)')
      return call(flags) !== 0
    } catch {
      return false
    }
  }
  let state: 'held' | 'refused' | 'unknown' = set(ES_CONTINUOUS + ES_SYSTEM_REQUIRED) ? 'held' : 'refused'
  return {
    state: () => state,
    release() {
      set(ES_CONTINUOUS)
      state = 'unknown'
    },
  }
}

/** Whether the computer can sleep at all: Linux lists its ways in /sys/power/state. */
export async function maySleep({ platform, root }: Pick<Machine, 'platform' | 'root'>): Promise<Found<boolean>> {
  if (platform !== 'linux') return unknown('chưa xem được trên hệ điều hành này')
  const ways = await readFile(join(root, 'sys', 'power', 'state'), 'utf8').catch(() => undefined)
  return ways === undefined ? unknown('hệ điều hành không cho biết') : found(ways.trim() !== '')
}
