/** Only one thing is listened to at a time on a page. */
let sounding: HTMLAudioElement | undefined

/** Silences what sounded before; called when `audio` is about to play. */
export function soundAlone(audio: HTMLAudioElement): void {
  if (sounding && sounding !== audio) sounding.pause()
  sounding = audio
}
