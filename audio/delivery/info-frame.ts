import { type Mp3Form, mp3Forms } from './forms.ts'
import { mp3DelaySamples, mp3FrameSamples } from './stretches.ts'

/** What the first frame of an MP3 says of all that follow. */
export interface Mp3Facts {
  form: Mp3Form
  /** Without this first one. */
  mp3Frames: number
  /** Of sound, at 48 kHz. */
  totalFrames: number
  /** Over all frames that follow. */
  musicCrc: number
  /** As LAME writes it into its frames, e.g. `LAME3.100`. */
  encoder: string
}

const decoderDelaySamples = 529
const tocEntries = 100

/**
 * The frame of silence in which Xing and LAME put the count of frames, a table for seeking and the samples to leave out at both
 * ends (LAME's “MP3 Info Tag”, revision 1): with it a decoder gives exactly as many samples as went in.
 */
export function infoFrame({ form, mp3Frames, totalFrames, musicCrc, encoder }: Mp3Facts): Buffer {
  const { frameBytes, header, channels, kbitPerS } = mp3Forms[form]
  const frame = Buffer.alloc(frameBytes)
  frame.set(header)
  const info = 4 + (channels === 2 ? 32 : 17)
  const bytes = (mp3Frames + 1) * frameBytes
  frame.write('Info', info, 'latin1')
  frame.writeUInt32BE(0b1111, info + 4)
  frame.writeUInt32BE(mp3Frames, info + 8)
  frame.writeUInt32BE(bytes, info + 12)
  for (let entry = 0; entry < tocEntries; entry++) frame[info + 16 + entry] = Math.floor((entry * 256) / tocEntries)
  frame.writeUInt32BE(constantRateQuality, info + 116)
  const lame = info + 120
  frame.write(encoder.slice(0, 9).padEnd(9), lame, 'latin1')
  frame[lame + 9] = constantRate
  frame[lame + 20] = kbitPerS
  const delay = mp3DelaySamples - decoderDelaySamples
  const padding = mp3Frames * mp3FrameSamples - delay - totalFrames
  frame.writeUIntBE((delay << 12) | padding, lame + 21, 3)
  frame.writeUInt32BE(bytes, lame + 28)
  frame.writeUInt16BE(musicCrc, lame + 32)
  frame.writeUInt16BE(crc16(frame.subarray(0, lame + 34)), lame + 34)
  return frame
}

/** Tag revision 0, method 1: constant bit rate. */
const constantRate = 0x01
const constantRateQuality = 50

const crcTable = Uint16Array.from({ length: 256 }, (_entry, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1
  return crc
})

/** CRC-16 (polynomial 0x8005, reflected, from 0) as LAME counts it, going on from `before`. */
export function crc16(bytes: Uint8Array, before = 0): number {
  let crc = before
  for (let index = 0; index < bytes.length; index++)
    crc = (crc >>> 8) ^ (crcTable[(crc ^ (bytes[index] ?? 0)) & 0xff] ?? 0)
  return crc
}
