import { PlayerError } from '../errors.ts'
import type { AudioQueue, CoreAudioBinding, DeviceFacts, Flow } from './binding.ts'
import { opening } from './refusal.ts'

const LOOK_EVERY_MS = 500

/** A device found by its UID, free to be used, with what is known of it. */
export interface FoundDevice {
  facts: DeviceFacts
  /** Looks twice a second whether the device still is there and the queue still runs; throws `device-lost` when not. */
  watch(queue: AudioQueue): void
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
  let ran: AudioQueue | undefined
  return {
    facts,
    watch(queue) {
      const nowMs = binding.nowMs()
      if (nowMs - lookedMs < LOOK_EVERY_MS) return
      lookedMs = nowMs
      if (!binding.isAlive(device)) throw new PlayerError('device-lost', { device: uid, what: 'DeviceIsAlive' })
      // A queue that was started runs only once the hardware does, some time later.
      if (queue.isRunning()) ran = queue
      else if (ran === queue) throw new PlayerError('device-lost', { device: uid, what: 'IsRunning' })
    },
  }
}
