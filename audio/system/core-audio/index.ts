/** The door of `audio/system/core-audio`: sound on macOS. */
export {
  type AudioQueue,
  type CoreAudioBinding,
  fourLetters,
  type HandedBuffer,
  StatusError,
} from './binding.ts'
export { coreAudioDevices } from './devices.ts'
export { openCoreAudioInput } from './input.ts'
export { macBinding } from './macos.ts'
export { openCoreAudioOutput } from './output.ts'
