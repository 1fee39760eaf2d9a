import { type Period, periodTitle } from '../../schedules/index.ts'

/** How an edition is called everywhere: “Cải cách hành chính và cuộc sống, tháng 11/2026”. */
export function editionTitle(programmeName: string, period: Period): string {
  return `${programmeName}, ${periodTitle(period)}`
}
