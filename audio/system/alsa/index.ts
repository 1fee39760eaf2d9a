/** The door of `audio/system/alsa`: sound on Linux, and through ALSA's plugins the sound servers. */
export { type Alsa, type AlsaHint, loadAlsa } from './alsa.ts'
export { type Holder, holderOf } from './holder.ts'
export { shortAlsaTitle } from './titles.ts'
