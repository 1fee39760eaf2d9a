import koffi from 'koffi'
import { PlayerError } from './errors.ts'
import { CHANNELS, type Pcm, RATE } from './pcm.ts'

/** One device as ALSA names it, with its description of several lines. */
export interface AlsaHint {
  name: string
  description: string
}

/** libasound, as far as the station needs it. One instance for each thread. */
export interface Alsa {
  /** Playback devices that the configuration offers. */
  hints(): AlsaHint[]
  /**
   * Opens a playback device by its ALSA name at 48 kHz stereo 16-bit, 200 ms ahead.
   * @throws PlayerError `device-absent`, `device-busy`, `no-sound-system` or `format-refused`.
   */
  open(name: string): Pcm
}

const PLAYBACK = 0
const NONBLOCK = 1
const FORMAT_S16_LE = 2
const ACCESS_RW_INTERLEAVED = 3
const STATE_RUNNING = 3
const STATE_DRAINING = 5
/** 200–300 ms was measured as the best of safety against a busy machine, tightness at the start and quickness to stop. */
const BUFFER_US = 200_000

const EAGAIN = -11
const EBUSY = -16
const EINVAL = -22
const EPIPE = -32
const ESTRPIPE = -86
const ECONNREFUSED = -111

type Call<Args extends unknown[], Result> = (...args: Args) => Result

/**
 * Loads the system's libasound.so.2.
 * @throws PlayerError `no-sound-system` when the computer has none, `system-not-supported-yet` on another system.
 */
export function loadAlsa(): Alsa {
  if (process.platform !== 'linux') throw new PlayerError('system-not-supported-yet', { platform: process.platform })
  const lib = bind()

  const said = (code: number) => lib.strerror(code)
  const lost = (code: number, what: string) => new PlayerError('device-lost', { system: said(code), errno: code, what })

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
        if (name !== null && way !== 'Input') found.push({ name, description: lib.getHint(hint, 'DESC') ?? '' })
      }
      lib.freeHint(list[0])
      return found
    },

    open(name) {
      const out: unknown[] = [null]
      const opened = lib.open(out, name, PLAYBACK, NONBLOCK)
      if (opened < 0) throw new PlayerError(openCode(opened), { device: name, system: said(opened), errno: opened })
      const pcm = out[0]
      const set = lib.setParams(pcm, FORMAT_S16_LE, ACCESS_RW_INTERLEAVED, CHANNELS, RATE, 0, BUFFER_US)
      if (set < 0) {
        lib.close(pcm)
        const code = set === EINVAL ? 'format-refused' : openCode(set)
        throw new PlayerError(code, { device: name, system: said(set), errno: set })
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
          if (ready < 0) throw lost(ready, 'wait')
          return ready > 0
        },
        write(samples) {
          const taken = Number(lib.write(pcm, samples, samples.length / CHANNELS))
          if (taken >= 0) return { kind: 'written', frames: taken }
          if (taken === EAGAIN) return { kind: 'written', frames: 0 }
          if (taken === EPIPE || taken === ESTRPIPE) {
            const recovered = lib.recover(pcm, taken, 1)
            if (recovered < 0) throw lost(recovered, 'recover')
            return { kind: 'xrun' }
          }
          throw lost(taken, 'write')
        },
        delayFrames() {
          const state = lib.state(pcm)
          if (state !== STATE_RUNNING && state !== STATE_DRAINING) return undefined
          const result = lib.delay(pcm, delay)
          if (result === EPIPE) return undefined
          if (result < 0) throw lost(result, 'delay')
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

function openCode(errno: number) {
  if (errno === EBUSY || errno === EAGAIN) return 'device-busy'
  if (errno === ECONNREFUSED) return 'no-sound-system'
  return 'device-absent'
}

function bind() {
  let lib: ReturnType<typeof koffi.load>
  try {
    lib = koffi.load('libasound.so.2')
  } catch (cause) {
    throw new PlayerError('no-sound-system', { library: 'libasound.so.2' }, cause)
  }
  const ownedString = koffi.disposable('str')
  const out = (type: string) => koffi.out(koffi.pointer(type))
  const bound = {
    open: lib.func('snd_pcm_open', 'int', [out('void *'), 'str', 'int', 'int']) as Call<
      [unknown[], string, number, number],
      number
    >,
    setParams: lib.func('snd_pcm_set_params', 'int', ['void *', 'int', 'int', 'uint', 'uint', 'int', 'uint']) as Call<
      [unknown, number, number, number, number, number, number],
      number
    >,
    getParams: lib.func('snd_pcm_get_params', 'int', ['void *', out('ulong'), out('ulong')]) as Call<
      [unknown, number[], number[]],
      number
    >,
    write: lib.func('snd_pcm_writei', 'long', ['void *', 'void *', 'ulong']) as Call<
      [unknown, Int16Array, number],
      number
    >,
    wait: lib.func('snd_pcm_wait', 'int', ['void *', 'int']) as Call<[unknown, number], number>,
    delay: lib.func('snd_pcm_delay', 'int', ['void *', out('long')]) as Call<[unknown, number[]], number>,
    state: lib.func('snd_pcm_state', 'int', ['void *']) as Call<[unknown], number>,
    recover: lib.func('snd_pcm_recover', 'int', ['void *', 'int', 'int']) as Call<[unknown, number, number], number>,
    drop: lib.func('snd_pcm_drop', 'int', ['void *']) as Call<[unknown], number>,
    close: lib.func('snd_pcm_close', 'int', ['void *']) as Call<[unknown], number>,
    strerror: lib.func('snd_strerror', 'str', ['int']) as Call<[number], string>,
    nameHint: lib.func('snd_device_name_hint', 'int', ['int', 'str', out('void *')]) as Call<
      [number, string, unknown[]],
      number
    >,
    getHint: lib.func('snd_device_name_get_hint', ownedString, ['void *', 'str']) as Call<
      [unknown, string],
      string | null
    >,
    freeHint: lib.func('snd_device_name_free_hint', 'int', ['void *']) as Call<[unknown], number>,
    setErrorHandler: lib.func('snd_lib_error_set_handler', 'int', ['void *']) as Call<[unknown], number>,
  }
  // The library prints to stderr on every failed open, once a second while a device is away. It takes a handler with a
  // C ellipsis, which cannot be written in JavaScript; a function of its own that takes nothing and does nothing serves.
  bound.setErrorHandler(lib.symbol('snd_asoundlib_version'))
  return bound
}
