import type { LeaderProof, PasskeyMade } from '../../contract/index.ts'
import type { Db } from '../../db/index.ts'
import { StationError } from '../../errors.ts'
import type { PasskeyAddress } from './address.ts'
import { Challenges } from './challenges.ts'
import { makingOptions, signingOptions, verifyMade, verifySigned } from './passkeys.ts'
import { MOST_WRONG, provePin, triesLeft } from './pin.ts'
import { addPasskey, addPasskeyUse, listPasskeys } from './store.ts'

/** A registered telephone, as far as its keys go. */
export interface KeyedPhone {
  id: string
  pinHash: string
}

const MAKING = 'passkey'

/** How leaders prove that it is they who answer: the PIN, or a passkey that signs for one purpose. */
export class LeaderKeys {
  readonly #db: Db
  readonly #now: () => number
  readonly #challenges = new Challenges()

  constructor(db: Db, now: () => number) {
    this.#db = db
    this.#now = () => Math.round(now())
  }

  /** How many wrong PINs are left, and whether the telephone has a passkey (for this address, where one is given). */
  async stateOf(phoneId: string, address?: PasskeyAddress): Promise<{ triesLeft: number; hasPasskey: boolean }> {
    const passkeys = await listPasskeys(this.#db, phoneId)
    const hasPasskey = passkeys.some(({ rpId }) => address === undefined || rpId === address.rpId)
    return { triesLeft: await triesLeft(this.#db, phoneId), hasPasskey }
  }

  /**
   * Whether it is the leader; gives how they proved it. `purpose` says in full what is done: a signature for another purpose
   * is none. Refuses `phone-locked`, `wrong-pin`, `passkey-address`, `passkey-failed` and `signing-over`.
   */
  async prove(
    phone: KeyedPhone,
    proof: LeaderProof,
    address: PasskeyAddress | undefined,
    purpose: string,
  ): Promise<'pin' | 'passkey'> {
    if ('pin' in proof) {
      await provePin(this.#db, phone, proof.pin, this.#now())
      return 'pin'
    }
    const here = await this.#unlockedAddress(phone.id, address)
    const passkey = (await listPasskeys(this.#db, phone.id)).find(({ id }) => id === proof.passkey.id)
    if (!passkey) throw new StationError('passkey-failed')
    const counter = await verifySigned(here, passkey, proof.passkey, this.#isOpen(phone.id, purpose))
    await addPasskeyUse(this.#db, { passkeyId: passkey.id, counter, at: this.#now() })
    return 'passkey'
  }

  /** What the browser needs to have the telephone's passkey sign for this purpose. */
  async toSign(phone: KeyedPhone, address: PasskeyAddress | undefined, purpose: string) {
    const here = await this.#unlockedAddress(phone.id, address)
    const known = (await listPasskeys(this.#db, phone.id)).filter(({ rpId }) => rpId === here.rpId)
    if (known.length === 0) throw new StationError('passkey-failed')
    return signingOptions(here, known, this.#challenges.issue(phone.id, purpose, this.#now()))
  }

  /** What the browser needs to make a passkey; the PIN comes first. */
  async toMake(
    phone: KeyedPhone,
    pin: string,
    address: PasskeyAddress | undefined,
    whose: { stationName: string; words: string },
  ) {
    const here = await this.#unlockedAddress(phone.id, address)
    await provePin(this.#db, phone, pin, this.#now())
    const known = await listPasskeys(this.#db, phone.id)
    const challenge = this.#challenges.issue(phone.id, MAKING, this.#now())
    return makingOptions(here, { ...whose, phoneId: phone.id, known, challenge })
  }

  /** Keeps the passkey that was made. */
  async keep(phone: KeyedPhone, address: PasskeyAddress | undefined, made: PasskeyMade): Promise<void> {
    const here = await this.#unlockedAddress(phone.id, address)
    const verified = await verifyMade(here, made, this.#isOpen(phone.id, MAKING))
    await addPasskey(this.#db, { ...verified, phoneId: phone.id, rpId: here.rpId, at: this.#now() })
  }

  #isOpen(phoneId: string, purpose: string): (challenge: string) => boolean {
    return (challenge) => this.#challenges.take(challenge, phoneId, purpose, this.#now())
  }

  async #unlockedAddress(phoneId: string, address: PasskeyAddress | undefined): Promise<PasskeyAddress> {
    if (address === undefined) throw new StationError('passkey-address')
    if ((await triesLeft(this.#db, phoneId)) === 0) throw new StationError('phone-locked', { tries: MOST_WRONG })
    return address
  }
}
