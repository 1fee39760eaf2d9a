import type { Specimen } from './mutations.ts'

/** Small files that decode to days of silence: honest in every byte, and nobody could want them. Pure. */
export function bombs(): Specimen[] {
  return [
    { name: 'three days of silence as FLAC', fileName: 'im-lang.flac', bytes: silentFlac(72) },
    { name: 'two days of silence as Opus', fileName: 'im-lang.opus', bytes: silentOpus(48) },
    { name: 'two days of nothing at 1 Hz', fileName: 'im-lang.wav', bytes: slowWav(48) },
  ]
}

/** 8 kHz mono, 16 bit, in blocks of 65 535 samples that are one constant (RFC 9639 § 9). */
function silentFlac(hours: number): Buffer {
  const blockFrames = 65_535
  const rateHz = 8_000
  const blocks = Math.ceil((hours * 3_600 * rateHz) / blockFrames)
  const info = Buffer.alloc(42)
  info.write('fLaC')
  info.writeUInt32BE(0x8000_0022, 4)
  info.writeUInt16BE(blockFrames, 8)
  info.writeUInt16BE(blockFrames, 10)
  // 20 bits of rate, 3 of channels less one, 5 of bits less one, then 36 of samples.
  info.writeUIntBE(rateHz * 16, 18, 3)
  info[21] = 0xf0 | Math.floor((blocks * blockFrames) / 2 ** 32)
  info.writeUInt32BE((blocks * blockFrames) % 2 ** 32, 22)
  const made = [info]
  for (let block = 0; block < blocks; block++) {
    // Sync and fixed block size; size in 16 bits and rate of 8 kHz; mono of 16 bits; number; size less one.
    const head = Buffer.from([0xff, 0xf8, 0x74, 0x08, ...Buffer.from(String.fromCodePoint(block)), 0xff, 0xfe])
    const frame = Buffer.from([...head, checksum(head, 8, 0x07), 0, 0, 0])
    const crc = checksum(frame, 16, 0x8005)
    made.push(frame, Buffer.from([crc >> 8, crc & 0xff]))
  }
  return Buffer.concat(made)
}

/** Pages of 255 packets that hold one byte each: 60 ms of nothing (RFC 6716 § 3.1, RFC 7845). */
function silentOpus(hours: number): Buffer {
  const packetFrames = 2_880
  const perPage = 255
  const pages = Math.ceil((hours * 3_600 * 48_000) / (packetFrames * perPage))
  const head = Buffer.from('OpusHead\u0001\u0001\0\0\u0080\u00bb\0\0\0\0\0', 'latin1')
  const tags = Buffer.concat([Buffer.from('OpusTags'), Buffer.alloc(8)])
  const made = [oggPage(0, 0, 2, [head]), oggPage(1, 0, 0, [tags])]
  // SILK, narrow band, 60 ms, mono, one frame.
  const packets = Array.from({ length: perPage }, () => Buffer.from([0x18]))
  for (let page = 0; page < pages; page++) {
    const granule = (page + 1) * perPage * packetFrames
    made.push(oggPage(page + 2, granule, page === pages - 1 ? 4 : 0, packets))
  }
  return Buffer.concat(made)
}

function oggPage(number: number, granule: number, flags: number, packets: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(27)
  head.write('OggS')
  head[5] = flags
  head.writeBigUInt64LE(BigInt(granule), 6)
  head.writeUInt32LE(1, 14)
  head.writeUInt32LE(number, 18)
  head[26] = packets.length
  const page = Buffer.concat([head, Buffer.from(packets.map(({ length }) => length)), ...packets])
  page.writeUInt32LE(checksum(page, 32, 0x04c1_1db7), 22)
  return page
}

function slowWav(hours: number): Buffer {
  const bytes = Buffer.alloc(44 + hours * 3_600, 0x80)
  bytes.write('RIFF')
  bytes.writeUInt32LE(36 + hours * 3_600, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  for (const [place, value] of [1, 1, 1, 0, 1, 0, 1, 8].entries()) bytes.writeUInt16LE(value, 20 + place * 2)
  bytes.write('data', 36)
  bytes.writeUInt32LE(hours * 3_600, 40)
  return bytes
}

/** A cyclic redundancy check without reflection, begun at zero. */
function checksum(bytes: Buffer, bits: number, polynomial: number): number {
  const top = 2 ** (bits - 1)
  let crc = 0
  for (const byte of bytes) {
    crc = (crc ^ (byte << (bits - 8))) >>> 0
    for (let bit = 0; bit < 8; bit++) {
      crc = ((crc >= top ? (crc << 1) ^ polynomial : crc << 1) >>> 0) % 2 ** bits
    }
  }
  return crc
}
