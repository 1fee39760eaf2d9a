import { type CalendarDate, vietnameseDate } from '../../../schedules/index.ts'
import { tidyName, type UnitRegister } from '../../units/index.ts'
import type { Days } from '../spans.ts'
import type { UnitLine } from './facts.ts'

/**
 * Under which line a unit is told in a report: as it stands at the end of what is counted. What a unit did before it was merged
 * goes to the one that stands in its place; where several do, or nobody, nobody can say whose it is now, and it keeps its name.
 */
export class UnitLines {
  readonly #register: UnitRegister
  readonly #on: CalendarDate
  readonly #lines = new Map<string, UnitLine>()
  readonly #named = new Map<string, string | undefined>()

  constructor(register: UnitRegister, on: CalendarDate) {
    this.#register = register
    this.#on = on
  }

  /** The line of a unit. */
  of(unitId: string): UnitLine {
    const known = this.#lines.get(unitId)
    if (known) return known
    const [only, ...more] = this.#register.heldBy(unitId, this.#on)
    const heir = only && more.length === 0 ? only : undefined
    const line = {
      key: heir?.unitId ?? unitId,
      name: heir?.name ?? this.#register.nameOn(unitId, this.#on) ?? unitId,
    }
    this.#lines.set(unitId, line)
    return line
  }

  /** The line of a name as somebody wrote it; a name that is nobody's is a line by itself. Undefined: nothing was written. */
  named(written: string | undefined): UnitLine | undefined {
    const name = tidyName(written ?? '')
    if (name === '') return undefined
    const unitId = this.#named.has(name)
      ? this.#named.get(name)
      : this.#register.reader(this.#on).readSurely(name)?.unitId
    this.#named.set(name, unitId)
    return unitId === undefined ? { key: `name:${name.toLocaleLowerCase('vi')}`, name } : this.of(unitId)
  }

  /** What a unit was called on a day. */
  nameOn(unitId: string, date: CalendarDate): string {
    return this.#register.nameOn(unitId, date) ?? ''
  }

  /** What became of units within the days, as sentences. */
  notes({ from, to }: Days): string[] {
    const { changes } = this.#register.facts
    return changes
      .filter(({ on, isWithdrawn }) => !isWithdrawn && from <= on && on <= to)
      .flatMap((change) => {
        const before = addNames(change.from.map((id) => this.#nameBefore(id, change.on)))
        const after = addNames(change.to.map(({ unitId }) => this.nameOn(unitId, change.on)))
        const since = `từ ngày ${vietnameseDate(change.on)}`
        switch (change.kind) {
          case 'merged':
            return [`${before} nhập thành ${after} ${since}: số liệu trước ngày đó tính vào ${after}.`]
          case 'split':
            return [`${before} tách thành ${after} ${since}: số liệu trước ngày đó giữ ở tên cũ.`]
          case 'dissolved':
            return [`${before} không còn ${since}: số liệu trước ngày đó giữ ở tên cũ.`]
          case 'renamed':
            return [`${before} đổi tên thành ${after} ${since}: số liệu cả kỳ tính vào tên mới.`]
          default:
            return []
        }
      })
  }

  #nameBefore(unitId: string, on: CalendarDate): string {
    const names = this.#register.lives.get(unitId)?.names ?? []
    return (names.findLast(({ from }) => from === undefined || from < on) ?? names[0])?.name ?? ''
  }
}

function addNames(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} và ${names.at(-1)}`
}
