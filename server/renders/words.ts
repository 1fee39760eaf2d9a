/** A figure as it is written in Vietnamese: a real minus, a comma. */
export function figure(value: number, digits = 1): string {
  return value.toFixed(digits).replace('-', '−').replace('.', ',')
}

/** A length as it is said: “12 giây”, “1 phút 5 giây”, “30 phút”. */
export function lengthWords(ms: number): string {
  const seconds = Math.round(ms / 1000)
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  if (minutes === 0) return `${rest} giây`
  return rest === 0 ? `${minutes} phút` : `${minutes} phút ${rest} giây`
}

/** A place in a programme: “03:07”, from an hour on “1:02:09”. */
export function placeWords(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  const inTheHour = `${two(minutes % 60)}:${two(seconds % 60)}`
  return minutes < 60 ? inTheHour : `${Math.floor(minutes / 60)}:${inTheHour}`
}
