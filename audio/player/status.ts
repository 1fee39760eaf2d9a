import type { DeviceKeeper } from './device-keeper.ts'
import type { PlayerStatus } from './events.ts'
import type { HeldCue } from './held-cue.ts'
import type { LoopReport } from './protocol.ts'
import { msOf } from './timeline.ts'

export interface StatusParts {
  device: DeviceKeeper | undefined
  /** What the device's thread told last. */
  status: Extract<LoopReport, { kind: 'status' }> | undefined
  held: ReadonlyMap<string, HeldCue>
  xruns: number
  nowMs: number
}

const FLOOR_DBFS = -96
/** The thread tells ten times a second; one that is silent for longer stands still, and so does the position. */
const CARRIED_ON_MS = 500

/** Where the player is now: what the device's thread told last, carried on to this instant. */
export function statusOf({ device, status, held, xruns, nowMs }: StatusParts): PlayerStatus {
  const heard = status?.heard
  const item = heard === undefined ? undefined : held.get(heard.cueId)
  const sounds = item !== undefined && heard !== undefined && status !== undefined
  const sinceMs = status === undefined ? 0 : Math.min(CARRIED_ON_MS, Math.max(0, nowMs - status.atMs))
  const durationMs = item === undefined || item.feeder.isLive ? undefined : msOf(item.feeder.frames)
  return {
    state: device?.state() ?? 'closed',
    deviceId: device?.id,
    sink: device?.sink(),
    cueId: item?.cue.id,
    positionMs: sounds ? Math.min(msOf(heard.endFrame), msOf(heard.frame) + sinceMs) : undefined,
    durationMs,
    levelDbfs: status && { left: dbfs(status.peak.left), right: dbfs(status.peak.right) },
    delayMs: status?.delayMs,
    driftPpm: status?.driftPpm,
    xruns,
  }
}

function dbfs(peak: number): number {
  return peak <= 0 ? FLOOR_DBFS : Math.max(FLOOR_DBFS, 20 * Math.log10(peak / 32_768))
}
