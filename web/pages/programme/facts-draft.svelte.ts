import type { Programme, ProgrammeChange, ProgrammeKind, ProgrammeRoles } from '../../../server/contract/index.ts'

export type RoleName = keyof ProgrammeRoles

/** What a target is while it is written. */
interface TargetDraft {
  what: string
  perPeriod: number
}

/** What a programme is besides its rules, while it is written. Lists are typed one entry a line. */
export class FactsDraft {
  readonly #base: Programme
  name = $state('')
  kind = $state<ProgrammeKind>('bulletin')
  startsOn = $state<string | undefined>()
  endsOn = $state<string | undefined>()
  normMs = $state<number | undefined>()
  targets = $state<TargetDraft[]>([])
  topics = $state('')
  audiences = $state('')
  roles = $state<Record<RoleName, string>>({ collector: '', reviewer: '', approver: '', monitor: '' })

  constructor(base: Programme) {
    this.#base = base
    this.name = base.name
    this.kind = base.kind
    this.startsOn = base.startsOn
    this.endsOn = base.endsOn
    this.normMs = base.normMs
    this.targets = base.targets.map((target) => ({ ...target }))
    this.topics = base.topics.join('\n')
    this.audiences = base.audiences.join('\n')
    this.roles = {
      collector: base.roles.collector?.name ?? '',
      reviewer: base.roles.reviewer?.name ?? '',
      approver: base.roles.approver?.name ?? '',
      monitor: base.roles.monitor?.name ?? '',
    }
  }

  get problem(): string | undefined {
    if (this.name.trim() === '') return 'Ghi tên chương trình.'
    if (this.startsOn === undefined) return 'Ghi ngày bắt đầu.'
    if (this.endsOn !== undefined && this.endsOn < this.startsOn) return 'Ngày kết thúc nằm trước ngày bắt đầu.'
    const isBad = this.targets.some(
      ({ what, perPeriod }) => what.trim() === '' || !Number.isInteger(perPeriod) || perPeriod < 1 || perPeriod > 1000,
    )
    return isBad ? 'Mỗi chỉ tiêu cần có tên và số từ 1 đến 1000.' : undefined
  }

  /** What is asked of the station: only what was changed. */
  get change(): ProgrammeChange {
    const { startsOn, endsOn, normMs } = this
    const base = this.#base
    const [topics, audiences] = [linesOf(this.topics), linesOf(this.audiences)]
    const targets = this.targets.map(({ what, perPeriod }) => ({ what: what.trim(), perPeriod }))
    const roles = this.#roles()
    return {
      ...(this.name.trim() !== base.name && { name: this.name.trim() }),
      ...(this.kind !== base.kind && { kind: this.kind }),
      ...(startsOn !== undefined && startsOn !== base.startsOn && { startsOn }),
      ...(endsOn !== base.endsOn && { endsOn: endsOn ?? null }),
      ...(normMs !== base.normMs && { normMs: normMs ?? null }),
      ...(differ(targets, base.targets) && { targets }),
      ...(differ(topics, base.topics) && { topics }),
      ...(differ(audiences, base.audiences) && { audiences }),
      ...(differ(roles, this.#inOrder(base.roles)) && { roles }),
    }
  }

  get isChanged(): boolean {
    return Object.keys(this.change).length > 0
  }

  /** A holder whose name was not touched stays the unit that it is. */
  #roles(): ProgrammeRoles {
    const roles: ProgrammeRoles = {}
    for (const role of ROLE_NAMES) {
      const name = this.roles[role].trim()
      const before = this.#base.roles[role]
      if (name !== '') roles[role] = before?.name === name ? before : { name }
    }
    return roles
  }

  #inOrder(roles: ProgrammeRoles): ProgrammeRoles {
    const ordered: ProgrammeRoles = {}
    for (const role of ROLE_NAMES) {
      const holder = roles[role]
      if (holder) ordered[role] = holder
    }
    return ordered
  }
}

export const ROLE_NAMES: readonly RoleName[] = ['collector', 'reviewer', 'approver', 'monitor']

function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim().replace(/^[-–•+*]\s*/, '')))].filter(
    (line) => line !== '',
  )
}

const differ = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other)
