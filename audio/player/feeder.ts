import { PlayerError, RATE } from '../system/index.ts'
import { createRing } from './ring.ts'
import { openWav } from './wav.ts'

/** A file or an input on its way into a ring. */
export interface Feeder {
  readonly shared: SharedArrayBuffer
  readonly isLive: boolean
  /** Infinity for an input. */
  readonly frames: number
  /** Lets the file go. */
  close(): void
}

const READ_FRAMES = RATE
const LOOK_EVERY_MS = 200
/** Enough to start with: the rest follows at the speed of the disk. */
const PRIMED_FRAMES = 2 * RATE

/**
 * Opens a WAV file and keeps a ring filled from `fromFrame` on. Resolves when the first two seconds are there. A disk
 * that fails later is told to `onError` once and tried again, as the device's thread counts what it missed.
 * @throws PlayerError `file-missing` or `file-refused`.
 */
export async function feed(path: string, fromFrame: number, onError: (error: PlayerError) => void): Promise<Feeder> {
  const wav = await openWav(path)
  const ring = createRing(Math.min(fromFrame, wav.frames))
  let closed = false
  let failed = false

  const fillUp = async () => {
    while (!closed) {
      const { frame, room } = ring.wanted()
      const count = Math.min(room, READ_FRAMES, wav.frames - frame)
      if (count < Math.min(READ_FRAMES, wav.frames - frame) || count <= 0) return
      const samples = await wav.read(frame, count)
      if (samples.length === 0) return
      if (!closed && ring.wanted().frame === frame) ring.push(samples)
      if (!primed && ring.ready() >= PRIMED_FRAMES) return
    }
  }
  let primed = false
  try {
    await fillUp()
  } catch (cause) {
    await wav.close()
    throw new PlayerError('file-refused', { path, reason: 'unreadable' }, cause)
  }
  primed = true

  let busy = false
  const timer = setInterval(async () => {
    if (busy || closed) return
    busy = true
    try {
      await fillUp()
      failed = false
    } catch (cause) {
      if (!failed) onError(new PlayerError('file-missing', { path, reason: 'read-failed' }, cause))
      failed = true
    } finally {
      busy = false
      if (closed) await wav.close()
    }
  }, LOOK_EVERY_MS)

  return {
    shared: ring.shared,
    isLive: false,
    frames: wav.frames,
    close() {
      if (closed) return
      closed = true
      clearInterval(timer)
      if (!busy) void wav.close()
    },
  }
}
