/**
 * Rounds interleaved stereo samples to 16 bit with triangular dither of ±1 step, so that rounding leaves noise and not
 * distortion; what is beyond full scale is clipped, digital silence stays silent. The dither is a function of a sample's place
 * alone: the same sound in the same place gives the same bytes. `samples` are changed to what was written.
 */
export function ditherToSixteenBit(samples: Float32Array, firstFrame: number): Int16Array {
  const written = new Int16Array(samples.length)
  for (let index = 0; index < samples.length; index++) {
    const sample = samples[index] ?? 0
    if (sample === 0) continue
    const step = Math.round(sample * 32_768 + triangle(2 * firstFrame + index))
    const held = step > 32_767 ? 32_767 : step < -32_768 ? -32_768 : step
    written[index] = held
    samples[index] = held / 32_768
  }
  return written
}

/** A number in −1…1, triangularly distributed, from a place: two halves of its well mixed bits (the mixing of MurmurHash3). */
function triangle(place: number): number {
  let bits = Math.imul(place, 0x9e3779b1)
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  bits ^= bits >>> 16
  return ((bits & 0xffff) + (bits >>> 16) - 0xffff) / 0x10000
}
