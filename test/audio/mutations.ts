import { mulberry } from './editions.ts'

/** A file as somebody might send it. */
export interface Specimen {
  /** What it is or what was done to it; unique in a corpus. */
  name: string
  /** The name its sender gave it. */
  fileName: string
  bytes: Buffer
}

type Chance = () => number
type Mutation = (bytes: Buffer, chance: Chance, other: Buffer) => Buffer

/** Values at which lengths, counts and rates break. */
const EXTREMES = [0, 1, 0x7f, 0xff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_fff0, 0xffff_ffff]
const HEADER_BYTES = 600

/** What is done to a file, by the name under which a failure is told. */
const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'bits flipped': (bytes, chance) => flipped(bytes, chance, 1 + below(chance, 64), bytes.length),
  'bits of the header flipped': (bytes, chance) => flipped(bytes, chance, 1 + below(chance, 12), HEADER_BYTES),
  'one bit of the header flipped': (bytes, chance) => flipped(bytes, chance, 1, HEADER_BYTES),
  'cut off': (bytes, chance) => bytes.subarray(0, 1 + below(chance, bytes.length - 1)),
  'cut off in its header': (bytes, chance) =>
    bytes.subarray(0, 1 + below(chance, Math.min(HEADER_BYTES, bytes.length))),
  'its beginning lost': (bytes, chance) => bytes.subarray(1 + below(chance, bytes.length - 1)),
  'a number of the header set to an extreme': (bytes, chance) => {
    const changed = Buffer.from(bytes)
    const value = EXTREMES[below(chance, EXTREMES.length)] ?? 0
    const place = below(chance, Math.min(HEADER_BYTES, bytes.length - 4))
    if (chance() < 0.5) changed.writeUInt32BE(value, place)
    else changed.writeUInt32LE(value, place)
    return changed
  },
  'several numbers set to extremes': (bytes, chance) => {
    const changed = Buffer.from(bytes)
    for (let time = 0; time < 6; time++) {
      const value = (EXTREMES[below(chance, EXTREMES.length)] ?? 0) & 0xffff
      changed.writeUInt16BE(value, below(chance, bytes.length - 2))
    }
    return changed
  },
  'a stretch zeroed': (bytes, chance) => overwritten(bytes, chance, () => 0),
  'a stretch of noise': (bytes, chance) => overwritten(bytes, chance, () => below(chance, 256)),
  'a stretch repeated': (bytes, chance) => {
    const [from, to] = stretch(bytes, chance)
    const times = 2 + below(chance, 40)
    return Buffer.concat([bytes.subarray(0, to), ...Array(times).fill(bytes.subarray(from, to)), bytes.subarray(to)])
  },
  'a stretch lost': (bytes, chance) => {
    const [from, to] = stretch(bytes, chance)
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])
  },
  'two stretches exchanged': (bytes, chance) => {
    const middle = Math.floor(bytes.length / 2)
    const [first, second] = [below(chance, middle), middle + below(chance, middle)]
    const length = 1 + below(chance, Math.min(2_000, bytes.length - second))
    const changed = Buffer.from(bytes)
    bytes.copy(changed, first, second, second + length)
    bytes.copy(changed, second, first, first + length)
    return changed
  },
  'continued by a file of another kind': (bytes, chance, other) =>
    Buffer.concat([bytes.subarray(0, below(chance, bytes.length)), other.subarray(below(chance, other.length))]),
  'followed by a whole file of another kind': (bytes, _chance, other) => Buffer.concat([bytes, other]),
  'under the first bytes of another kind': (bytes, chance, other) => {
    const head = 4 + below(chance, 60)
    return Buffer.concat([other.subarray(0, head), bytes.subarray(head)])
  },
  'after a heap of noise': (bytes, chance) => {
    const noise = Buffer.from(Array.from({ length: 1 + below(chance, 5_000) }, () => below(chance, 256)))
    return Buffer.concat([noise, bytes])
  },
  twice: (bytes) => Buffer.concat([bytes, bytes]),
}

/** Every mutation of every file, `rounds` times, each time another: the same for the same seed. Pure. */
export function mutants(files: readonly Specimen[], seed: number, rounds: number): Specimen[] {
  const chance = mulberry(seed)
  const made: Specimen[] = []
  for (let round = 1; round <= rounds; round++) {
    for (const [place, file] of files.entries()) {
      for (const [what, mutate] of Object.entries(MUTATIONS)) {
        const other = files[(place + 1 + below(chance, files.length - 1)) % files.length] ?? file
        made.push({
          name: `${file.name}, ${what}, ${round}`,
          fileName: file.fileName,
          bytes: mutate(file.bytes, chance, other.bytes),
        })
      }
    }
  }
  return made
}

function flipped(bytes: Buffer, chance: Chance, times: number, within: number): Buffer {
  const changed = Buffer.from(bytes)
  for (let time = 0; time < times; time++) {
    const place = below(chance, Math.min(within, bytes.length))
    changed[place] = (changed[place] ?? 0) ^ (1 << below(chance, 8))
  }
  return changed
}

function overwritten(bytes: Buffer, chance: Chance, value: () => number): Buffer {
  const changed = Buffer.from(bytes)
  const [from, to] = stretch(bytes, chance)
  for (let place = from; place < to; place++) changed[place] = value()
  return changed
}

function stretch(bytes: Buffer, chance: Chance): [from: number, to: number] {
  const from = below(chance, bytes.length)
  return [from, Math.min(bytes.length, from + 1 + below(chance, 3_000))]
}

function below(chance: Chance, limit: number): number {
  return Math.floor(chance() * limit)
}
