import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { output } from '../on-air/run.ts'

/** Reads a Vietnamese text aloud with a synthetic voice into a WAV file; returns its path. */
export async function readAloud(
  folder: string,
  name: string,
  text: string,
  options: { wordsAMinute?: number; level?: number } = {},
): Promise<string> {
  const path = join(folder, `${name}.wav`)
  const { wordsAMinute = 220, level = 100 } = options
  await output(
    'espeak-ng',
    ['-v', 'vi', '-s', String(wordsAMinute), '-a', String(level), '-w', path, text],
    process.env,
  )
  return path
}

/** The samples of a 48 kHz stereo 16-bit WAV. */
export async function masterSamples(path: string): Promise<Int16Array> {
  const bytes = await readFile(path)
  const data = bytes.indexOf('data', 12, 'latin1')
  const from = data + 8
  const length = Math.min(bytes.readUInt32LE(data + 4), bytes.length - from)
  return new Int16Array(new Uint8Array(bytes.subarray(from, from + length)).buffer)
}
