/** The station itself: its name, what it sounds through, its health. */
export { lanAddresses } from './addresses.ts'
export { type AirSettingsParts, registerAirSettings } from './air-settings.ts'
export { ffmpegSentence } from './ffmpeg-words.ts'
export { Listening } from './listening.ts'
export { registerStation } from './routes.ts'
export { createStation, findAirSettings, findStation, noteLiveInputTested, targetLufsOf } from './store.ts'
