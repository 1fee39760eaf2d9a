/** The one format every sound is brought to before anything else is done with it: 48 kHz, stereo, 32-bit float. */
export const houseRateHz = 48_000
export const houseChannels = 2

/**
 * The filters that bring any sound there. A mono sound goes to both sides at full level, as it is heard from two speakers
 * (the dual-mono convention of EBU R 128); surround is folded down with the coefficients of ITU-R BS.775, scaled to a sum
 * of one so that it cannot clip. FFmpeg's own upmix would lower mono by 3 dB.
 */
export const toHouseFormat = [
  'aformat=sample_fmts=flt',
  'pan=stereo|FL<FL+0.707FC+0.5BL+0.5SL|FR<FR+0.707FC+0.5BR+0.5SR',
  `aresample=${houseRateHz}`,
  `aformat=sample_fmts=flt:sample_rates=${houseRateHz}:channel_layouts=stereo`,
].join(',')

/** Options before `-i` for headerless house-format samples. */
export const housePcmInput: readonly string[] = [
  '-f',
  'f32le',
  '-ar',
  String(houseRateHz),
  '-ac',
  String(houseChannels),
]

/** Bytes of one frame (both channels) of headerless house-format samples. */
export const houseFrameBytes = houseChannels * 4

/** Frames at 48 kHz as milliseconds, rounded. */
export function framesToMs(frames: number): number {
  return Math.round((frames / houseRateHz) * 1000)
}
