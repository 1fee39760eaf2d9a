import { wav } from '../sounds.ts'
import type { Specimen } from './mutations.ts'

/** Where a lie is told: so many bytes after (or before) the first place at which a mark stands. */
interface Lie {
  what: string
  mark: string | Buffer
  offset: number
  value: Buffer
}

const u8 = (value: number): Buffer => Buffer.from([value])
const u16le = (value: number): Buffer => written(2, (to) => to.writeUInt16LE(value))
const u32le = (value: number): Buffer => written(4, (to) => to.writeUInt32LE(value))
const u16be = (value: number): Buffer => written(2, (to) => to.writeUInt16BE(value))
const u32be = (value: number): Buffer => written(4, (to) => to.writeUInt32BE(value))
const f64be = (value: number): Buffer => written(8, (to) => to.writeDoubleBE(value))
const BILLIONS = 0xffff_fff0

/** WAV (RFC 2361): `fmt ` is followed by its size, the tag, channels, rate, bytes a second, block align, bits. */
const WAV_LIES: Lie[] = [
  ...[0, 1, 255, 65_535].map((value) => lie(`${value} channels`, 'fmt ', 10, u16le(value))),
  ...[0, 1, 7, 400_000, 0x7fff_ffff, 0xffff_ffff].map((value) => lie(`${value} Hz`, 'fmt ', 12, u32le(value))),
  ...[0, 1, 65_535].map((value) => lie(`blocks of ${value} bytes`, 'fmt ', 20, u16le(value))),
  ...[0, 7, 64, 255].map((value) => lie(`${value} bits`, 'fmt ', 22, u16le(value))),
  ...[0, 2, 0x11, 0x55, 0xfffe, 0xffff].map((value) => lie(`codec ${value}`, 'fmt ', 8, u16le(value))),
  ...[0, 3, BILLIONS].map((value) => lie(`a format of ${value} bytes`, 'fmt ', 4, u32le(value))),
  ...[0, 1, BILLIONS, 0xffff_ffff].map((value) => lie(`${value} bytes of sound`, 'data', 4, u32le(value))),
  lie('RIFX', 'RIFF', 3, Buffer.from('X')),
  lie('RF64 without its sizes', 'RIFF', 0, Buffer.from('RF64')),
]

/** ISO base media (ISO/IEC 14496-12): a box's size stands before its name. */
const MP4_LIES: Lie[] = [
  ...[0, 1, 7, BILLIONS].map((value) => lie(`a moov of ${value} bytes`, 'moov', -4, u32be(value))),
  ...[0, 1, BILLIONS].map((value) => lie(`an mdat of ${value} bytes`, 'mdat', -4, u32be(value))),
  ...[0, 1, BILLIONS].map((value) => lie(`${value} units a second`, 'mdhd', 16, u32be(value))),
  lie('a length of billions', 'mdhd', 20, u32be(BILLIONS)),
  ...[0, 65_535].map((value) => lie(`${value} channels`, 'mp4a', 20, u16be(value))),
  ...[0, 1, 65_535].map((value) => lie(`${value} Hz`, 'mp4a', 28, u16be(value))),
  lie('billions of samples', 'stsz', 12, u32be(BILLIONS)),
  lie('billions of sample times', 'stts', 8, u32be(BILLIONS)),
  lie('samples of billions of units', 'stts', 16, u32be(BILLIONS)),
  lie('billions of chunks', 'stco', 8, u32be(BILLIONS)),
  lie('a chunk outside the file', 'stco', 12, u32be(BILLIONS)),
  lie('an edit of billions', 'elst', 12, u32be(BILLIONS)),
  lie('billions of edits', 'elst', 8, u32be(BILLIONS)),
  lie('an external reference', 'url ', 4, u32be(0)),
]

/** FLAC (RFC 9639 § 8.2): block sizes, frame sizes, then 20 bits of rate, 3 of channels, 5 of bits, 36 of samples. */
const FLAC_LIES: Lie[] = [
  lie('0 Hz', 'fLaC', 18, Buffer.from([0, 0, 0])),
  lie('1 048 575 Hz', 'fLaC', 18, Buffer.from([0xff, 0xff, 0xf0])),
  lie('8 channels', 'fLaC', 20, u8(0x2e)),
  lie('billions of samples', 'fLaC', 21, Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff])),
  lie('blocks of 0', 'fLaC', 8, u32be(0)),
  lie('blocks of 65 535', 'fLaC', 8, u32be(0xffff_ffff)),
  lie('no STREAMINFO', 'fLaC', 4, u8(4)),
  lie('a block of 16 MiB', 'fLaC', 5, Buffer.from([0xff, 0xff, 0xff])),
]

/** Opus in Ogg (RFC 7845 § 5.1): version, channels, pre-skip, input rate, gain, mapping. Page checksums no longer fit. */
const OPUS_LIES: Lie[] = [
  ...[0, 3, 255].map((value) => lie(`${value} channels`, 'OpusHead', 9, u8(value))),
  lie('a pre-skip of 65 535', 'OpusHead', 10, u16le(65_535)),
  lie('a gain of +128 dB', 'OpusHead', 16, u16le(0x7fff)),
  lie('mapping family 255', 'OpusHead', 18, u8(255)),
  lie('version 255', 'OpusHead', 8, u8(255)),
  lie('a granule of billions', 'OggS', 6, Buffer.alloc(8, 0x7f)),
  lie('Ogg version 255', 'OggS', 4, u8(255)),
]

/** Vorbis I § 4.2.2: version, channels, rate, three bit rates, block sizes. */
const VORBIS_LIES: Lie[] = [
  ...[0, 255].map((value) => lie(`${value} channels`, '\u0001vorbis', 11, u8(value))),
  ...[0, 1, 0xffff_ffff].map((value) => lie(`${value} Hz`, '\u0001vorbis', 12, u32le(value))),
  lie('blocks of 2^15', '\u0001vorbis', 28, u8(0xff)),
]

/** Matroska (RFC 9559): SamplingFrequency 0xB5, Channels 0x9F, Duration 0x4489, Cluster 0x1F43B675. */
const MATROSKA_LIES: Lie[] = [
  ...[0, 1, Number.NaN, 1e30, -48_000].map((value) => lie(`${value} Hz`, Buffer.from([0xb5, 0x88]), 2, f64be(value))),
  ...[0, 255].map((value) => lie(`${value} channels`, Buffer.from([0x9f, 0x81]), 2, u8(value))),
  ...[Number.NaN, 1e300].map((value) => lie(`a length of ${value}`, Buffer.from([0x44, 0x89, 0x88]), 3, f64be(value))),
  lie(
    'a cluster of unknown size',
    Buffer.from([0x1f, 0x43, 0xb6, 0x75]),
    4,
    Buffer.from([0x01, ...Array(7).fill(0xff)]),
  ),
  lie('EBML of 2^56 bytes', Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), 4, Buffer.from([0x01, ...Array(7).fill(0xfe)])),
]

/** AIFF 1.3: channels, frames, bits, rate as an 80-bit float. */
const AIFF_LIES: Lie[] = [
  ...[0, 255, 65_535].map((value) => lie(`${value} channels`, 'COMM', 8, u16be(value))),
  lie('billions of frames', 'COMM', 10, u32be(BILLIONS)),
  ...[0, 255].map((value) => lie(`${value} bits`, 'COMM', 14, u16be(value))),
  lie('0 Hz', 'COMM', 16, Buffer.alloc(10)),
  lie('a rate beyond all', 'COMM', 16, Buffer.alloc(10, 0x7f)),
  lie('billions of bytes', 'SSND', 4, u32be(BILLIONS)),
]

/** Apple CAF 1.0: rate as a double, format, flags, bytes a packet, frames a packet, channels, bits. */
const CAF_LIES: Lie[] = [
  ...[0, Number.NaN, 1e30, 1].map((value) => lie(`${value} Hz`, 'desc', 12, f64be(value))),
  ...[0, BILLIONS].map((value) => lie(`packets of ${value} bytes`, 'desc', 28, u32be(value))),
  ...[0, BILLIONS].map((value) => lie(`packets of ${value} frames`, 'desc', 32, u32be(value))),
  ...[0, 255, BILLIONS].map((value) => lie(`${value} channels`, 'desc', 36, u32be(value))),
]

/** ASF § 3.3 and WAVEFORMATEX; the stream's sound begins after the GUIDs with its codec 0x0161 (WMA 2). */
const ASF_LIES: Lie[] = [
  ...[0, 255].map((value) => lie(`${value} channels`, u16le(0x161), 2, u16le(value))),
  ...[0, BILLIONS].map((value) => lie(`${value} Hz`, u16le(0x161), 4, u32le(value))),
  ...[0, 65_535].map((value) => lie(`blocks of ${value} bytes`, u16le(0x161), 12, u16le(value))),
]

/** ID3v2.4 § 3.1: the size is 28 bits in four bytes. */
const MP3_LIES: Lie[] = [
  lie('a tag of 256 MiB', 'ID3', 6, Buffer.alloc(4, 0x7f)),
  lie('a tag with an extended header that is none', 'ID3', 5, u8(0x40)),
  lie('a title of 256 MiB', 'TSSE', 4, Buffer.alloc(4, 0x7f)),
  lie('billions of frames', 'Info', 8, u32be(BILLIONS)),
  lie('an encoder delay beyond all', 'Lav', 21, Buffer.alloc(3, 0xff)),
]

const LIES: Readonly<Record<string, Lie[]>> = {
  'speech.wav': WAV_LIES,
  'speech.m4a': MP4_LIES,
  'speech.3gp': MP4_LIES,
  'speech.flac': FLAC_LIES,
  'speech.opus': OPUS_LIES,
  'speech.ogg': VORBIS_LIES,
  'speech.mka': MATROSKA_LIES,
  'speech.aiff': AIFF_LIES,
  'speech.caf': CAF_LIES,
  'speech.wma': ASF_LIES,
  'speech.mp3': MP3_LIES,
}

/** Files whose headers promise what cannot be, made of honest ones, and some that are all header. Pure. */
export function headerLies(files: readonly Specimen[]): Specimen[] {
  const told = files.flatMap((file) =>
    (LIES[file.fileName] ?? []).flatMap(({ what, mark, offset, value }) => {
      const place = file.bytes.indexOf(mark)
      if (place < 0) return []
      const bytes = Buffer.from(file.bytes)
      value.copy(bytes, place + offset)
      return [{ name: `${file.name} that claims ${what}`, fileName: file.fileName, bytes }]
    }),
  )
  return [...told, ...nestedBoxes(), ...nothingButHeads()]
}

/** Boxes within boxes, as deep as a parser that calls itself would fall. */
function nestedBoxes(): Specimen[] {
  return [100, 20_000].map((depth) => {
    const bytes = Buffer.alloc(24 + depth * 8)
    bytes.writeUInt32BE(24, 0)
    bytes.write('ftypM4A \0\0\0\0M4A mp42', 4, 'latin1')
    for (let level = 0; level < depth; level++) {
      bytes.writeUInt32BE((depth - level) * 8, 24 + level * 8)
      bytes.write(level === 0 ? 'moov' : 'trak', 28 + level * 8)
    }
    return { name: `${depth} boxes in one another`, fileName: 'speech.m4a', bytes }
  })
}

function nothingButHeads(): Specimen[] {
  const empty = wav(new Float32Array(0))
  const one = wav(new Float32Array(1))
  return [
    { name: 'nothing', fileName: 'speech.mp3', bytes: Buffer.alloc(0) },
    { name: 'one byte', fileName: 'speech.mp3', bytes: u8(0xff) },
    { name: 'one zero', fileName: 'speech.wav', bytes: u8(0) },
    { name: 'a WAV without a sample', fileName: 'speech.wav', bytes: empty },
    { name: 'a WAV of one sample', fileName: 'speech.wav', bytes: one },
    { name: 'a megabyte of zeros', fileName: 'speech.mp3', bytes: Buffer.alloc(1_000_000) },
    { name: 'a megabyte of ones', fileName: 'speech.aac', bytes: Buffer.alloc(1_000_000, 0xff) },
    { name: 'AMR without a frame', fileName: 'speech.amr', bytes: Buffer.from('#!AMR\n') },
    {
      name: 'AMR of frames that are none',
      fileName: 'speech.amr',
      bytes: Buffer.from(`#!AMR\n${'\u007c'.repeat(5_000)}`),
    },
    { name: 'FLAC of four letters', fileName: 'speech.flac', bytes: Buffer.from('fLaC') },
    {
      name: 'Ogg pages without packets',
      fileName: 'speech.ogg',
      bytes: Buffer.from(`OggS${'\0'.repeat(23)}`.repeat(5_000)),
    },
    {
      name: 'ADTS of a rate that is none',
      fileName: 'speech.aac',
      bytes: Buffer.from('fff17c8001fffc'.repeat(3_000), 'hex'),
    },
  ]
}

function lie(what: string, mark: string | Buffer, offset: number, value: Buffer): Lie {
  return { what, mark, offset, value }
}

function written(length: number, write: (to: Buffer) => void): Buffer {
  const bytes = Buffer.alloc(length)
  write(bytes)
  return bytes
}
