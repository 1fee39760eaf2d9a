import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFfmpeg } from '../../audio/index.ts'
import { runProgram } from '../../audio/run.ts'

const passages = [
  'Kính thưa quý vị và các bạn, đây là chương trình cải cách hành chính và cuộc sống.',
  'Bộ phận một cửa nhận hồ sơ từ bảy giờ sáng đến mười một giờ rưỡi, từ thứ hai đến thứ sáu.',
  'Bà con mang theo căn cước công dân và giấy tờ gốc để đối chiếu.',
] as const

/** A folder of test sounds. Everything in it is made anew, by programs other than the ones under test where that can be. */
export class Material {
  readonly folder: string
  private readonly makerPath: string

  private constructor(folder: string, makerPath: string) {
    this.folder = folder
    this.makerPath = makerPath
  }

  static async open(): Promise<Material> {
    // The bundled FFmpeg has the encoders that a distribution's may lack (AMR).
    return new Material(await mkdtemp(join(tmpdir(), 'len-song-audio-')), (await findFfmpeg()).path)
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }

  path(name: string): string {
    return join(this.folder, name)
  }

  /** A Vietnamese voice reading one of three passages: mono, 22 050 Hz, 16 bit, about 5 s. */
  async speech(name: string, passage: 0 | 1 | 2 = 0, options: { pitch?: number } = {}): Promise<string> {
    const path = this.path(name)
    await this.run('espeak-ng', ['-v', 'vi', '-p', String(options.pitch ?? 50), '-w', path, passages[passage]])
    return path
  }

  /** Applies SoX effects, e.g. `gain -16`. */
  async sox(from: string, name: string, ...effects: string[]): Promise<string> {
    const path = this.path(name)
    await this.run('sox', ['-R', from, path, ...effects])
    return path
  }

  /** Converts with the bundled FFmpeg; the ending decides the format. */
  async convert(from: string, name: string, ...options: string[]): Promise<string> {
    const path = this.path(name)
    await this.run(this.makerPath, ['-nostdin', '-loglevel', 'error', '-y', '-i', from, ...options, path])
    return path
  }

  /** Runs the bundled FFmpeg with inputs of one's own. */
  async ffmpeg(name: string, ...args: string[]): Promise<string> {
    const path = this.path(name)
    await this.run(this.makerPath, ['-nostdin', '-loglevel', 'error', '-y', ...args, path])
    return path
  }

  /** The first `share` of a file's bytes. */
  async cut(from: string, name: string, share: number): Promise<string> {
    const bytes = await readFile(from)
    return this.write(name, bytes.subarray(0, Math.floor(bytes.length * share)))
  }

  async write(name: string, bytes: Buffer | string): Promise<string> {
    const path = this.path(name)
    await writeFile(path, bytes)
    return path
  }

  /** Any file as the samples it decodes to: 48 kHz stereo floats, interleaved. */
  async samples(path: string): Promise<Float32Array> {
    const raw = await this.convert(path, 'samples.f32', '-f', 'f32le', '-ar', '48000', '-ac', '2')
    const bytes = new Uint8Array(await readFile(raw))
    return new Float32Array(bytes.buffer)
  }

  private async run(program: string, args: readonly string[]): Promise<void> {
    const result = await runProgram(program, args, { timeLimitMs: 60_000 })
    if (result.outcome !== 'exited' || result.exitCode !== 0)
      throw new Error(`${program} ${args.join(' ')}: ${JSON.stringify(result)}`)
  }
}

export async function sha256(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
}
