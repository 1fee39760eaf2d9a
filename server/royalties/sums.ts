import type { RoyaltyLine, RoyaltySum } from '../contract/index.ts'
import { compareVietnamese } from '../vietnamese/index.ts'

/** Lines added up (pure). What is not known is counted, never guessed. */
export function sumOf(lines: readonly RoyaltyLine[], name?: string): RoyaltySum {
  const sum: RoyaltySum = {
    works: 0,
    workWords: 0,
    workDong: 0,
    reads: 0,
    readWords: 0,
    readMs: 0,
    readDong: 0,
    totalDong: 0,
    unknown: 0,
  }
  for (const { role, words, durationMs = 0, amountDong = 0, lack } of lines) {
    if (role === 'author') {
      sum.works += 1
      sum.workWords += words
      sum.workDong += amountDong
    } else {
      sum.reads += 1
      sum.readWords += words
      sum.readMs += durationMs
      sum.readDong += amountDong
    }
    sum.totalDong += amountDong
    if (lack === 'no-rates' || lack === 'no-kind') sum.unknown += 1
  }
  return { ...(name !== undefined && { name }), ...sum }
}

/**
 * Sums by what a line is called (pure): a person, a unit, a kind. Names that differ in capitals alone are one; in the order of
 * Vietnamese lists, what has no name last.
 */
export function sumsBy(lines: readonly RoyaltyLine[], nameOf: (line: RoyaltyLine) => string | undefined): RoyaltySum[] {
  const groups = Map.groupBy(lines, (line) => nameOf(line)?.toLocaleLowerCase('vi'))
  return [...groups.values()]
    .map((group) => sumOf(group, group[0] && nameOf(group[0])))
    .sort((a, b) => {
      if (a.name === undefined || b.name === undefined)
        return Number(a.name === undefined) - Number(b.name === undefined)
      return compareVietnamese(a.name, b.name)
    })
}
