import koffi from 'koffi'
import { PlayerError } from '../errors.ts'

/** `errno` of <asm-generic/errno.h>, negative as libasound gives them. */
export const EAGAIN = -11
export const EBUSY = -16
export const EINVAL = -22
export const EPIPE = -32
export const ESTRPIPE = -86
export const ECONNREFUSED = -111

type Call<Args extends unknown[], Result> = (...args: Args) => Result

/** The functions of libasound.so.2 that the station calls, by their part of the name; see alsa-lib's pcm.h and control.h. */
export type AlsaLibrary = ReturnType<typeof bind>

let bound: AlsaLibrary | undefined

/**
 * The system's libasound.so.2, loaded once a thread.
 * @throws PlayerError `no-sound-system` when the computer has none, `system-not-supported-yet` on another system.
 */
export function alsaLibrary(): AlsaLibrary {
  if (process.platform !== 'linux') throw new PlayerError('system-not-supported-yet', { platform: process.platform })
  bound ??= bind()
  return bound
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
  const library = {
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
    read: lib.func('snd_pcm_readi', 'long', ['void *', 'void *', 'ulong']) as Call<
      [unknown, Int16Array, number],
      number
    >,
    available: lib.func('snd_pcm_avail_update', 'long', ['void *']) as Call<[unknown], number>,
    start: lib.func('snd_pcm_start', 'int', ['void *']) as Call<[unknown], number>,
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
  library.setErrorHandler(lib.symbol('snd_asoundlib_version'))
  return library
}
