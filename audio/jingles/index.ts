import { fileURLToPath } from 'node:url'

/** A signature tune that comes with the house. Its sound is our own (score.ts), under the licence of the project. */
export interface ShippedTune {
  role: 'intro' | 'sting' | 'outro' | 'bed'
  title: string
  path: string
}

/** The tunes every new station begins with: intro (10 s), sting (2.6 s), outro (9 s), a bed to repeat (24 s), as FLAC. */
export function shippedTunes(): ShippedTune[] {
  return [
    { role: 'intro', title: 'Nhạc hiệu mở đầu', path: beside('intro.flac') },
    { role: 'sting', title: 'Nhạc cắt', path: beside('sting.flac') },
    { role: 'outro', title: 'Nhạc hiệu kết thúc', path: beside('outro.flac') },
    { role: 'bed', title: 'Nhạc nền nhẹ', path: beside('bed.flac') },
  ]
}

function beside(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url))
}

export { type TestToneOptions, testTone, testToneWav } from './tone.ts'
