import type { PlayerErrorCode } from './errors.ts'
import { NULL_DEVICE_ID } from './null-device.ts'
import { runNode } from './run.ts'

/** Whether a device can be opened now, and why not. */
export type Openable = { ok: true } | { ok: false; code: PlayerErrorCode; details: Record<string, unknown> }

const PROGRAM = new URL('./open-briefly.ts', import.meta.url)

/**
 * Opens a device, gives it 50 ms of silence and lets it go, in a process of its own: a sound system that hangs, or a
 * driver that crashes, takes nothing else with it. After `withinMs` without an answer the device counts as lost. Not to be
 * asked while the device sounds: hardware that is held by one program is busy for every other.
 */
export async function canOpen(deviceId: string, withinMs = 4000): Promise<Openable> {
  if (deviceId === NULL_DEVICE_ID) return { ok: true }
  const said = await runNode(PROGRAM, [deviceId], withinMs)
  if (said === undefined)
    return { ok: false, code: 'device-lost', details: { deviceId, reason: 'no-answer', withinMs } }
  return JSON.parse(said) as Openable
}
