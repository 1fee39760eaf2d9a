import { type Place, readAddress } from './paths.ts'

/**
 * May say “no” to leaving the page (unsaved text, a running recording): answers true when the page may be left. `to` is the
 * address that is wanted; absent when nobody chose to leave.
 */
type Guard = (to: string | undefined) => boolean

/** Where the visitor is. Links inside the station change the page without loading it again. */
class Route {
  #address = $state(location.pathname + location.search)
  readonly #place = $derived(readAddress(this.#address))
  #guard: Guard | undefined

  get address(): string {
    return this.#address
  }

  get place(): Place {
    return this.#place
  }

  /** Goes to an address of the station; `replace` leaves no step in the history. */
  go(address: string, options: { replace?: boolean } = {}): void {
    if (address === this.#address) return
    if (!this.mayLeave(address)) return
    this.#guard = undefined
    history[options.replace ? 'replaceState' : 'pushState'](null, '', address)
    this.#address = address
    if (!options.replace) window.scrollTo(0, 0)
  }

  /** Whether the page lets itself be left now; it says itself why not. */
  mayLeave(to?: string): boolean {
    return this.#guard?.(to) ?? true
  }

  /** Asks `guard` before the page is left; the function returned takes the question back. */
  ask(guard: Guard): () => void {
    this.#guard = guard
    return () => {
      if (this.#guard === guard) this.#guard = undefined
    }
  }

  /** Starts listening to the browser: back and forward, and clicks on links inside the station. */
  listen(): () => void {
    const onPop = () => {
      if (!this.mayLeave(location.pathname + location.search)) {
        history.pushState(null, '', this.#address)
        return
      }
      this.#guard = undefined
      this.#address = location.pathname + location.search
    }
    const onClick = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return
      if (['/api/', '/tram/', '/tin-cay/'].some((file) => link.pathname.startsWith(file))) return
      if (link.hash && link.pathname === location.pathname) return
      event.preventDefault()
      this.go(link.pathname + link.search)
    }
    addEventListener('popstate', onPop)
    document.addEventListener('click', onClick)
    return () => {
      removeEventListener('popstate', onPop)
      document.removeEventListener('click', onClick)
    }
  }
}

export const route = new Route()
