import koffi from 'koffi'
import { PlayerError } from '../errors.ts'
import { type Flow, HresultError, type WasapiBinding } from './binding.ts'
import { audioClient } from './client.ts'
import { guid, type Pointer, pointerOf } from './com.ts'
import { interfaces } from './interfaces.ts'
import { libraries } from './libraries.ts'

/** Identities from mmdeviceapi.h, audioclient.h and functiondiscoverykeys_devpkey.h. */
const CLSID_MM_DEVICE_ENUMERATOR = guid('BCDE0395-E52F-467C-8E3D-C4579291692E')
const IID_MM_DEVICE_ENUMERATOR = guid('A95664D2-9614-4F35-A746-DE8DB63617E6')
const IID_AUDIO_CLIENT = guid('1CB9AD4C-DBFA-4C32-B178-C2F568A703B2')
/** PROPERTYKEY: the GUID of the set, then the number 14. */
const PKEY_FRIENDLY_NAME = Uint8Array.of(...guid('A45C254E-DF1C-4EFD-8020-67D146A850E0'), 14, 0, 0, 0)

const E_DATA_FLOW: Record<Flow, number> = { render: 0, capture: 1 }
const DEVICE_STATE_ACTIVE = 1
const CLSCTX_ALL = 23
const STGM_READ = 0
const VT_LPWSTR = 31
const PROPVARIANT_BYTES = 24

let bound: WasapiBinding | undefined

/**
 * WASAPI of this computer through ole32.dll and kernel32.dll; COM is entered once a thread (multithreaded apartment).
 * @throws PlayerError `system-not-supported-yet` elsewhere than on Windows, `no-sound-system` when it cannot be had.
 */
export function windowsBinding(): WasapiBinding {
  if (process.platform !== 'win32') throw new PlayerError('system-not-supported-yet', { platform: process.platform })
  try {
    bound ??= bind()
  } catch (cause) {
    throw new PlayerError('no-sound-system', { library: 'ole32.dll', reason: String(cause) }, cause)
  }
  return bound
}

function bind(): WasapiBinding {
  const called = libraries()
  const methods = interfaces()
  const { ole32 } = called
  ole32.coInitialize(null, 0)
  const slot: unknown[] = [null]
  const made = ole32.coCreate(CLSID_MM_DEVICE_ENUMERATOR, null, CLSCTX_ALL, IID_MM_DEVICE_ENUMERATOR, slot)
  if (made < 0) throw new HresultError('CoCreateInstance', made)
  const enumerator = pointerOf(slot, 'CoCreateInstance')

  const released = <T>(object: Pointer, act: (object: Pointer) => T): T => {
    try {
      return act(object)
    } finally {
      methods.release(object)
    }
  }
  const got = (call: string, act: (slot: unknown[]) => unknown): Pointer => {
    const out: unknown[] = [null]
    act(out)
    return pointerOf(out, call)
  }
  const ownedText = (pointer: Pointer): string => {
    const text = koffi.decode.string16(pointer)
    ole32.free(pointer)
    return text
  }
  const friendlyName = (device: Pointer): string =>
    released(
      got('OpenPropertyStore', (out) => methods.openStore(device, STGM_READ, out)),
      (store) => {
        const value = new Uint8Array(PROPVARIANT_BYTES)
        methods.getValue(store, PKEY_FRIENDLY_NAME, value)
        const view = new DataView(value.buffer)
        const name = view.getUint16(0, true) === VT_LPWSTR ? koffi.decode.string16(view.getBigUint64(8, true)) : ''
        ole32.clearVariant(value)
        return name
      },
    )

  return {
    endpoints: (flow) =>
      released(
        got('EnumAudioEndpoints', (out) =>
          methods.enumEndpoints(enumerator, E_DATA_FLOW[flow], DEVICE_STATE_ACTIVE, out),
        ),
        (collection) => {
          const count: number[] = [0]
          methods.getCount(collection, count)
          return Array.from({ length: Number(count[0]) }, (_, i) =>
            released(
              got('Item', (out) => methods.item(collection, i, out)),
              (device) => {
                const id = ownedText(got('GetId', (out) => methods.getId(device, out)))
                return { id, name: friendlyName(device) || id }
              },
            ),
          )
        },
      ),
    activate: (endpointId) =>
      audioClient(
        released(
          got('GetDevice', (out) => methods.getDevice(enumerator, endpointId, out)),
          (device) => got('Activate', (out) => methods.activate(device, IID_AUDIO_CLIENT, CLSCTX_ALL, null, out)),
        ),
        methods,
        called,
      ),
  }
}
