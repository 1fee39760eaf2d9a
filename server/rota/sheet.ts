import type { Rota } from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'

/** A rota as a sheet, a line for each unit of each month; it can be read in again. */
export function rotaTab({ year, months }: Rota): Tab {
  return {
    name: `Phân công năm ${year}`,
    columns: [
      { title: 'TT', width: 6, kind: 'number' },
      { title: 'Tháng', width: 12, kind: 'text' },
      { title: 'Đơn vị', width: 56, kind: 'text' },
      { title: 'Số tin, bài', width: 12, kind: 'number' },
      { title: 'Ghi chú', width: 48, kind: 'text' },
    ],
    rows: months
      .flatMap(({ month, duties, from, warnings }) => {
        const note = [...(from === 'exception' ? [`Riêng năm ${year}.`] : []), ...warnings].join(' ')
        const lines = duties.length === 0 ? [undefined] : duties
        return lines.map((duty) => ({ month, duty, note }))
      })
      .map(({ month, duty, note }, place) => [
        place + 1,
        `Tháng ${month}`,
        duty?.unitName,
        duty?.itemsOwed,
        note === '' ? undefined : note,
      ]),
  }
}
