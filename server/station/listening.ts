import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type AudioDevice, listDevices, PlayerError, playOnce, testToneWav } from '../../audio/index.ts'
import type { Devices } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { type ErrorCode, isErrorCode, StationError, tell } from '../errors.ts'
import { readStatus } from '../handover/index.ts'

const TONE = { seconds: 3, hz: 440 }

/** The sound devices of this machine: which there are, and how one sounds before anything is aired on it. */
export class Listening {
  readonly #deps: Deps

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

  /** Plays three gentle seconds on a device and resolves when they have sounded. Refused while anything is on air. */
  async testTone(deviceId: string): Promise<void> {
    const { config, clock, media } = this.#deps
    const { name } = await this.find(deviceId)
    const { status, stale } = await readStatus(config.dataDir, clock.now())
    if (!stale && (status?.state === 'playing' || status?.state === 'armed')) throw new StationError('on-air-now')
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
}

function codeOf(code: string): ErrorCode {
  return isErrorCode(code) ? code : 'device-absent'
}
