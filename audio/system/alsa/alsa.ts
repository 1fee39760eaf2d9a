import koffi from 'koffi'
import { CHANNELS, type InputWish, type Pcm, type PcmInput, RATE } from '../pcm.ts'
import { openAlsaInput } from './input.ts'
import { alsaLibrary, EAGAIN, EPIPE, ESTRPIPE } from './library.ts'
import { lostDevice, refusedFormat, refusedOpening } from './refusal.ts'

/** One device as ALSA names it, with its description of several lines. */
export interface AlsaHint {
  name: string
  description: string
  /** Undefined when it goes both ways. */
  direction: 'input' | 'output' | undefined
}

/** libasound, as far as the station needs it. One instance for each thread. */
export interface Alsa {
  /** Devices that the configuration offers, for playing and for capturing; asked anew at every call. */
  hints(): AlsaHint[]
  /**
   * Opens a playback device by its ALSA name at 48 kHz stereo 16-bit, 200 ms ahead.
   * @throws PlayerError `device-absent`, `device-busy`, `no-sound-system` or `format-refused`.
   */
  open(name: string): Pcm
  /**
   * Opens a capture device by its ALSA name, 16-bit, in the wanted rate and channels; ALSA or the sound server resamples.
   * @throws PlayerError as `open`.
   */
  openInput(name: string, wanted: InputWish): PcmInput
}

/** Of alsa-lib's pcm.h: SND_PCM_STREAM_PLAYBACK, SND_PCM_NONBLOCK, formats, access and states. */
const PLAYBACK = 0
const NONBLOCK = 1
const FORMAT_S16_LE = 2
const ACCESS_RW_INTERLEAVED = 3
const STATE_RUNNING = 3
const STATE_DRAINING = 5
/** 200–300 ms was measured as the best of safety against a busy machine, tightness at the start and quickness to stop. */
const BUFFER_US = 200_000

/**
 * Loads the system's libasound.so.2.
 * @throws PlayerError `no-sound-system` when the computer has none, `system-not-supported-yet` on another system.
 */
export function loadAlsa(): Alsa {
  const lib = alsaLibrary()

  return {
    hints() {
      const list: unknown[] = [null]
      if (lib.nameHint(-1, 'pcm', list) < 0) return []
      const found: AlsaHint[] = []
      for (let i = 0; i < 1000; i++) {
        const hint: unknown = koffi.decode(list[0], i * koffi.sizeof('void *'), 'void *')
        if (hint === null) break
        const name = lib.getHint(hint, 'NAME')
        const way = lib.getHint(hint, 'IOID')
        const direction = way === 'Input' ? 'input' : way === 'Output' ? 'output' : undefined
        if (name !== null) found.push({ name, description: lib.getHint(hint, 'DESC') ?? '', direction })
      }
      lib.freeHint(list[0])
      return found
    },

    openInput: (name, wanted) => openAlsaInput(lib, name, wanted),

    open(name) {
      const out: unknown[] = [null]
      const opened = lib.open(out, name, PLAYBACK, NONBLOCK)
      if (opened < 0) throw refusedOpening(lib, name, 'playback', opened)
      const pcm = out[0]
      const set = lib.setParams(pcm, FORMAT_S16_LE, ACCESS_RW_INTERLEAVED, CHANNELS, RATE, 0, BUFFER_US)
      if (set < 0) {
        lib.close(pcm)
        throw refusedFormat(lib, name, 'playback', set)
      }
      const buffer: number[] = [0]
      const period: number[] = [0]
      lib.getParams(pcm, buffer, period)
      const delay: number[] = [0]

      return {
        bufferFrames: Number(buffer[0]),
        wait(timeoutMs) {
          const ready = lib.wait(pcm, timeoutMs)
          // A device that ran dry is ready in its way: the next write says so and is recovered there.
          if (ready === EPIPE || ready === ESTRPIPE) return true
          if (ready < 0) throw lostDevice(lib, ready, 'wait')
          return ready > 0
        },
        write(samples) {
          const taken = Number(lib.write(pcm, samples, samples.length / CHANNELS))
          if (taken >= 0) return { kind: 'written', frames: taken }
          if (taken === EAGAIN) return { kind: 'written', frames: 0 }
          if (taken === EPIPE || taken === ESTRPIPE) {
            const recovered = lib.recover(pcm, taken, 1)
            if (recovered < 0) throw lostDevice(lib, recovered, 'recover')
            return { kind: 'xrun' }
          }
          throw lostDevice(lib, taken, 'write')
        },
        delayFrames() {
          const state = lib.state(pcm)
          if (state !== STATE_RUNNING && state !== STATE_DRAINING) return undefined
          const result = lib.delay(pcm, delay)
          if (result === EPIPE) return undefined
          if (result < 0) throw lostDevice(lib, result, 'delay')
          return Number(delay[0])
        },
        close() {
          lib.drop(pcm)
          lib.close(pcm)
        },
      }
    },
  }
}
