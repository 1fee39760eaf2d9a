/** The microphone as the browser gives it: asked for unaltered, and every refusal with its way out. */

export type MicrophoneTrouble =
  | 'insecure-address'
  | 'not-supported'
  | 'no-microphone'
  | 'refused'
  | 'taken'
  | 'unplugged'
  | 'other'

export class MicrophoneError extends Error {
  override readonly name = 'MicrophoneError'
  readonly code: MicrophoneTrouble

  constructor(code: MicrophoneTrouble, options?: ErrorOptions) {
    super(`microphone: ${code}`, options)
    this.code = code
  }
}

export interface Microphone {
  deviceId: string
  /** Of the physical device; the browser's own “default” has the one of whatever it stands for. */
  groupId: string
  label: string
}

/** Whether this address may ask for a microphone at all (HTTPS, or this very machine). */
export function microphoneHindrance(): MicrophoneTrouble | undefined {
  if (!isSecureContext) return 'insecure-address'
  if (!navigator.mediaDevices?.getUserMedia || !('AudioWorkletNode' in globalThis)) return 'not-supported'
  return undefined
}

/** True when the browser will give the microphone without asking the person again. */
export async function isMicrophoneGranted(): Promise<boolean> {
  try {
    const status = await navigator.permissions.query({ name: 'microphone' })
    return status.state === 'granted'
  } catch {
    // Browsers that do not know the question ask the person themselves.
    return false
  }
}

/**
 * Opens a microphone with every “improvement” of the browser turned off. An absent `deviceId`, or one that is gone, means
 * the browser's choice. Rejects with MicrophoneError.
 */
export async function openMicrophone(deviceId: string | undefined): Promise<MediaStreamTrack> {
  const hindrance = microphoneHindrance()
  if (hindrance) throw new MicrophoneError(hindrance)
  const plain = {
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
    channelCount: { ideal: 1 },
    sampleRate: { ideal: 48_000 },
  }
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: deviceId ? { ...plain, deviceId: { exact: deviceId } } : plain,
    })
    const track = stream.getAudioTracks()[0]
    if (!track) throw new MicrophoneError('no-microphone')
    return track
  } catch (thrown) {
    const isGone = thrown instanceof DOMException && ['OverconstrainedError', 'NotFoundError'].includes(thrown.name)
    if (deviceId && (isGone || isOverconstrained(thrown))) return openMicrophone(undefined)
    throw asMicrophoneError(thrown)
  }
}

const isOverconstrained = (thrown: unknown) => thrown instanceof Error && thrown.name === 'OverconstrainedError'

function asMicrophoneError(thrown: unknown): MicrophoneError {
  if (thrown instanceof MicrophoneError) return thrown
  const name = thrown instanceof Error ? thrown.name : ''
  const options = { cause: thrown }
  if (name === 'NotAllowedError' || name === 'SecurityError') return new MicrophoneError('refused', options)
  if (name === 'NotFoundError') return new MicrophoneError('no-microphone', options)
  if (name === 'NotReadableError' || name === 'AbortError') return new MicrophoneError('taken', options)
  return new MicrophoneError('other', options)
}

/** The microphones of this machine; names are known only after permission was given. */
export async function listMicrophones(): Promise<Microphone[]> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices
    .filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== '' && deviceId !== 'communications')
    .map(({ deviceId, groupId, label }, index) => ({ deviceId, groupId, label: label || `Micrô ${index + 1}` }))
}

/** What the browser still alters, in Vietnamese, read back from the open track. */
export function alterations(settings: MediaTrackSettings): string[] {
  const kept: string[] = []
  if (settings.echoCancellation) kept.push('khử vọng')
  if (settings.noiseSuppression) kept.push('lọc ồn')
  if (settings.autoGainControl) kept.push('tự chỉnh âm lượng')
  return kept
}
