/** Finding and ordering units in a list. Pure. */
import type { Unit } from '../../../server/contract/index.ts'
import { compareVietnamese, fold, hasWords } from '../../vietnamese.ts'

export type Order = 'name' | 'kind' | 'newest'
export const ORDERS: readonly { order: Order; words: string }[] = [
  { order: 'name', words: 'Theo tên' },
  { order: 'kind', words: 'Phường, xã trước' },
  { order: 'newest', words: 'Mới thay đổi trước' },
]

/** The units in whose names, spellings or contacts every word stands, with or without marks; the station does the same for the sheet. */
export function found(units: readonly Unit[], wanted: string): Unit[] {
  return units.filter(({ name, aliases, formerNames, contacts }) =>
    hasWords(
      [
        name,
        ...aliases,
        ...formerNames.map((former) => former.name),
        ...contacts.flatMap((one) => [one.name, one.duty, one.telephone, one.email]),
      ].join(' '),
      wanted,
    ),
  )
}

export function ordered(units: readonly Unit[], order: Order): Unit[] {
  const byName = (a: Unit, b: Unit) => compareVietnamese(a.name, b.name)
  const day = ({ since, until, formerNames }: Unit) => until ?? formerNames[0]?.until ?? since ?? ''
  if (order === 'newest') return units.toSorted((a, b) => day(b).localeCompare(day(a)) || byName(a, b))
  if (order === 'kind') return units.toSorted((a, b) => rank(a) - rank(b) || byName(a, b))
  return units.toSorted(byName)
}

/** Wards and communes, then offices. */
function rank({ name }: Unit): number {
  return /\b(phuong|xa|thi tran|dac khu)\b/.test(fold(name)) ? 0 : 1
}
