/** Frames at 192 kHz by which alimiter delays with 5 ms of attack; `latency=1`, which would hide it, is younger than our oldest FFmpeg. */
const delayFrames = 959
const attackMs = 5
const releaseMs = 50

/** The same limiter looking at samples only, at whatever rate the sound has: how loud the result will be it tells as well, and much faster. */
export function samplePeakLimiter(ceilingDbfs: number): string {
  return `alimiter=level=false:limit=${(10 ** (ceilingDbfs / 20)).toFixed(6)}:attack=${attackMs}:release=${releaseMs}`
}

/**
 * True-peak limiting of house-format sound as FFmpeg filters, without delay and without a change of length: alimiter works
 * on samples, so it sees the sound at 192 kHz, four times the rate (ITU-R BS.1770-5, annex 2). `level=false` keeps alimiter
 * from raising the result to full scale.
 */
export function truePeakLimiter(ceilingDbtp: number): string {
  return [
    'aresample=192000',
    `apad=pad_len=${delayFrames}`,
    samplePeakLimiter(ceilingDbtp),
    `atrim=start_sample=${delayFrames}`,
    'asetpts=PTS-STARTPTS',
    'aresample=48000',
    'aformat=sample_fmts=flt:sample_rates=48000:channel_layouts=stereo',
  ].join(',')
}
