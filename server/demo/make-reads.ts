/**
 * Makes the reads of the demo script anew: `node server/demo/make-reads.ts`, after the text has changed. Needs espeak-ng (1.51)
 * and SoX; the files lie in the repository, so that nobody else needs them. The same versions make the same bytes.
 *
 * Two voices read, so that it is heard who presents and who reports; the second is left 8 dB softer on purpose, as two people
 * at one microphone are, and levelling has something to do.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFfmpeg } from '../../audio/index.ts'
import { DEMO_SCRIPT, type DemoItem, readPath } from './content/index.ts'
import { runTool } from './run.ts'

interface Voice {
  /** A voice of espeak-ng and one of its variants. */
  readonly name: string
  /** 0–99; 50 is the voice's own. */
  readonly pitch: number
  /** Words a minute as espeak-ng counts them; gives about 225 syllables a minute, the pace of radio news. */
  readonly speed: number
  /** The tone of the room and the microphone, as SoX effects. */
  readonly tone: readonly string[]
  /** The level of the highest sample, dBFS. */
  readonly peakDb: number
}

const VOICES: Readonly<Record<DemoItem['reader'], Voice>> = {
  presenter: {
    name: 'vi+f2',
    pitch: 48,
    speed: 166,
    tone: [
      'highpass',
      '110',
      'equalizer',
      '300',
      '0.9q',
      '-2',
      'equalizer',
      '2800',
      '1.2q',
      '+2',
      'treble',
      '-3',
      '7000',
    ],
    peakDb: -3,
  },
  reader: {
    name: 'vi-vn-x-south+m3',
    pitch: 36,
    speed: 170,
    tone: [
      'highpass',
      '80',
      'equalizer',
      '220',
      '0.9q',
      '-1.5',
      'equalizer',
      '3200',
      '1.2q',
      '+2.5',
      'treble',
      '-3',
      '7000',
    ],
    peakDb: -11,
  },
}

/** How a synthetic voice is told to say what it would spell wrongly. */
const SPOKEN: readonly (readonly [RegExp, string])[] = [
  [/VNeID/g, 'vê nờ e ai đi'],
  [/ – /g, ', '],
  [/Bộ phận Một cửa/g, 'bộ phận một cửa'],
]

const SOFT_KNEE = ['compand', '0.005,0.15', '6:-70,-70,-45,-36,-24,-17,0,-7', '0', '-40', '0.02']
const SMALL_ROOM = ['reverb', '9', '60', '12', '100', '4', '-3']

await main()

async function main(): Promise<void> {
  const ffmpeg = await findFfmpeg()
  const folder = await mkdtemp(join(tmpdir(), 'len-song-reads-'))
  try {
    for (const item of DEMO_SCRIPT) {
      await mkdir(join(readPath(item), '..'), { recursive: true })
      await makeRead(item, folder, ffmpeg.path)
      process.stdout.write(`${item.slug}.opus\n`)
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function makeRead(item: DemoItem, folder: string, ffmpegPath: string): Promise<void> {
  const voice = VOICES[item.reader]
  const spoken = join(folder, `${item.slug}-spoken.wav`)
  const polished = join(folder, `${item.slug}-polished.wav`)
  const text = SPOKEN.reduce((words, [from, to]) => words.replace(from, to), item.text)
  const pace = ['-s', String(voice.speed), '-p', String(voice.pitch), '-a', '80']
  await runTool('espeak-ng', ['-v', voice.name, ...pace, '-w', spoken, text])
  const effects = ['gain', '-6', ...voice.tone, ...SOFT_KNEE, ...SMALL_ROOM, 'norm', String(voice.peakDb)]
  const ends = ['pad', '0.35', '0.5']
  await runTool('sox', ['-D', spoken, '-b', '16', '-r', '48000', polished, ...effects, ...ends])
  const exact = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact']
  const opus = ['-c:a', 'libopus', '-b:a', '28k', '-application', 'voip', '-ac', '1']
  await runTool(ffmpegPath, ['-v', 'error', '-y', '-i', polished, ...exact, ...opus, readPath(item)])
}
