import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { houseFrameBytes } from '../house-format.ts'
import type { MadePart } from './make-part.ts'
import type { ReadyPart } from './part.ts'

/** What is written beside the samples, and after them: an entry without it was never finished. */
interface Header extends MadePart {
  version: 1
}

/** What a folder holds: its size and when it was last used, in no unit but an order. */
export interface Kept {
  key: string
  bytes: number
}

const samplesEnding = '.f32'
const headerEnding = '.json'
const unfinishedEnding = '.unfinished'

/** Made parts as files: `<key>.f32` the samples, `<key>.json` the figures. */
export class PartFolder {
  private readonly folder: string
  /** What was summed up since this process began, by key: its size and time of change then. */
  private readonly summed = new Map<string, string>()

  constructor(folder: string) {
    this.folder = folder
  }

  /** All finished entries, the one that was used longest ago first. What is left of unfinished ones is removed. */
  async open(): Promise<Kept[]> {
    await mkdir(this.folder, { recursive: true })
    const names = new Set(await readdir(this.folder))
    const kept: (Kept & { usedAt: bigint })[] = []
    for (const name of names) {
      const key = name.endsWith(headerEnding) ? name.slice(0, -headerEnding.length) : undefined
      if (key !== undefined && names.has(key + samplesEnding)) {
        const [header, samples] = await Promise.all([
          stat(this.headerPath(key), { bigint: true }),
          stat(this.samplesPath(key)),
        ])
        kept.push({ key, bytes: samples.size + Number(header.size), usedAt: header.mtimeNs })
      } else if (key !== undefined || name.endsWith(unfinishedEnding) || this.isOrphan(name, names))
        await rm(join(this.folder, name), { force: true })
    }
    return kept.sort((one, other) => (one.usedAt < other.usedAt ? -1 : 1)).map(({ key, bytes }) => ({ key, bytes }))
  }

  /** Where a part is made before it is an entry. The folder is made anew if somebody deleted it. */
  async place(name: string): Promise<string> {
    await mkdir(this.folder, { recursive: true })
    return join(this.folder, name + unfinishedEnding)
  }

  /** Makes an entry of a finished part: first the samples, then the header, each in one step. */
  async add(key: string, madeAt: string, made: MadePart): Promise<Kept> {
    const header: Header = { version: 1, ...made }
    const text = JSON.stringify(header)
    const headerAt = `${madeAt}${headerEnding}${unfinishedEnding}`
    try {
      await writeFile(headerAt, text)
      await rename(madeAt, this.samplesPath(key))
      await rename(headerAt, this.headerPath(key))
    } catch (error) {
      await Promise.all([headerAt, madeAt].map((path) => rm(path, { force: true })))
      throw error
    }
    this.summed.set(key, await this.state(key))
    return { key, bytes: made.figures.frames * houseFrameBytes + Buffer.byteLength(text) }
  }

  /**
   * The part of an entry, if it is whole: the header can be read, the samples are as many as it says and, the first time in
   * this process and whenever the file has changed, sum up to what it says. Otherwise undefined. The use is noted.
   */
  async find(key: string): Promise<ReadyPart | undefined> {
    try {
      const header = readHeader(await readFile(this.headerPath(key), 'utf8'))
      if (header === undefined) return undefined
      const state = await this.state(key)
      const { size } = await stat(this.samplesPath(key))
      if (size !== header.figures.frames * houseFrameBytes) return undefined
      if (this.summed.get(key) !== state) {
        if ((await sumOf(this.samplesPath(key))) !== header.crc) return undefined
        this.summed.set(key, state)
      }
      await this.touch(key)
      return this.part(key, header)
    } catch (error) {
      if (error instanceof Error && 'code' in error) return undefined
      throw error
    }
  }

  part(key: string, { figures }: MadePart): ReadyPart {
    return { pcmPath: this.samplesPath(key), ...figures }
  }

  /** Notes a use on the disk: the header's time of change is that of the last use. */
  private async touch(key: string): Promise<void> {
    const file = await open(this.headerPath(key), 'r+')
    try {
      await file.write('{', 0)
    } finally {
      await file.close()
    }
  }

  async remove(key: string): Promise<void> {
    this.summed.delete(key)
    await rm(this.headerPath(key), { force: true })
    await rm(this.samplesPath(key), { force: true })
  }

  private isOrphan(name: string, names: ReadonlySet<string>): boolean {
    return name.endsWith(samplesEnding) && !names.has(name.slice(0, -samplesEnding.length) + headerEnding)
  }

  private async state(key: string): Promise<string> {
    const { size, mtimeNs, ino } = await stat(this.samplesPath(key), { bigint: true })
    return `${size} ${mtimeNs} ${ino}`
  }

  private samplesPath(key: string): string {
    return join(this.folder, key + samplesEnding)
  }

  private headerPath(key: string): string {
    return join(this.folder, key + headerEnding)
  }
}

/** Whole, or undefined: what was cut off is no JSON. */
function readHeader(text: string): Header | undefined {
  try {
    const header = JSON.parse(text) as Partial<Header> | null
    const { figures, crc } = header ?? {}
    if (header?.version !== 1 || typeof crc !== 'number' || typeof figures?.frames !== 'number') return undefined
    return Array.isArray(figures.momentaryLufs) && Array.isArray(figures.peaks?.pairs)
      ? { version: 1, crc, figures }
      : undefined
  } catch {
    return undefined
  }
}

async function sumOf(path: string): Promise<number> {
  let sum = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) sum = crc32(chunk as Buffer, sum)
  return sum
}
