import { CHANNELS } from '../pcm.ts'
import type { MixFormat } from './binding.ts'

/** mmreg.h. */
const WAVE_FORMAT_PCM = 1
const WAVE_FORMAT_IEEE_FLOAT = 3
const WAVE_FORMAT_EXTENSIBLE = 0xfffe
/** Bytes of WAVEFORMATEX before what an extension adds (packed to 1 in mmreg.h). */
export const WAVEFORMATEX_BYTES = 18
/** In WAVEFORMATEXTENSIBLE the first two bytes of SubFormat are the plain tag (ksmedia.h). */
const SUBFORMAT_AT = 24

/** Reads a WAVEFORMATEX or WAVEFORMATEXTENSIBLE. */
export function readFormat(bytes: Uint8Array): MixFormat {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tag = view.getUint16(0, true)
  const plain = tag === WAVE_FORMAT_EXTENSIBLE && bytes.length > SUBFORMAT_AT ? view.getUint16(SUBFORMAT_AT, true) : tag
  return {
    channels: view.getUint16(2, true),
    rate: view.getUint32(4, true),
    bits: view.getUint16(14, true),
    isFloat: plain === WAVE_FORMAT_IEEE_FLOAT,
    bytes,
  }
}

/** A WAVEFORMATEX of 16-bit PCM. */
export function pcm16Format(rate: number, channels: number): Uint8Array {
  const bytes = new Uint8Array(WAVEFORMATEX_BYTES)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, WAVE_FORMAT_PCM, true)
  view.setUint16(2, channels, true)
  view.setUint32(4, rate, true)
  view.setUint32(8, rate * channels * 2, true)
  view.setUint16(12, channels * 2, true)
  view.setUint16(14, 16, true)
  return bytes
}

/** Whether the station's samples can be laid into that format without being resampled or rounded. */
export function fits({ bits, isFloat, channels }: MixFormat): boolean {
  return channels >= CHANNELS && (isFloat ? bits === 32 : bits === 16)
}

/**
 * Lays stereo 16-bit frames into the mix format: left and right into the first two channels (front left and right in
 * every layout of Windows), silence into the others. A float sample is the integer / 32768, exactly.
 */
export function laidOut(samples: Int16Array, frames: number, { channels, isFloat }: MixFormat): Uint8Array {
  const laid = isFloat ? new Float32Array(frames * channels) : new Int16Array(frames * channels)
  const scale = isFloat ? 1 / 32_768 : 1
  for (let frame = 0; frame < frames; frame++) {
    laid[frame * channels] = (samples[frame * CHANNELS] ?? 0) * scale
    laid[frame * channels + 1] = (samples[frame * CHANNELS + 1] ?? 0) * scale
  }
  return new Uint8Array(laid.buffer)
}
