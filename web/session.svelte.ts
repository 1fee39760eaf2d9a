import type { Account, Me, SetUp, Station } from '../server/contract/index.ts'
import { api } from './api.ts'
import { clock } from './clock.ts'
import { type ApiError, asApiError } from './request.ts'
import { ticking } from './ticking.svelte.ts'

/** Who is signed in at which station. Asked for first, before any page. */
class Session {
  #me = $state.raw<Me>()
  #error = $state.raw<ApiError>()

  get me(): Me | undefined {
    return this.#me
  }

  get account(): Account | undefined {
    return this.#me?.account
  }

  get station(): Station | undefined {
    return this.#me?.station
  }

  /** The ward whose account is signed in; undefined: the station's own. */
  get ward(): Me['ward'] {
    return this.#me?.ward
  }

  /** Why the station did not say who is signed in. */
  get error(): ApiError | undefined {
    return this.#error
  }

  /** Asks the station again; also sets the clock. */
  async refresh(): Promise<void> {
    try {
      await this.#take(() => api.me())
      this.#error = undefined
    } catch (thrown) {
      this.#error = asApiError(thrown)
    }
  }

  async setUp(asked: SetUp): Promise<void> {
    await this.#take(() => api.setUp(asked))
  }

  async signIn(username: string, password: string): Promise<void> {
    await this.#take(() => api.signIn({ username, password }))
  }

  async signOut(): Promise<void> {
    await api.signOut()
    this.forgetAccount()
  }

  /** The station no longer knows this visitor: the pages ask for the password again. */
  forgetAccount(): void {
    if (!this.#me) return
    const { account: _gone, station: _hidden, ward: _whose, ...known } = this.#me
    this.#me = known
  }

  /** The settings changed: every page shows the new ones. */
  showStation(station: Station): void {
    if (this.#me) this.#me = { ...this.#me, station }
  }

  async #take(ask: () => Promise<Me>): Promise<void> {
    const askedAt = clock.machineNow()
    const me = await ask()
    clock.correct(me.now, askedAt)
    ticking.show()
    this.#me = me
  }
}

export const session = new Session()
