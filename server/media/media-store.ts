import { createReadStream } from 'node:fs'
import type { Db } from '../db/index.ts'
import { MediaFiles, type StoredFile, type WorkFile } from './files.ts'
import { findMedia, noteMedia } from './store.ts'

/** The media of a station: files and their rows, always in step (the file first, then its row). */
export class MediaStore {
  readonly files: MediaFiles
  readonly #db: Db
  readonly #now: () => number

  private constructor(files: MediaFiles, db: Db, now: () => number) {
    this.files = files
    this.#db = db
    this.#now = now
  }

  static async open(dataDir: string, db: Db, now: () => number): Promise<MediaStore> {
    return new MediaStore(await MediaFiles.open(dataDir), db, now)
  }

  /** Keeps a work file for good. */
  async keep(file: WorkFile, mediaType: string): Promise<StoredFile> {
    const stored = await this.files.keep(file)
    await noteMedia(this.#db, stored, mediaType, this.#now())
    return stored
  }

  /** Takes in a file that stands elsewhere on this machine. */
  async takeIn(path: string, mediaType: string): Promise<StoredFile> {
    return this.keep(await this.files.receive(createReadStream(path), Number.MAX_SAFE_INTEGER), mediaType)
  }

  /** Size and type of a file that is kept. */
  find(sha256: string): Promise<{ bytes: number; mediaType: string } | undefined> {
    return findMedia(this.#db, sha256)
  }
}
