import type { CoreAudioBinding, Flow, MacDevice } from './binding.ts'
import { opening } from './refusal.ts'

/**
 * Devices of a Mac with channels in that direction, by the names that macOS shows.
 * @throws PlayerError when the hardware layer does not answer.
 */
export function coreAudioDevices(binding: CoreAudioBinding, flow: Flow): MacDevice[] {
  return opening(flow, () => binding.devices(flow))
}
