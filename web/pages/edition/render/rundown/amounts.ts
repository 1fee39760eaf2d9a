/** Places and lengths of a rundown as people type and read them. */
import { figure, typedFigure } from '../../../../words.ts'

/** A place in a read to a tenth of a second: “0:04,2”, “12:30,0”. */
export function placeClock(ms: number): string {
  const tenths = Math.max(0, Math.round(ms / 100))
  const [minutes, seconds] = [Math.floor(tenths / 600), Math.floor(tenths / 10) % 60]
  return `${minutes}:${String(seconds).padStart(2, '0')},${tenths % 10}`
}

/** A place as it is typed: “1:04,2”, “64,2”, “1 phút 4” is none. Milliseconds; undefined when it is none. */
export function readPlace(typed: string): number | undefined {
  const text = typed.trim().replace(',', '.')
  const found = /^(?:(\d{1,3}):)?(\d{1,5}(?:\.\d{1,3})?)$/.exec(text)
  if (!found) return undefined
  const [minutes, seconds] = [Number(found[1] ?? '0'), Number(found[2])]
  return found[1] !== undefined && seconds >= 60 ? undefined : Math.round(minutes * 60_000 + seconds * 1000)
}

/** What follows a place: “lặng 0,7 giây”, “nối liền”, “chồng lên 1,5 giây”. */
export function joinWords(gapAfterMs: number): string {
  if (gapAfterMs === 0) return 'nối liền'
  const seconds = typedFigure(Math.abs(gapAfterMs) / 1000, 2)
  return gapAfterMs > 0 ? `lặng ${seconds} giây` : `chồng lên ${seconds} giây`
}

/** A length to a tenth of a second below a minute: “8,3 giây”. */
export const secondsWords = (ms: number) => `${figure(ms / 1000, 1)} giây`
