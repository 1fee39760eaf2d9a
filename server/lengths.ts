/** “42 giây”, “2 phút 5 giây”, “1 giờ 3 phút”. */
export function lengthInWords(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} giây`
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  if (hours > 0) return minutes === 0 ? `${hours} giờ` : `${hours} giờ ${minutes} phút`
  return rest === 0 ? `${minutes} phút` : `${minutes} phút ${rest} giây`
}
