import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type AudioDevice,
  AudioError,
  listDevices,
  PlayerError,
  playOnce,
  testToneWav,
  wavForDevice,
} from '../../audio/index.ts'
import type { Devices } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { type ErrorCode, isErrorCode, StationError, tell } from '../errors.ts'
import { readStatus } from '../handover/index.ts'
import { findStation } from './store.ts'

const TONE = { seconds: 3, hz: 440 }

/** The sound devices of this machine: which there are, and how one sounds before anything is aired on it. */
export class Listening {
  readonly #deps: Deps
  #playing: { controller: AbortController; done: Promise<void> } | undefined

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** The devices with human names; `problem` says why there are none but the null device. */
  async devices(): Promise<Devices> {
    const { devices, problem } = await listDevices()
    return { devices, ...(problem !== undefined && { problem: tell(codeOf(problem)).message }) }
  }

  /** A device that is there now; refuses `device-absent`. */
  async find(id: string): Promise<AudioDevice> {
    const found = (await listDevices()).devices.find((device) => device.id === id)
    if (!found) throw new StationError('device-absent', { name: id })
    return found
  }

  /**
   * Begins to play a file of the station on the listening device (nghe thử) and resolves once its sound is decoded; what
   * played before stops. Refuses `no-listening-device` when listening happens in the browser.
   */
  async begin(path: string): Promise<void> {
    const { db, media, ffmpeg, log } = this.#deps
    const { listeningDevice: device, airDevice } = (await findStation(db)) ?? {}
    if (!device) throw new StationError('no-listening-device')
    await this.find(device.id)
    if (device.id === airDevice?.id) await this.#refuseOnAir()
    await this.end()
    const controller = new AbortController()
    const folder = await media.files.workFolder()
    const wavPath = join(folder, 'listening.wav')
    try {
      await wavForDevice(path, wavPath, ffmpeg, { signal: controller.signal })
    } catch (cause) {
      await media.files.dropFolder(folder)
      throw cause instanceof AudioError ? new StationError(cause.code, { fileName: 'bản nghe thử' }, { cause }) : cause
    }
    const done = playOnce(device.id, wavPath, { signal: controller.signal })
      .catch((err: unknown) => log.info({ err, device }, 'Nghe thử đã dừng'))
      .then(() => media.files.dropFolder(folder))
    this.#playing = { controller, done }
  }

  /** Stops what plays on the listening device; nothing playing is fine. */
  async end(): Promise<void> {
    this.#playing?.controller.abort()
    await this.#playing?.done
    this.#playing = undefined
  }

  /** Plays three gentle seconds on a device and resolves when they have sounded. Refused while anything is on air. */
  async testTone(deviceId: string): Promise<void> {
    const { media } = this.#deps
    const { name } = await this.find(deviceId)
    await this.#refuseOnAir()
    const folder = await media.files.workFolder()
    try {
      const path = join(folder, 'tone.wav')
      await writeFile(path, testToneWav(TONE))
      await playOnce(deviceId, path, {})
    } catch (cause) {
      throw cause instanceof PlayerError ? new StationError(codeOf(cause.code), { name }, { cause }) : cause
    } finally {
      await media.files.dropFolder(folder)
    }
  }

  /** Nothing but the programme sounds while one sounds or is about to. */
  async #refuseOnAir(): Promise<void> {
    const { config, clock } = this.#deps
    const { status, stale } = await readStatus(config.dataDir, clock.now())
    if (!stale && (status?.state === 'playing' || status?.state === 'armed')) throw new StationError('on-air-now')
  }
}

function codeOf(code: string): ErrorCode {
  return isErrorCode(code) ? code : 'device-absent'
}
