/** The time a decode of so many bytes may take: 60 s and 2 s a MB, at most half an hour. */
export function decodeLimitMs(bytes: number): number {
  return Math.min(30 * 60_000, 60_000 + Math.ceil(bytes / 1_000_000) * 2_000)
}
