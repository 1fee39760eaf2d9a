import { readFile } from 'node:fs/promises'
import { bombs } from './bombs.ts'
import { headerLies } from './header-lies.ts'
import type { Material } from './material.ts'
import { mutants, type Specimen } from './mutations.ts'
import { oddNames, tricks } from './tricks.ts'

/** The ending of every accepted kind of file, and what makes it of speech. */
const KINDS: readonly [ending: string, ...options: string[]][] = [
  ['wav'],
  ['w64'],
  ['aiff'],
  ['mp3', '-b:a', '64k'],
  ['m4a', '-c:a', 'aac'],
  ['3gp', '-c:a', 'libopencore_amrnb', '-ar', '8000', '-ac', '1'],
  ['aac', '-c:a', 'aac'],
  ['flac'],
  ['ogg', '-c:a', 'libvorbis'],
  ['opus', '-c:a', 'libopus'],
  ['webm', '-c:a', 'libopus', '-live', '1'],
  ['mka', '-c:a', 'libmp3lame'],
  ['wma', '-c:a', 'wmav2'],
  ['amr', '-ar', '8000', '-ac', '1'],
  ['caf', '-c:a', 'pcm_s16be'],
]

/** Words for the tags, so that mutations meet them. */
const TAGS = ['-metadata', 'title=Cải cách hành chính', '-metadata', 'artist=Đài Truyền thanh']

/** A second of a Vietnamese voice in every accepted kind of file, a video and a Matroska file with an attachment among them. */
export async function honestFiles(material: Material): Promise<Specimen[]> {
  const speech = await material.sox(await material.speech('whole.wav'), 'speech-of-a-second.wav', 'trim', '0.1', '1.1')
  const files: Specimen[] = []
  for (const [ending, ...options] of KINDS) {
    const path = await material.convert(speech, `speech.${ending}`, ...TAGS, ...options)
    files.push({ name: ending, fileName: `speech.${ending}`, bytes: await readFile(path) })
  }
  const picture = ['-f', 'lavfi', '-i', 'testsrc=d=1:s=64x64:r=5', '-i', speech]
  const video = await material.ffmpeg('speech.mp4', ...picture, '-c:a', 'aac', '-shortest')
  files.push({ name: 'mp4', fileName: 'speech.mp4', bytes: await readFile(video) })
  const note = await material.write('note.txt', 'Phụ lục kèm theo bài đọc.')
  const attached = ['-attach', note, '-metadata:s:t', 'mimetype=text/plain', '-c:a', 'flac']
  const archive = await material.ffmpeg('speech.mkv', '-i', speech, ...attached)
  files.push({ name: 'mkv', fileName: 'speech.mkv', bytes: await readFile(archive) })
  return files
}

/** Files of all kinds that nobody made by recording, by family: the same for the same honest files, paths and seed. */
export function corpus(
  honest: readonly Specimen[],
  places: { secretPath: string; origin: string },
  seed = 4,
): Record<'mutations' | 'lies' | 'tricks' | 'bombs' | 'names', Specimen[]> {
  const first = honest[0]
  return {
    mutations: mutants(honest, seed, 2),
    lies: headerLies(honest),
    tricks: tricks(honest, places.secretPath, places.origin),
    bombs: bombs(),
    names: first === undefined ? [] : oddNames(first),
  }
}
