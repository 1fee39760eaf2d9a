import { stat } from 'node:fs/promises'
import { AudioError } from './errors.ts'

/** Bytes of a file that is about to be decoded. Rejects with AudioError `input-missing` or `empty-file`. */
export async function inputSize(path: string): Promise<number> {
  let bytes: number
  try {
    bytes = (await stat(path)).size
  } catch (error) {
    throw new AudioError('input-missing', { path }, { cause: error })
  }
  if (bytes === 0) throw new AudioError('empty-file', { path })
  return bytes
}
