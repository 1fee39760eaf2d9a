import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { output } from '../on-air/run.ts'
import { joining, type Sound, typed } from './long-material.ts'

/** What another program is to level. */
export interface Levelling {
  sounds: readonly Sound[]
  ffmpegPath: string
  /** Its own. */
  folder: string
  target: number
}

/** Another free program that levels sound to EBU R 128, with what a careful person types around it. */
export interface Normaliser {
  program: string
  note: string
  /** The MP3 that comes out, and by how much a player that reads its tags is to change it. */
  make: (levelling: Levelling) => Promise<{ path: string; gainDb: number }>
}

/** ReplayGain 2.0: the level that its gains lead to. */
const REPLAYGAIN_LUFS = -18

/** Those of Debian. */
export const NORMALISERS: readonly Normaliser[] = [
  {
    program: 'loudgain',
    note: 'MP3 rồi ghi nhãn; máy nghe tự chỉnh',
    async make(levelling) {
      const path = await joined(levelling, 'tagged.mp3', ['-b:a', '128k'])
      const pregain = levelling.target - REPLAYGAIN_LUFS
      const told = await output('loudgain', ['-q', '-O', '-k', '-d', String(pregain), '-s', 'i', path], process.env)
      const [titles = '', values = ''] = told.trim().split('\n')
      const gain = values.split('\t')[titles.split('\t').findIndex((title) => /^Gain/i.test(title))]
      return { path, gainDb: Number.parseFloat(gain ?? 'NaN') }
    },
  },
  {
    program: 'bs1770gain',
    note: 'ghi tệp mới rồi MP3',
    async make(levelling) {
      const { folder, target, ffmpegPath } = levelling
      const path = await joined(levelling, 'joined.wav', [])
      const made = join(folder, 'made')
      await output('bs1770gain', ['--quiet', `--norm=${target}`, '--apply=1.0', '-o', made, path], process.env)
      const [name = ''] = await readdir(made)
      const mp3 = join(folder, 'made.mp3')
      await typed(ffmpegPath, ['-i', join(made, name), '-ar', '48000', '-b:a', '128k', '-y', mp3])
      return { path: mp3, gainDb: 0 }
    },
  },
]

async function joined({ sounds, ffmpegPath, folder }: Levelling, name: string, options: string[]): Promise<string> {
  const path = join(folder, name)
  const graph = joining(sounds)
  await typed(ffmpegPath, [...graph.inputs, '-filter_complex', graph.joined, ...options, '-y', path])
  return path
}
