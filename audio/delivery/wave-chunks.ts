import type { Loudness } from '../loudness/index.ts'

/** What a broadcast wave file says of itself. */
export interface WaveFacts {
  title: string
  /** The station. */
  originator: string
  /** The programme. */
  album: string
  comment?: string | undefined
  /** `YYYY-MM-DD`. */
  date: string
  /** Names the file among all of the originator's, up to 32 letters and digits. */
  reference: string
  frames: number
  /** Where the signature tune at the beginning ends, if it begins with one. */
  introFrames: number
  figures: Loudness
  /** What it was made with. */
  maker: string
}

/**
 * The header of a 16-bit 48 kHz stereo wave file with `bext` and `cart` before its samples. Both fields are ASCII by their
 * standards, and playout systems that read other bytes disagree on what they mean: Vietnamese stands there without its marks.
 */
export function broadcastHeader(facts: WaveFacts): Buffer {
  const format = Buffer.alloc(16)
  format.writeUInt16LE(1, 0)
  format.writeUInt16LE(2, 2)
  format.writeUInt32LE(48_000, 4)
  format.writeUInt32LE(48_000 * 4, 8)
  format.writeUInt16LE(4, 12)
  format.writeUInt16LE(16, 14)
  const chunks = [chunk('bext', bext(facts)), chunk('cart', cart(facts)), chunk('fmt ', format)]
  const dataBytes = facts.frames * 4
  const data = Buffer.alloc(8)
  data.write('data', 0, 'latin1')
  data.writeUInt32LE(dataBytes, 4)
  const riff = Buffer.alloc(12)
  riff.write('RIFF', 0, 'latin1')
  riff.writeUInt32LE(4 + chunks.reduce((sum, { length }) => sum + length, 0) + 8 + dataBytes, 4)
  riff.write('WAVE', 8, 'latin1')
  return Buffer.concat([riff, ...chunks, data])
}

/** Letters without marks: `Đài Truyền thanh` becomes `Dai Truyen thanh`; what ASCII has not at all becomes `?`. */
export function plainAscii(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, (letter) => (letter === 'đ' ? 'd' : 'D'))
    .replace(/[“”]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/[–—]/g, '-')
    .replace(/…/g, '...')
    .replace(/[^\x20-\x7e\r\n]/gu, '?')
}

/** The Broadcast Extension, version 2 (EBU Tech 3285). The date is the edition's, at midnight: no clock is asked. */
function bext({ title, originator, date, reference, figures, maker }: WaveFacts): Buffer {
  const history = Buffer.from(`A=PCM,F=48000,W=16,M=stereo,T=${plainAscii(maker).replaceAll(',', ';')}\r\n`, 'latin1')
  const bytes = Buffer.alloc(602)
  write(bytes, 0, 256, title)
  write(bytes, 256, 32, originator)
  write(bytes, 288, 32, reference)
  write(bytes, 320, 10, date)
  write(bytes, 330, 8, '00:00:00')
  bytes.writeUInt16LE(2, 346)
  const loudness = [
    figures.integratedLufs,
    figures.rangeLu,
    figures.truePeakDbtp,
    figures.maxMomentaryLufs,
    figures.maxShortTermLufs,
  ]
  for (const [index, value] of loudness.entries())
    bytes.writeInt16LE(value === undefined ? unknownLoudness : Math.round(value * 100), 412 + 2 * index)
  return Buffer.concat([bytes, history])
}

/** A loudness field that was not filled (EBU Tech 3285, version 2). */
const unknownLoudness = 0x7fff

/** The traffic data of AES46-2002. It never ends to be usable: how long a file may air is the playout's to say. */
function cart({ title, originator, album, comment, date, reference, frames, introFrames, maker }: WaveFacts): Buffer {
  const bytes = Buffer.alloc(2048)
  const [producer = '', version = ''] = maker.split(' / ')
  write(bytes, 0, 4, '0101')
  const texts = [title, originator, reference, originator, 'NEWS', album, '']
  for (const [index, text] of texts.entries()) write(bytes, 4 + 64 * index, 64, text)
  write(bytes, 452, 10, date)
  write(bytes, 462, 8, '00:00:00')
  write(bytes, 470, 10, '9999-12-31')
  write(bytes, 480, 8, '23:59:59')
  write(bytes, 488, 64, producer)
  write(bytes, 552, 64, version)
  bytes.writeInt32LE(32_768, 680)
  const timers: [string, number][] = [['AUDs', 0], ...intro(introFrames), ['AUDe', frames]]
  for (const [index, [usage, frame]] of timers.entries()) {
    bytes.write(usage, 684 + 8 * index, 'latin1')
    bytes.writeUInt32LE(frame, 688 + 8 * index)
  }
  return Buffer.concat([bytes, Buffer.from(plainAscii(comment ?? '').replace(/\r?\n/g, '\r\n'), 'latin1')])
}

function intro(frames: number): [string, number][] {
  return frames === 0
    ? []
    : [
        ['INTs', 0],
        ['INTe', frames],
      ]
}

function write(bytes: Buffer, at: number, length: number, text: string): void {
  bytes.write(plainAscii(text).slice(0, length), at, 'latin1')
}

/** Chunks begin at even places: an odd one is filled up by a byte that its length does not count. */
function chunk(id: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(id, 0, 'latin1')
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
}
