/** Work that is not saved yet: kept in this browser after every pause, and asked about before it is left. */
import { route } from './route.svelte.ts'

/** A pause in editing this long, and the edit is kept in the browser. */
const PAUSE_MS = 600

/** Keeps the edit when a pause has passed; the function returned, called at the next edit, puts that off. */
export function keepAfterPause(keep: () => void): () => void {
  const timer = setTimeout(keep, PAUSE_MS)
  return () => clearTimeout(timer)
}

export interface Unsaved {
  isChanged: () => boolean
  /** Keeps the edit in this browser. */
  keep: () => void
  /** Asks what shall become of the edit before the page is left for the address `to`; without it, what is kept may be left. */
  ask?: (to: string) => void
}

/**
 * Watches over a page with unsaved work: before it is left the work is kept, and when it was changed the browser asks before
 * the window is closed, the page (`ask`) before another one is opened. The function returned ends the watch.
 */
export function guardLeaving({ isChanged, keep, ask }: Unsaved): () => void {
  const onLeave = (event: BeforeUnloadEvent) => {
    keep()
    if (isChanged()) event.preventDefault()
  }
  addEventListener('beforeunload', onLeave)
  const stop = route.ask((to) => {
    keep()
    if (!ask || !isChanged()) return true
    // Nobody chose to leave, the session ended: the page stays until somebody has signed in again.
    if (to !== undefined) ask(to)
    return false
  })
  return () => {
    removeEventListener('beforeunload', onLeave)
    stop()
  }
}
