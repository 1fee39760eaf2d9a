import { createHash, randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { AudioError } from '../errors.ts'
import type { Ffmpeg } from '../ffmpeg.ts'
import type { MadePart } from './make-part.ts'
import type { PartSource, ReadyPart } from './part.ts'
import { type Kept, PartFolder } from './part-folder.ts'
import { FolderGone, PartThreads } from './part-thread.ts'
import { Making, Turns } from './sharing.ts'
import { treatmentVersion } from './treatment-filters.ts'

export interface PartStoreOptions {
  /** A folder of the store's own, for one store at a time; it is made when it is not there, and may be deleted at any time. */
  folder: string
  /** What its files may take together; the newest, and what a lease protects, may exceed it. */
  maxBytes: number
  ffmpeg: Ffmpeg
}

/** What making a part needs of its surroundings. */
export interface PartIo {
  pathOf: (sha256: string) => string | Promise<string>
  signal: AbortSignal
  /** 0..1, never going back. */
  onProgress?: ((fraction: number) => void) | undefined
  /** 1..19: how far the work stands back behind everything else that wants the processor; default 10. */
  niceness?: number | undefined
}

/** Parts that were made ready, kept on the disk as long as there is room. */
export interface PartStore {
  /**
   * The part of a source: made, or found as it was made before. Not more than two are made at once, in threads of their own;
   * a source that is asked for while it is being made is not made again.
   *
   * Rejects with AudioError, whose details carry the source's `title` and `sha256`: `input-missing`, `input-changed`,
   * `too-short` (under 400 ms), `too-long` (over 4 h), `silent`, the codes of a decode, `disk-full`; `cancelled` without
   * details, within a second. Then nothing of it runs or lies about, unless another caller still waits for it.
   */
  ready(source: PartSource, io: PartIo): Promise<ReadyPart>
  /** While it is not released, no file of a part that `ready` gave since is dropped. A second release does nothing. */
  lease(): { release(): void }
}

const defaultNiceness = 10
const makersAtOnce = 2

/** Opens a store, with what it kept before. */
export async function createPartStore(options: PartStoreOptions): Promise<PartStore> {
  const folder = new PartFolder(options.folder)
  return new DiskPartStore(folder, await folder.open(), options)
}

class DiskPartStore implements PartStore {
  private readonly folder: PartFolder
  private readonly maxBytes: number
  private readonly ffmpeg: Ffmpeg
  private readonly threads = new PartThreads()
  private readonly turns = new Turns(makersAtOnce)
  /** Bytes by key, the one that was used longest ago first. */
  private readonly kept = new Map<string, number>()
  private readonly leases = new Set<Set<string>>()
  private readonly makings = new Map<string, Making<ReadyPart>>()

  constructor(folder: PartFolder, kept: readonly Kept[], { maxBytes, ffmpeg }: PartStoreOptions) {
    this.folder = folder
    this.maxBytes = maxBytes
    this.ffmpeg = ffmpeg
    for (const { key, bytes } of kept) this.kept.set(key, bytes)
  }

  async ready(source: PartSource, io: PartIo): Promise<ReadyPart> {
    const key = this.keyOf(source)
    this.protect(key)
    try {
      for (;;) {
        if (io.signal.aborted) throw new AudioError('cancelled')
        const running = this.makings.get(key)
        if (running?.isGivenUp === true) {
          await running.ended
          continue
        }
        const making = running ?? this.begin(key, source, io)
        const part = await making.wait(io.signal, io.onProgress)
        this.protect(key)
        await this.makeRoom(this.maxBytes, key)
        return part
      }
    } catch (error) {
      if (!(error instanceof AudioError) || error.code === 'cancelled') throw error
      const { title, sha256 } = source
      throw new AudioError(error.code, { ...error.details, title, sha256 }, { cause: error })
    }
  }

  lease(): { release(): void } {
    const keys = new Set<string>()
    this.leases.add(keys)
    return {
      release: () => {
        this.leases.delete(keys)
        // What cannot be removed now is tried again after the next part.
        this.makeRoom(this.maxBytes).catch(() => undefined)
      },
    }
  }

  private protect(key: string): void {
    for (const lease of this.leases) lease.add(key)
  }

  private begin(key: string, source: PartSource, io: PartIo): Making<ReadyPart> {
    const making = new Making((signal, onProgress) => this.findOrMake(key, source, { ...io, signal, onProgress }))
    this.makings.set(key, making)
    void making.ended.then(() => this.makings.delete(key))
    return making
  }

  private async findOrMake(key: string, source: PartSource, io: PartIo): Promise<ReadyPart> {
    if (this.kept.has(key)) {
      const found = await this.folder.find(key)
      if (found !== undefined) {
        this.use(key, this.kept.get(key) ?? 0)
        return found
      }
      await this.drop(key)
    }
    return this.turns.take(io.signal, async () => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await this.make(key, source, io)
        } catch (error) {
          if (attempt === 2) throw error
          // Old parts give way to this one where the disk is full; a folder that was deleted is made anew.
          if (error instanceof AudioError && error.code === 'disk-full') await this.makeRoom(0, key)
          else if (!isGone(error)) throw error
        }
      }
    })
  }

  private async make(key: string, source: PartSource, io: PartIo): Promise<ReadyPart> {
    const { sha256, keep, treatment } = source
    const path = await io.pathOf(sha256)
    const outPath = await this.folder.place(`${key}-${randomUUID()}`)
    const task = {
      source: { sha256, keep: keep.map((stretch) => ({ ...stretch })), treatment: { ...treatment } },
      path,
      outPath,
      ffmpeg: { ...this.ffmpeg },
      niceness: io.niceness ?? defaultNiceness,
    }
    let made: MadePart
    try {
      made = await this.threads.make(task, (fraction) => io.onProgress?.(fraction), io.signal)
    } catch (error) {
      await rm(outPath, { force: true })
      throw error
    }
    const { bytes } = await this.folder.add(key, outPath, made)
    this.use(key, bytes)
    return this.folder.part(key, made)
  }

  /** Puts an entry behind all others in the order in which they are dropped. */
  private use(key: string, bytes: number): void {
    this.kept.delete(key)
    this.kept.set(key, bytes)
  }

  /** Drops what was used longest ago until the rest fits; never what is leased or just being made, nor `except`. */
  private async makeRoom(maxBytes: number, except?: string): Promise<void> {
    let bytes = [...this.kept.values()].reduce((sum, one) => sum + one, 0)
    for (const [key, size] of [...this.kept]) {
      if (bytes <= maxBytes) return
      const isProtected = key === except || this.makings.has(key) || [...this.leases].some((lease) => lease.has(key))
      if (isProtected) continue
      bytes -= size
      await this.drop(key)
    }
  }

  private async drop(key: string): Promise<void> {
    this.kept.delete(key)
    await this.folder.remove(key)
  }

  /** All that decides how a part sounds: the same key, the same samples. */
  private keyOf({ sha256, keep, treatment }: PartSource): string {
    const { highPass, noiseReduction, deClick } = treatment
    const stretches = keep.map(({ fromFrame, toFrame }) => [fromFrame, toFrame])
    const named = [treatmentVersion, this.ffmpeg.version, sha256, stretches, highPass, noiseReduction, deClick]
    return createHash('sha256').update(JSON.stringify(named)).digest('hex')
  }
}

function isGone(error: unknown): boolean {
  return error instanceof FolderGone || (error instanceof Error && 'code' in error && error.code === 'ENOENT')
}
