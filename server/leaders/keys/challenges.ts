import { randomBytes } from 'node:crypto'

/** How long a telephone may take to show a finger or a face. */
const LASTS_MS = 5 * 60_000
/** Open ones of a telephone; an older one gives way. */
const MOST_OPEN = 4

interface Open {
  phoneId: string
  /** What is signed for, in full: nothing else can be done with the signature. */
  purpose: string
  expiresAt: number
}

/** The challenges that passkeys are to sign: each for one telephone and one purpose, good once and for five minutes. */
export class Challenges {
  readonly #open = new Map<string, Open>()

  /** A new challenge, base64url. */
  issue(phoneId: string, purpose: string, now: number): string {
    for (const [challenge, { expiresAt }] of this.#open) if (expiresAt <= now) this.#open.delete(challenge)
    const mine = [...this.#open].filter(([, open]) => open.phoneId === phoneId).map(([challenge]) => challenge)
    for (const challenge of mine.slice(0, Math.max(0, mine.length - MOST_OPEN + 1))) this.#open.delete(challenge)
    const challenge = randomBytes(32).toString('base64url')
    this.#open.set(challenge, { phoneId, purpose, expiresAt: now + LASTS_MS })
    return challenge
  }

  /** Whether a challenge is open for this; it never is again. */
  take(challenge: string, phoneId: string, purpose: string, now: number): boolean {
    const open = this.#open.get(challenge)
    this.#open.delete(challenge)
    return open !== undefined && open.phoneId === phoneId && open.purpose === purpose && open.expiresAt > now
  }
}
