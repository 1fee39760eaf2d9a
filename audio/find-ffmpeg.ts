import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { AudioError } from './errors.ts'
import { askFfmpeg, type Ffmpeg } from './ffmpeg.ts'

/**
 * Finds the FFmpeg to use: the configured one; else the first on the search path that is 5.1 or newer and lacks nothing; else
 * the bundled one (a snapshot of December 2018), so that a fresh machine works. The capabilities are asked of each binary.
 * A configured FFmpeg is taken even when it lacks something: `lacks` says what.
 * `searchPath` is the value of PATH. Rejects with AudioError `ffmpeg-missing` (details: what was tried).
 */
export async function findFfmpeg(options: { configuredPath?: string; searchPath?: string } = {}): Promise<Ffmpeg> {
  const { configuredPath, searchPath = '' } = options
  if (configuredPath !== undefined && configuredPath !== '') {
    const configured = await examine(configuredPath, 'configured')
    if (configured === undefined)
      throw new AudioError('ffmpeg-missing', { tried: [configuredPath], origin: 'configured' })
    return configured.ffmpeg
  }
  const tried: string[] = []
  for (const folder of searchPath.split(delimiter)) {
    if (folder === '') continue
    const path = join(folder, process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg')
    if (!(await isExecutable(path))) continue
    tried.push(path)
    const found = await examine(path, 'path')
    if (found?.isRecent && found.ffmpeg.lacks.length === 0) return found.ffmpeg
  }
  const path = bundledPath()
  const bundled = path === undefined ? undefined : await examine(path, 'bundled')
  if (bundled === undefined)
    throw new AudioError('ffmpeg-missing', { tried: [...tried, path ?? '@ffmpeg-installer/ffmpeg'] })
  return bundled.ffmpeg
}

const neededFilters = [
  'adeclick',
  'aformat',
  'alimiter',
  'ametadata',
  'anull',
  'aresample',
  'asetpts',
  'atrim',
  'ebur128',
  'highpass',
  'pan',
]
const neededEncoders = ['libmp3lame', 'pcm_f32le', 'pcm_s16le']
const neededDecoders = [
  'aac',
  'flac',
  'mp3',
  'opus',
  'vorbis',
  'wmav2',
  'amrnb',
  'amrwb',
  'alac',
  'pcm_s16le',
  'pcm_s24le',
  'pcm_f32le',
]
/** Of the accepted formats, and of house-format samples. */
const neededDemuxers = [
  'aac',
  'aiff',
  'amr',
  'asf',
  'caf',
  'f32le',
  'flac',
  'matroska',
  'mov',
  'mp3',
  'ogg',
  'w64',
  'wav',
]
const neededMuxers = ['f32le', 'mp3', 'null', 's16le', 'wav']

async function examine(
  path: string,
  origin: Ffmpeg['origin'],
): Promise<{ ffmpeg: Ffmpeg; isRecent: boolean } | undefined> {
  const about = await askFfmpeg(path, ['-version'])
  if (about.outcome !== 'exited' || about.exitCode !== 0) return undefined
  const version = /^ffmpeg version (\S+)/m.exec(about.stdout)?.[1]
  if (version === undefined) return undefined
  const [filters, encoders, decoders, demuxers, muxers] = await Promise.all([
    names(path, '-filters'),
    names(path, '-encoders'),
    names(path, '-decoders'),
    names(path, '-demuxers'),
    names(path, '-muxers'),
  ])
  const lacks = [
    ...missing('filter', neededFilters, filters),
    ...missing('encoder', neededEncoders, encoders),
    ...missing('decoder', neededDecoders, decoders),
    ...missing('demuxer', neededDemuxers, demuxers),
    ...missing('muxer', neededMuxers, muxers),
  ]
  return { ffmpeg: { path, version, origin, lacks }, isRecent: isAtLeast51(about.stdout) }
}

/** By the version of libavutil (57.28 came with FFmpeg 5.1): snapshots carry no release number. */
function isAtLeast51(about: string): boolean {
  const found = /^libavutil\s+(\d+)\.\s*(\d+)\./m.exec(about)
  if (found === null) return false
  const major = Number(found[1])
  return major > 57 || (major === 57 && Number(found[2]) >= 28)
}

/** The second column of one of FFmpeg's lists. A demuxer may stand under several names, joined by commas. */
async function names(path: string, list: string): Promise<Set<string>> {
  const answer = await askFfmpeg(path, [list])
  const result = new Set<string>()
  if (answer.outcome !== 'exited') return result
  for (const line of answer.stdout.split('\n')) {
    const column = /^\s*\S+\s+(\S+)/.exec(line)?.[1]
    for (const name of column?.split(',') ?? []) result.add(name)
  }
  return result
}

function missing(kind: string, needed: readonly string[], present: ReadonlySet<string>): string[] {
  return needed.filter((name) => !present.has(name)).map((name) => `${kind}:${name}`)
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Undefined where the installer has no binary for this platform: it throws a string at import then. */
function bundledPath(): string | undefined {
  try {
    const installer = createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg') as { path: string }
    return installer.path
  } catch {
    return undefined
  }
}
