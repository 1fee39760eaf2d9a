const two = (n: number) => String(n).padStart(2, '0')

/**
 * A calendar date as people type it: “18/11/2026”, “18-11-2026”, “18.11.26”, “18112026”, and “18/11” of this year. Undefined
 * where it is no date that exists.
 */
export function readDate(typed: string, today: string): string | undefined {
  const text = typed.trim()
  const found =
    /^(\d{1,2})[/.\s-]+(\d{1,2})(?:[/.\s-]+(\d{4}|\d{2}))?$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text)
  if (!found) return undefined
  const [, day = '', month = '', year = today.slice(0, 4)] = found
  const whole = year.length === 2 ? `20${year}` : year
  const date = `${whole}-${two(Number(month))}-${two(Number(day))}`
  const read = new Date(`${date}T00:00:00Z`)
  return Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== date ? undefined : date
}
