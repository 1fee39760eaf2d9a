import type { Unit, UnitsAsked } from '../contract/index.ts'
import { compareVietnamese, fold, hasWords } from '../vietnamese/index.ts'

/** The units in whose names, spellings or contacts every word stands, in the order that is asked for. Pure. */
export function unitsAsked(units: readonly Unit[], { words = '', order }: Pick<UnitsAsked, 'words' | 'order'>): Unit[] {
  const found = units.filter(({ name, aliases, formerNames, contacts }) =>
    hasWords(
      [
        name,
        ...aliases,
        ...formerNames.map((former) => former.name),
        ...contacts.flatMap((one) => [one.name, one.duty, one.telephone, one.email]),
      ].join(' '),
      words,
    ),
  )
  const byName = (a: Unit, b: Unit) => compareVietnamese(a.name, b.name)
  if (order === 'newest') return found.toSorted((a, b) => newer(changedOn(a), changedOn(b)) || byName(a, b))
  if (order === 'kind') return found.toSorted((a, b) => rank(a) - rank(b) || byName(a, b))
  return found.toSorted(byName)
}

/** Its newest day that is known; empty: it was there from the beginning. */
function changedOn({ since, until, formerNames }: Unit): string {
  return until ?? formerNames[0]?.until ?? since ?? ''
}

function newer(a: string, b: string): number {
  return a === b ? 0 : a > b ? -1 : 1
}

/** Wards and communes, then offices. */
function rank({ name }: Unit): number {
  return /\b(phuong|xa|thi tran|dac khu)\b/.test(fold(name)) ? 0 : 1
}
