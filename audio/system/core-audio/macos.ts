import { PlayerError } from '../errors.ts'
import type { CoreAudioBinding } from './binding.ts'
import { hardware } from './hardware.ts'
import { libraries } from './libraries.ts'
import { audioQueue } from './queue.ts'

/** CLOCK_UPTIME_RAW of time.h: never steps. */
const UPTIME_RAW = 8

let bound: CoreAudioBinding | undefined

/**
 * CoreAudio of this computer.
 * @throws PlayerError `system-not-supported-yet` elsewhere than on macOS, `no-sound-system` when it cannot be had.
 */
export function macBinding(): CoreAudioBinding {
  if (process.platform !== 'darwin') throw new PlayerError('system-not-supported-yet', { platform: process.platform })
  try {
    bound ??= bind()
  } catch (cause) {
    throw new PlayerError('no-sound-system', { library: 'CoreAudio', reason: String(cause) }, cause)
  }
  return bound
}

function bind(): CoreAudioBinding {
  const called = libraries()
  return {
    ...hardware(called),
    openQueue: (flow, uid, format, buffers) => audioQueue(called, flow, uid, format, buffers),
    nowMs: () => Number(called.clockNs(UPTIME_RAW)) / 1e6,
  }
}
