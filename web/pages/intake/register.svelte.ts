import type { ExpectedSubmissions, SubmissionFilter, SubmissionSource } from '../../../server/contract/index.ts'
import { intakeApi } from '../../api-intake.ts'
import { clock } from '../../clock.ts'
import { addMonths, calendarMonth } from '../../dates.ts'
import { Remote } from '../../remote.svelte.ts'

/** Tháng này · 3 tháng qua · 12 tháng qua · Tất cả. */
export type Lately = 'month' | 'quarter' | 'year' | 'all'
const MONTHS_BACK: Record<Exclude<Lately, 'all'>, number> = { month: 0, quarter: 2, year: 11 }

/** What is looked for besides: late, outside the rota, in no period, alike, taken out. */
export type Flag = '' | 'late' | 'beside-rota' | 'unplaced' | 'alike' | 'withdrawn'
export type SortBy = 'newest' | 'oldest' | 'title' | 'unitName' | 'author'

/** The register as it is looked through. */
export class RegisterState {
  programmeId = $state('')
  period = $state('')
  lately = $state<Lately>('quarter')
  unitId = $state('')
  source = $state<SubmissionSource | ''>('')
  flag = $state<Flag>('')
  q = $state('')
  sortBy = $state<SortBy>('newest')
  readonly list = new Remote(() => intakeApi.submissions(this.filter))
  /** What the units of the rota owe in the period that was chosen. */
  readonly expected = new Remote<ExpectedSubmissions[]>(async () =>
    this.programmeId === '' || this.period === ''
      ? []
      : intakeApi.expected({ programmeId: this.programmeId, period: this.period }),
  )

  constructor(programmeId = '', period = '') {
    this.programmeId = programmeId
    this.period = period
  }

  /** A chosen period says which items are meant: then the time of receipt does not narrow them further. */
  get isByPeriod(): boolean {
    return this.period !== ''
  }

  get filter(): SubmissionFilter {
    const { sortBy, flag } = this
    const q = this.q.trim()
    return {
      ...(this.programmeId !== '' && { programmeId: this.programmeId }),
      ...(this.period !== '' && { period: this.period }),
      ...(!this.isByPeriod && this.lately !== 'all' && { from: sinceOf(this.lately) }),
      ...(this.unitId !== '' && { unitId: this.unitId }),
      ...(this.source !== '' && { source: this.source }),
      ...(flag === 'late' && { isLate: true }),
      // Only units have turns in a rota: what came from above stands beside none.
      ...(flag === 'beside-rota' && { isInRota: false, source: this.source || ('unit' as const) }),
      ...(flag === 'unplaced' && { isUnplaced: true }),
      ...(flag === 'alike' && { hasAlike: true }),
      ...(flag === 'withdrawn' && { isWithdrawn: true }),
      ...(q !== '' && { q }),
      ...(sortBy === 'oldest' && { order: 'asc' as const }),
      ...(sortBy !== 'newest' && sortBy !== 'oldest' && { sort: sortBy }),
    }
  }

  get isNarrowed(): boolean {
    return this.unitId !== '' || this.source !== '' || this.flag !== '' || this.q.trim() !== ''
  }

  /** Looks at everything of the chosen time again. */
  widen(): void {
    this.unitId = ''
    this.source = ''
    this.flag = ''
    this.q = ''
  }
}

function sinceOf(lately: Exclude<Lately, 'all'>): string {
  return `${addMonths(calendarMonth(clock.now()), -MONTHS_BACK[lately])}-01`
}
