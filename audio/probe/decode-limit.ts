/** The time a decode of so many bytes may take: 60 s and 2 s a MB, at most half an hour. */
export function decodeLimitMs(bytes: number): number {
  return Math.min(30 * 60_000, 60_000 + Math.ceil(bytes / 1_000_000) * 2_000)
}

/** The longest sound that is taken in: longer than any programme or read, and short enough for the disk once it is decoded. */
export const longestSoundMs = 4 * 3_600_000

/** Whether nobody records so: under half the telephone's rate, over eight times 48 kHz, more channels than 7.1 has. */
export function isOddFormat({ sampleRateHz, channels }: { sampleRateHz: number; channels: number }): boolean {
  return sampleRateHz < 4_000 || sampleRateHz > 384_000 || channels < 1 || channels > 8
}
