import { vietnameseDate } from '../../schedules/index.ts'
import type { Unit } from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'

/** The units as a sheet; it can be read in again. A unit with several contacts has a line for each. */
export function unitsTab(units: readonly Unit[]): Tab {
  return {
    name: 'Đơn vị',
    columns: [
      { title: 'TT', width: 6, kind: 'number' },
      { title: 'Tên đơn vị', width: 48, kind: 'text' },
      { title: 'Cách viết khác', width: 40, kind: 'text' },
      { title: 'Tên cũ', width: 40, kind: 'text' },
      { title: 'Người liên hệ', width: 26, kind: 'text' },
      { title: 'Chức vụ', width: 22, kind: 'text' },
      { title: 'Điện thoại', width: 18, kind: 'text' },
      { title: 'Thư điện tử', width: 28, kind: 'text' },
      { title: 'Từ ngày', width: 12, kind: 'date' },
      { title: 'Đến hết ngày', width: 13, kind: 'date' },
      { title: 'Nay là', width: 40, kind: 'text' },
    ],
    rows: units.flatMap((unit, place) => {
      const lines = unit.contacts.length === 0 ? [undefined] : unit.contacts
      return lines.map((contact) => [
        place + 1,
        unit.name,
        unit.aliases.join('; '),
        unit.formerNames.map(({ name, until }) => `${name} (đến hết ${vietnameseDate(until)})`).join('; '),
        contact?.name,
        contact?.duty,
        contact?.telephone,
        contact?.email,
        unit.since,
        unit.until,
        unit.heirs.map(({ name }) => name).join('; '),
      ])
    }),
  }
}
