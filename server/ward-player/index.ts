/** A ward's unattended player: what it is told once, and the half of it that talks with the station. */
export { type Chosen, chooseDevice } from './device.ts'
export { sinceLastRun, type Told, tellPlayer } from './first-run.ts'
export { readLink } from './station-link.ts'
