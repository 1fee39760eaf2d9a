/** Which way an endpoint goes: EDataFlow of mmdeviceapi.h, eRender and eCapture. */
export type Flow = 'render' | 'capture'

/** A sound endpoint of Windows. `id` stays the same across restarts and renaming (IMMDevice::GetId). */
export interface Endpoint {
  id: string
  /** PKEY_Device_FriendlyName: what the user sees and may change in Windows. */
  name: string
}

/** The format that Windows mixes an endpoint in; `bytes` is the WAVEFORMATEX itself, to be handed back. */
export interface MixFormat {
  rate: number
  channels: number
  bits: number
  isFloat: boolean
  bytes: Uint8Array
}

/** What IAudioCaptureClient::GetBuffer gave, copied. */
export interface Packet {
  frames: number
  samples: Int16Array
  /** AUDCLNT_BUFFERFLAGS_* of audioclient.h. */
  flags: number
  /** When its first frame was recorded, on the axis of `nowMs`. */
  atMs: number
}

/**
 * Exactly the calls of WASAPI that the station makes, so that the logic over them can be tried without Windows. Every
 * method throws `HresultError` for a failing HRESULT.
 */
export interface WasapiBinding {
  /** Endpoints that are plugged in and enabled. */
  endpoints(flow: Flow): Endpoint[]
  /** Activates an IAudioClient on an endpoint. */
  activate(endpointId: string, flow: Flow): AudioClient
}

/** IAudioClient with its services: IAudioRenderClient or IAudioCaptureClient, IAudioClock, and an event. */
export interface AudioClient {
  mixFormat(): MixFormat
  /** Shared mode. `bufferMs` is what is asked; Windows may give more. */
  initialize(service: Flow, flags: number, bufferMs: number, format: Uint8Array): void
  bufferFrames(): number
  /** Frames written and not taken by the engine yet; on a capturing client frames that wait to be read. */
  paddingFrames(): number
  /** Waits for the engine's event; false after `timeoutMs`. */
  waitForEvent(timeoutMs: number): boolean
  start(): void
  stop(): void
  /** Drops what the buffer holds; the stream's position begins at 0 again. */
  reset(): void
  /** Writes `frames` frames in the initialized format. */
  put(bytes: Uint8Array, frames: number): void
  /** The next packet captured, if any. */
  take(channels: number): Packet | undefined
  /** How much of the stream was heard, and when that was true (IAudioClock::GetPosition). */
  position(): { heardMs: number; atMs: number }
  /** The performance counter. */
  nowMs(): number
  /** Lets everything go; nothing may be called after it. */
  release(): void
}

/** A COM call that failed. */
export class HresultError extends Error {
  readonly hresult: number
  readonly call: string

  constructor(call: string, hresult: number) {
    super(`${call}: 0x${(hresult >>> 0).toString(16)}`)
    this.name = 'HresultError'
    this.hresult = hresult >>> 0
    this.call = call
  }
}
