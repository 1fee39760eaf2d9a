/** What every kind of browser storage offers to a recording. */
import type { KeepEntry, Kept, KeptChunk } from './kept.ts'

/** One recording, open for this page alone. */
export interface KeptFile {
  /** What was kept when it was opened, and all that was added since. */
  readonly kept: Kept
  /** Adds an entry; once it is answered the entry survives a kill and a power cut. Rejects with KeepError. */
  add(entry: KeepEntry): Promise<void>
  /** Adds a chunk and its sound, the sound first. Rejects with KeepError. */
  addChunk(chunk: KeptChunk, bytes: ArrayBuffer): Promise<void>
  /** The sound of a chunk; shorter or other than it was where the storage has suffered. */
  read(chunk: KeptChunk): Promise<ArrayBuffer>
  /** All sound that was kept here, by reference: it is read when it is used. */
  sound(): Promise<Blob>
  close(): Promise<void>
}

export interface KeepStore {
  /** The numbers of all recordings that lie here. */
  ids(): Promise<string[]>
  /** Makes a recording. Rejects with KeepError. */
  create(opening: KeepEntry & { kind: 'opened' }): Promise<KeptFile>
  /** Opens a recording; undefined when nothing readable lies under that number. */
  open(id: string): Promise<KeptFile | undefined>
  /** Forgets a recording that is not open. */
  remove(id: string): Promise<void>
}
