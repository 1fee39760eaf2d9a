import { type Ffmpeg, findFfmpeg } from '../../audio/index.ts'

/** The FFmpeg that the sound tests run: the one FFMPEG_PATH names, else the bundled one. */
export function ffmpegUnderTest(): Promise<Ffmpeg> {
  const configuredPath = process.env.FFMPEG_PATH
  return findFfmpeg(configuredPath === undefined || configuredPath === '' ? {} : { configuredPath })
}
