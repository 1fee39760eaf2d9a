import { PlayerError } from './errors.ts'
import { openOutput } from './open.ts'
import { CHANNELS, RATE } from './pcm.ts'
import { machineDeviceClock } from './wall-clock.ts'

/** The program behind `canOpen`: opens the device it is given, sounds 50 ms of silence, says in JSON what came of it. */
const SILENT_FRAMES = RATE / 20

const deviceId = process.argv[2] ?? ''
let answer: object = { ok: true }
try {
  const pcm = openOutput(deviceId, machineDeviceClock())
  try {
    pcm.write(new Int16Array(SILENT_FRAMES * CHANNELS))
    pcm.wait(50)
  } finally {
    pcm.close()
  }
} catch (error) {
  const known =
    error instanceof PlayerError ? error : new PlayerError('device-absent', { deviceId, reason: String(error) }, error)
  answer = { ok: false, code: known.code, details: known.details }
}
process.stdout.write(`${JSON.stringify(answer)}\n`)
