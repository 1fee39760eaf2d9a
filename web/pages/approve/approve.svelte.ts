import type { ApprovalAnswer, ApprovalRequest, LeaderDesk, PhoneMine } from '../../../server/contract/index.ts'
import { phoneApi } from '../../api-approval.ts'
import { anyId } from '../../approval-words.ts'
import { clock } from '../../clock.ts'
import { Action, Remote } from '../../remote.svelte.ts'
import { ApiError } from '../../request.ts'
import { canLook, isGivenUp, signWithPasskey } from './passkey.ts'

/** How often an open page asks whether anything has changed. */
const ASKED_EVERY_MS = 20_000

/** What the leader is about to say, with what they had in front of them when they began. */
export interface Asked {
  what: ApprovalAnswer | 'withdrawal'
  /** The items it is about. */
  itemIds: readonly string[]
  /** All that are not answered yet. */
  isWhole: boolean
  request: ApprovalRequest
  /** What is said once under this identity is noted once, however often it is sent. */
  id: string
}

/** A leader's telephone: whose it is, what waits, the request that is read, and what is being said of it. */
export class ApproveState {
  readonly mine = new Remote<PhoneMine>(() => this.#askWho())
  readonly list = new Remote<LeaderDesk>(() => phoneApi.desk())
  readonly answering = new Action()
  asked = $state.raw<Asked>()
  /** This device can look at a finger or a face. */
  canLook = $state(false)
  #requestId = $state<string>()
  readonly request = new Remote<ApprovalRequest>(() => phoneApi.request(this.#requestId ?? ''))

  /** A passkey may stand for the PIN here and now. */
  get hasPasskey(): boolean {
    return this.canLook && this.mine.value?.mayUsePasskey === true && this.mine.value.phone.hasPasskey
  }

  /** The telephone is not registered: there is nothing to show. */
  get isUnknown(): boolean {
    return this.mine.error?.code === 'phone-unknown'
  }

  /** Opens a request, or the list where none is named. */
  readonly open = async (requestId: string | undefined): Promise<void> => {
    this.#requestId = requestId
    this.asked = undefined
    this.answering.clear()
    await this.mine.load()
    if (this.mine.error && !this.mine.value) return
    await (requestId === undefined ? this.list.load() : this.request.load())
  }

  /** Asks now and then whether anything has changed, while the page is looked at. The function returned stops it. */
  watch(): () => void {
    void canLook().then(
      (can) => (this.canLook = can),
      () => (this.canLook = false),
    )
    const look = () => {
      if (document.visibilityState !== 'visible' || this.answering.isRunning || this.isUnknown) return
      void (this.#requestId === undefined ? this.list.load() : this.request.load())
    }
    const timer = setInterval(look, ASKED_EVERY_MS)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }

  /** Begins to say something of the request that is shown. */
  begin(what: Asked['what'], itemIds: readonly string[], isWhole: boolean): void {
    if (!this.request.value) return
    this.answering.clear()
    this.asked = { what, itemIds, isWhole, request: this.request.value, id: anyId() }
  }

  /** Says it, proven by the PIN, or by the device's own look where none is given. True when it was noted. */
  async say(remark: string, alsoApproved: readonly string[], pin: string | undefined): Promise<boolean> {
    const asked = this.asked
    if (!asked) return false
    const isSaid = await this.answering.run(async () => {
      const said =
        asked.what === 'withdrawal'
          ? this.#withdraw(asked, remark, pin)
          : this.#answer(asked, asked.what, remark, alsoApproved, pin)
      this.request.show(await said)
    })
    await this.mine.load()
    const code = this.answering.error?.code
    // Something else was noted meanwhile: the page shows it under the sheet, and what is said next is a new saying.
    if (code !== undefined && MEANWHILE.has(code)) {
      await this.request.load()
      if (this.request.value) this.asked = { ...asked, request: this.request.value, id: anyId() }
    }
    if (isSaid) this.asked = undefined
    return isSaid
  }

  async #answer(
    { request, itemIds, id }: Asked,
    what: ApprovalAnswer,
    remark: string,
    alsoApproved: readonly string[],
    pin: string | undefined,
  ): Promise<ApprovalRequest> {
    const isOne = itemIds.length === 1 && what === 'returned'
    const said = {
      id,
      answersSeen: request.answersSeen,
      items: [
        ...itemIds.map((itemId) => ({ itemId, answer: what, ...(isOne && remark !== '' && { remark }) })),
        ...alsoApproved.map((itemId) => ({ itemId, answer: 'approved' as const })),
      ],
      ...(!isOne && remark !== '' && { remark }),
    }
    const proof =
      pin === undefined ? { passkey: await signed(() => phoneApi.signing(request.id, { answers: said })) } : { pin }
    return phoneApi.answer(request.id, said, proof)
  }

  async #withdraw({ request, id }: Asked, reason: string, pin: string | undefined): Promise<ApprovalRequest> {
    const proof =
      pin === undefined
        ? { passkey: await signed(() => phoneApi.signing(request.id, { withdrawal: { id, reason } })) }
        : { pin }
    return phoneApi.withdraw(request.id, { id, reason, proof })
  }

  async #askWho(): Promise<PhoneMine> {
    const askedAt = clock.machineNow()
    const mine = await phoneApi.mine()
    clock.correct(mine.now, askedAt)
    return mine
  }
}

const MEANWHILE = new Set([
  'answered-meanwhile',
  'revision-changed-meanwhile',
  'submitted-again',
  'already-approved',
  'answer-altered',
  'not-approved-yet',
])

async function signed(options: () => ReturnType<typeof phoneApi.signing>) {
  try {
    return await signWithPasskey(await options())
  } catch (thrown) {
    if (thrown instanceof ApiError || !isGivenUp(thrown)) throw thrown
    throw new ApiError(0, {
      code: 'passkey-failed',
      message: 'Chưa xác nhận được bằng vân tay hay khuôn mặt.',
      next: 'Thử lại, hoặc dùng mã PIN.',
    })
  }
}
