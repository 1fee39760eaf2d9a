import { Type } from 'typebox'

/** One fineness of a waveform inside a file of peaks. */
export const FinePeaksLevel = Type.Object({
  /** Pairs a second: 200, 25, 3.125 … */
  perSecond: Type.Number(),
  /** Where its first byte stands, counted from the end of the header. */
  offset: Type.Integer(),
  /** How many pairs it has; the last may stand for less sound than the others. */
  pairs: Type.Integer(),
})

/**
 * The header of `GET /api/takes/:id/peaks.bin`. That file is, without gaps:
 *
 * 1. four bytes, an unsigned integer, little-endian: the length of the header in bytes;
 * 2. the header: this object as JSON in UTF-8, filled up with spaces so that what follows begins at a multiple of eight bytes;
 * 3. the levels, the coarsest first, so that the beginning of the file already draws the whole: pairs of signed bytes, the
 *    lowest and the highest sample over all channels, 127 = full scale. Pair `n` of a level covers the time from
 *    `n / perSecond` to `(n + 1) / perSecond` seconds.
 *
 * `levels` names them the finest first. The finest has 200 pairs a second, each next one an eighth of that, down to the first
 * with no more than 512 pairs.
 */
export const FinePeaksHeader = Type.Object({
  version: Type.Literal(1),
  perSecond: Type.Number(),
  durationMs: Type.Number(),
  levels: Type.Array(FinePeaksLevel),
})
