/**
 * A loudness meter written from ITU-R BS.1770-5 alone, to judge FFmpeg's and what was rendered with it. 48 kHz only.
 */

interface Biquad {
  b: readonly [number, number, number]
  a: readonly [number, number]
}

/** Annex 1, tables 1 and 2: the shelf of the head and the high pass. */
const kWeighting: readonly Biquad[] = [
  { b: [1.53512485958697, -2.69169618940638, 1.19839281085285], a: [-1.69065929318241, 0.73248077421585] },
  { b: [1, -2, 1], a: [-1.99004745483398, 0.99007225036621] },
]

/** Annex 2: four phases of twelve taps. */
const oversampling: readonly (readonly number[])[] = (() => {
  const first = [
    0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625, 0.97216796875,
    -0.102294921875, 0.047607421875, -0.026611328125, 0.014892578125, -0.00830078125,
  ]
  const second = [
    -0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625, 0.77978515625,
    -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375,
  ]
  return [first, second, second.toReversed(), first.toReversed()]
})()

const stepFrames = 4_800

/** Loudness of the 400 ms ending at 100 ms, 200 ms, … of interleaved stereo, LUFS; −∞ for silence and the first three. */
export function momentaryLufs(stereo: Float32Array): number[] {
  const steps = Math.floor(stereo.length / 2 / stepFrames)
  const power = new Float64Array(steps)
  for (const channel of [0, 1]) {
    const weighted = kWeighting.reduce((sound, filter) => filtered(sound, filter), one(stereo, channel))
    for (let step = 0; step < steps; step++) {
      for (let frame = step * stepFrames; frame < (step + 1) * stepFrames; frame++) {
        power[step] = (power[step] ?? 0) + (weighted[frame] ?? 0) ** 2 / stepFrames
      }
    }
  }
  return Array.from(power, (_power, step) =>
    step < 3
      ? Number.NEGATIVE_INFINITY
      : loudness(power.slice(step - 3, step + 1).reduce((sum, part) => sum + part / 4, 0)),
  )
}

/** Integrated loudness of interleaved stereo, LUFS; −∞ when nothing passes the gates. */
export function integratedLufs(stereo: Float32Array): number {
  return gated(momentaryLufs(stereo))
}

/** The two gates over a course of momentary loudness. */
export function gated(blocksLufs: readonly number[]): number {
  const blocks = blocksLufs.map((lufs) => 10 ** ((lufs + 0.691) / 10))
  const audible = blocks.filter((block) => loudness(block) > -70)
  const gate = loudness(mean(audible)) - 10
  return loudness(mean(audible.filter((block) => loudness(block) > gate)))
}

/** Highest true peak of either channel, dBTP. */
export function truePeakDbtp(stereo: Float32Array): number {
  let highest = 0
  for (const channel of [0, 1]) {
    const sound = one(stereo, channel)
    for (let frame = 0; frame < sound.length; frame++) {
      // Only near high samples can a peak between samples be the highest.
      if (Math.abs(sound[frame] ?? 0) < highest * 0.6) continue
      for (const taps of oversampling) {
        for (const shift of [0, 6]) {
          let value = 0
          for (let tap = 0; tap < taps.length; tap++) value += (taps[tap] ?? 0) * (sound[frame + shift - tap] ?? 0)
          highest = Math.max(highest, Math.abs(value))
        }
      }
    }
  }
  return 20 * Math.log10(highest)
}

function one(stereo: Float32Array, channel: number): Float64Array {
  return Float64Array.from({ length: stereo.length / 2 }, (_sample, frame) => stereo[frame * 2 + channel] ?? 0)
}

function filtered(sound: Float64Array, { a, b }: Biquad): Float64Array {
  let [x1, x2, y1, y2] = [0, 0, 0, 0]
  return sound.map((x) => {
    const y = b[0] * x + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2
    x2 = x1
    x1 = x
    y2 = y1
    y1 = y
    return y
  })
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function loudness(power: number): number {
  return -0.691 + 10 * Math.log10(power)
}
