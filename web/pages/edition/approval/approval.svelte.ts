import type { ApprovalRequest, EditionApproval, LeaderKept, WardLeader } from '../../../../server/contract/index.ts'
import { api } from '../../../api.ts'
import { approvalApi } from '../../../api-approval.ts'
import { producersApi } from '../../../api-producers.ts'
import { path } from '../../../paths.ts'
import { Remote } from '../../../remote.svelte.ts'
import { session } from '../../../session.svelte.ts'

/** How the approval of an edition stands, and which leaders there are to ask. */
export class ApprovalDesk {
  readonly remote: Remote<EditionApproval>
  readonly leaders = new Remote<LeaderKept[]>(() => approvalApi.leaders())

  /** Which leaders approve for wards, and the ward that makes this edition. A ward's people see their own leaders alone. */
  readonly #wards: Remote<{ leaders: WardLeader[]; wardName: string | undefined }>

  #addresses = $state.raw<readonly string[]>([])

  constructor(editionId: string) {
    this.remote = new Remote(() => approvalApi.edition(editionId))
    this.#wards = new Remote(async () => ({
      leaders: await producersApi.leaders(),
      wardName: (await producersApi.taken(editionId)).wardName,
    }))
  }

  /** Asks the station again. */
  readonly load = async (): Promise<void> => {
    const wards = session.ward ? undefined : this.#wards.load()
    await Promise.all([this.remote.load(), this.leaders.load(), wards, this.#askAddresses()])
  }

  async #askAddresses(): Promise<void> {
    // The station's addresses are told to its own people alone.
    if (this.#addresses.length > 0 || session.ward) return
    // Without them a link names this page's own address, as links did before.
    this.#addresses = await api.health().then(
      ({ lanAddresses }) => lanAddresses,
      () => [],
    )
  }

  /** Leaders who approve now, of whoever makes the edition. */
  get current(): LeaderKept[] {
    const { leaders = [], wardName } = this.#wards.value ?? {}
    const wardOf = (leaderId: string) => leaders.find((one) => one.leaderId === leaderId)?.wardName
    return (this.leaders.value ?? []).filter(({ id, ended }) => ended === undefined && wardOf(id) === wardName)
  }

  /**
   * The link that a leader is sent. A telephone is known at the address where it was registered, and a stranger at any other:
   * where this page stands at another address of the same station, the link names the telephone's own.
   */
  linkFor(leaderId: string, requestId: string): string {
    const phones = this.current.find(({ id }) => id === leaderId)?.phones ?? []
    const origin = phones.find((phone) => phone.state === 'usable' && this.#isOurs(phone.origin))?.origin
    return origin === undefined ? path.approve(requestId) : `${origin}${path.approve(requestId)}`
  }

  /** Whether the station still answers there: its addresses of digits change with the network. */
  #isOurs(origin: string | undefined): boolean {
    if (origin === undefined) return false
    const host = new URL(origin).hostname
    const isDigits = /^[\d.]+$|^\[/.test(host)
    return !isDigits || [location.origin, ...this.#addresses].some((address) => new URL(address).hostname === host)
  }

  /** The newest request of a revision, while it counts. */
  requestOf(revisionId: string): ApprovalRequest | undefined {
    const newest = this.remote.value?.newest
    return newest?.revisionId === revisionId ? newest : undefined
  }

  /** Everything is known that a form must know before it is shown. */
  get isKnown(): boolean {
    return (
      (this.remote.value !== undefined || this.remote.error !== undefined) &&
      (this.leaders.value !== undefined || this.leaders.error !== undefined)
    )
  }
}
