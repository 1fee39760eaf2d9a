/** How an edition is called everywhere: “Cải cách hành chính và cuộc sống, tháng 11/2026”. */
export function editionTitle(programmeName: string, month: string): string {
  const [year, number] = month.split('-')
  return `${programmeName}, tháng ${Number(number)}/${year}`
}

/** The months from one to another, both inside, as `YYYY-MM`. */
export function editionMonthsOf(from: string, to: string): string[] {
  const months: string[] = []
  for (let month = from; month <= to; month = nextMonth(month)) months.push(month)
  return months
}

function nextMonth(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}
