import type { InputWish, PcmInput } from '../pcm.ts'
import { type AlsaLibrary, EAGAIN, EPIPE, ESTRPIPE } from './library.ts'
import { lostDevice, refusedFormat, refusedOpening } from './refusal.ts'

/** Of alsa-lib's pcm.h: SND_PCM_STREAM_CAPTURE, SND_PCM_NONBLOCK, SND_PCM_FORMAT_S16_LE, interleaved access. */
const CAPTURE = 1
const NONBLOCK = 1
const FORMAT_S16_LE = 2
const ACCESS_RW_INTERLEAVED = 3
const RESAMPLING_ALLOWED = 1
/** Whoever captures reads every few ten milliseconds and may be late once. */
const BUFFER_US = 400_000

/**
 * Opens a capture device by its ALSA name and starts it.
 * @throws PlayerError `device-absent`, `device-busy`, `no-sound-system` or `format-refused`.
 */
export function openAlsaInput(lib: AlsaLibrary, name: string, { rate, channels }: InputWish): PcmInput {
  const out: unknown[] = [null]
  const opened = lib.open(out, name, CAPTURE, NONBLOCK)
  if (opened < 0) throw refusedOpening(lib, name, 'capture', opened)
  const pcm = out[0]
  const refuse = (error: Error): never => {
    lib.close(pcm)
    throw error
  }
  const set = lib.setParams(pcm, FORMAT_S16_LE, ACCESS_RW_INTERLEAVED, channels, rate, RESAMPLING_ALLOWED, BUFFER_US)
  if (set < 0) refuse(refusedFormat(lib, name, 'capture', set))
  // A capture is not started by waiting for it, and its start threshold is that of playback: a whole buffer.
  const started = lib.start(pcm)
  if (started < 0) refuse(refusedOpening(lib, name, 'capture', started))
  const delay: number[] = [0]

  const again = (errno: number): 'xrun' => {
    const recovered = lib.recover(pcm, errno, 1)
    if (recovered < 0) throw lostDevice(lib, recovered, 'recover')
    const restarted = lib.start(pcm)
    if (restarted < 0) throw lostDevice(lib, restarted, 'start')
    return 'xrun'
  }

  return {
    rate,
    channels,
    wait(timeoutMs) {
      const ready = lib.wait(pcm, timeoutMs)
      // An overrun is told and mended by the next read.
      if (ready === EPIPE || ready === ESTRPIPE) return true
      if (ready < 0) throw lostDevice(lib, ready, 'wait')
      // Poll wakes for a whole period, a quarter of the buffer; less than that is sound as well.
      return ready > 0 || Number(lib.available(pcm)) > 0
    },
    read(into) {
      const frames = Math.floor(into.length / channels)
      const got = Number(lib.read(pcm, into, frames))
      if (got >= 0) return got
      if (got === EAGAIN) return 0
      if (got === EPIPE || got === ESTRPIPE) return again(got)
      throw lostDevice(lib, got, 'read')
    },
    delayFrames() {
      const result = lib.delay(pcm, delay)
      if (result === EPIPE || result === ESTRPIPE) return undefined
      if (result < 0) throw lostDevice(lib, result, 'delay')
      // The monitor of a sink hands sound over before it is heard; ALSA's plugin knows no negative delay and says 0.
      return Number(delay[0])
    },
    close() {
      lib.drop(pcm)
      lib.close(pcm)
    },
  }
}
