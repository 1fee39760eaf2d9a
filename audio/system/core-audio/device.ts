import { PlayerError } from '../errors.ts'
import type { AudioQueue, CoreAudioBinding, DeviceFacts, Flow } from './binding.ts'
import { opening } from './refusal.ts'

const LOOK_EVERY_MS = 500

/** A device found by its UID, free to be used, with what is known of it. */
export interface FoundDevice {
  facts: DeviceFacts
  /** Looks twice a second whether the device still is there and the queue runs; throws `device-lost` when not. */
  watch(queue: AudioQueue, started: boolean): void
}

/**
 * Finds a device.
 * @throws PlayerError `device-absent`, or `device-busy` with the process that has taken it for itself alone.
 */
export function findDevice(binding: CoreAudioBinding, uid: string, flow: Flow): FoundDevice {
  const device = opening(uid, () => binding.find(uid))
  if (device === undefined) throw new PlayerError('device-absent', { device: uid })
  const facts = opening(uid, () => binding.facts(device, flow))
  if (facts.heldByPid !== undefined && facts.heldByPid !== process.pid) {
    throw new PlayerError('device-busy', { device: uid, holderPid: facts.heldByPid })
  }
  let lookedMs = binding.nowMs()
  return {
    facts,
    watch(queue, started) {
      const nowMs = binding.nowMs()
      if (nowMs - lookedMs < LOOK_EVERY_MS) return
      lookedMs = nowMs
      if (!binding.isAlive(device)) throw new PlayerError('device-lost', { device: uid, what: 'DeviceIsAlive' })
      if (started && !queue.isRunning()) throw new PlayerError('device-lost', { device: uid, what: 'IsRunning' })
    },
  }
}
