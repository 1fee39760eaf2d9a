import { join, resolve } from 'node:path'

/** The station's settings from its surroundings, read once; every one has a default that works. */
export interface Config {
  /** The one folder with everything the station knows. */
  dataDir: string
  host: string
  port: number
  /** An FFmpeg to prefer over the one on PATH and the one we ship. */
  ffmpegPath: string | undefined
  searchPath: string
  /** The largest file that is accepted. */
  uploadLimitBytes: number
  /** The port of the station's own HTTPS; undefined where it is switched off. */
  httpsPort: number | undefined
  /** Whether the open web is reached through HTTPS, so that cookies must be marked secure. */
  https: boolean
  /** Opens `/vao/CODE` once, without a password: how the demo opens its own page. */
  oneTimeCode: string | undefined
  /** Throw-away data: the pages say so. */
  demo: boolean
}

const GIGABYTE = 1024 ** 3

/**
 * Reads the settings: `LEN_SONG_DATA` (default `./data`), `LEN_SONG_HOST` (default all addresses), `LEN_SONG_PORT`
 * (default 8080), `LEN_SONG_HTTPS_PORT` (default 8443; `0` or `tắt` switches it off), `FFMPEG_PATH`,
 * `LEN_SONG_UPLOAD_LIMIT_GB` (default 4), `LEN_SONG_HTTPS=1` behind a TLS proxy;
 * `LEN_SONG_DEMO=1` and `LEN_SONG_ONE_TIME_CODE` are set by the demo.
 * A value that makes no sense throws with a Vietnamese sentence that names the setting.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  return {
    dataDir: resolve(env.LEN_SONG_DATA || 'data'),
    host: env.LEN_SONG_HOST || '0.0.0.0',
    port: numberSetting(env, 'LEN_SONG_PORT', 8080, 0, 65_535),
    httpsPort: isOff(env.LEN_SONG_HTTPS_PORT)
      ? undefined
      : numberSetting(env, 'LEN_SONG_HTTPS_PORT', 8443, 0, 65_535) || undefined,
    ffmpegPath: env.FFMPEG_PATH || undefined,
    searchPath: env.PATH ?? '',
    uploadLimitBytes: Math.round(numberSetting(env, 'LEN_SONG_UPLOAD_LIMIT_GB', 4, 0.001, 1000) * GIGABYTE),
    https: env.LEN_SONG_HTTPS === '1',
    oneTimeCode: env.LEN_SONG_ONE_TIME_CODE || undefined,
    demo: env.LEN_SONG_DEMO === '1',
  }
}

/** What a ward's unattended player needs of its surroundings. */
export type WardConfig = Pick<Config, 'dataDir' | 'ffmpegPath' | 'searchPath'>

/** Reads a ward player's settings: `LEN_SONG_DATA` (default `./data/tram`) and `FFMPEG_PATH`. */
export function readWardConfig(env: NodeJS.ProcessEnv = process.env): WardConfig {
  return {
    dataDir: resolve(env.LEN_SONG_DATA || join('data', 'tram')),
    ffmpegPath: env.FFMPEG_PATH || undefined,
    searchPath: env.PATH ?? '',
  }
}

function isOff(written: string | undefined): boolean {
  return ['tắt', 'tat', 'off'].includes(written?.normalize('NFC').trim().toLowerCase() ?? '')
}

function numberSetting(env: NodeJS.ProcessEnv, name: string, standard: number, least: number, most: number): number {
  const written = env[name]
  if (!written) return standard
  const value = Number(written.replace(',', '.'))
  if (Number.isFinite(value) && value >= least && value <= most) return value
  throw new RangeError(`Thiết lập ${name} = “${written}” không hợp lệ: cần một số từ ${least} đến ${most}.`)
}

/** Sets settings for this process and the ones it starts: how the demo makes its own surroundings. */
export function overrideSettings(settings: Record<string, string>): void {
  Object.assign(process.env, settings)
}

/**
 * The surroundings for a program that is not ours: all that this process was given but our own settings (the demo's
 * one-time code is among them), and these besides.
 */
export function surroundingsWith(variables: Record<string, string>): NodeJS.ProcessEnv {
  const foreign = Object.entries(process.env).filter(([name]) => !name.toUpperCase().startsWith('LEN_SONG_'))
  return { ...Object.fromEntries(foreign), ...variables }
}
