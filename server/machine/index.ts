/** The station's computer: its clock, disk, mixer, other programs that sound, and its sleep. */
export { clockSynchronised } from './clock-sync.ts'
export { diskFree } from './disk.ts'
export { type Found, found, type Machine, thisMachine, unknown } from './machine.ts'
export { type MixerLevel, mixerOf } from './mixer.ts'
export { type OtherSound, otherSounds } from './other-sound.ts'
export { sinceBootMs } from './since-boot.ts'
export { type KeptAwake, keepAwake, maySleep } from './sleep.ts'
export { WAKE_AHEAD_MS, wakeComputerAt } from './wake.ts'
