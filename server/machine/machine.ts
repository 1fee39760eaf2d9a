import { defaultSink, type SinkInput, type SinkVolume, sinkInputs, sinkVolumes } from '../../audio/index.ts'
import { systemClock } from '../../schedules/index.ts'
import { type Held, hold, type RunTool, runTool } from './run.ts'

/** What a look at the computer found, or in a Vietnamese clause why it cannot be known here. */
export type Found<T> = { known: true; value: T } | { known: false; because: string }

/** The ways to the computer; a test hands in its own. */
export interface Machine {
  platform: NodeJS.Platform
  /** The folder in which `proc` and `sys` lie. */
  root: string
  /** The wall clock, UTC ms. */
  now: () => number
  runTool: RunTool
  hold: (program: string, args: readonly string[], onEnd: () => void) => Held
  sinkVolumes: () => Promise<SinkVolume[] | undefined>
  sinkInputs: () => Promise<SinkInput[] | undefined>
  defaultSink: () => Promise<string | undefined>
}

/** The computer that this runs on. */
export function thisMachine(): Machine {
  const { now } = systemClock()
  return { platform: process.platform, root: '/', now, runTool, hold, sinkVolumes, sinkInputs, defaultSink }
}

export function found<T>(value: T): Found<T> {
  return { known: true, value }
}

export function unknown(because: string): Found<never> {
  return { known: false, because }
}
