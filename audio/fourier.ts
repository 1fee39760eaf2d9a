/** A complex discrete Fourier transform of a fixed size, in place; tables are made once. */
export interface Fourier {
  readonly size: number
  /** Forward, unscaled. */
  transform(re: Float64Array, im: Float64Array): void
  /** Backward, scaled by 1/size: `transform` and `invert` undo each other. */
  invert(re: Float64Array, im: Float64Array): void
}

/** Radix 2 (Cooley and Tukey, 1965). @throws RangeError when the size is no power of two. */
export function fourier(size: number): Fourier {
  if (size < 2 || (size & (size - 1)) !== 0) throw new RangeError(`size ${size} is no power of two`)
  const cos = new Float64Array(size / 2)
  const sin = new Float64Array(size / 2)
  for (let k = 0; k < size / 2; k++) {
    cos[k] = Math.cos((2 * Math.PI * k) / size)
    sin[k] = Math.sin((2 * Math.PI * k) / size)
  }
  const mirrored = new Uint32Array(size)
  for (let k = 0, turned = 0; k < size; k++) {
    mirrored[k] = turned
    let bit = size >> 1
    while (bit > 0 && (turned & bit) !== 0) {
      turned ^= bit
      bit >>= 1
    }
    turned |= bit
  }

  const run = (re: Float64Array, im: Float64Array, direction: 1 | -1): void => {
    for (let k = 0; k < size; k++) {
      const other = mirrored[k] ?? 0
      if (other <= k) continue
      const keptRe = re[k] ?? 0
      const keptIm = im[k] ?? 0
      re[k] = re[other] ?? 0
      im[k] = im[other] ?? 0
      re[other] = keptRe
      im[other] = keptIm
    }
    for (let half = 1; half < size; half <<= 1) {
      const stride = size / (2 * half)
      for (let k = 0, turn = 0; k < half; k++, turn += stride) {
        const wRe = cos[turn] ?? 0
        const wIm = -direction * (sin[turn] ?? 0)
        for (let low = k; low < size; low += 2 * half) {
          const high = low + half
          const highRe = re[high] ?? 0
          const highIm = im[high] ?? 0
          const partRe = highRe * wRe - highIm * wIm
          const partIm = highRe * wIm + highIm * wRe
          const lowRe = re[low] ?? 0
          const lowIm = im[low] ?? 0
          re[high] = lowRe - partRe
          im[high] = lowIm - partIm
          re[low] = lowRe + partRe
          im[low] = lowIm + partIm
        }
      }
    }
  }

  return {
    size,
    transform: (re, im) => run(re, im, 1),
    invert(re, im) {
      run(re, im, -1)
      for (let k = 0; k < size; k++) {
        re[k] = (re[k] ?? 0) / size
        im[k] = (im[k] ?? 0) / size
      }
    },
  }
}
