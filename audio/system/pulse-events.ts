import { subscribe } from './run.ts'

/** Streams that play, or streams that capture. */
export type StreamKind = 'sink-input' | 'source-output'

/** Hears from the sound server when a stream comes, goes or is moved. */
export interface StreamWatch {
  /** Whether the server tells at all; otherwise one has to ask now and then. */
  isTold(): boolean
  end(): void
}

const AGAIN_MS = 5000

interface Listener {
  kind: StreamKind
  onChange: () => void
}

const listeners = new Set<Listener>()
let isTold = false
let again: NodeJS.Timeout | undefined
let stop = () => {}

/**
 * Calls back at every change of a stream of that kind, of any program. Asking the server instead costs a new program each
 * time, 2 % of a core when it is done every second. Where there is no server, it is tried again every five seconds. All who
 * listen share one connection.
 */
export function watchStreams(kind: StreamKind, onChange: () => void): StreamWatch {
  const listener = { kind, onChange }
  listeners.add(listener)
  if (listeners.size === 1) begin()
  return {
    isTold: () => isTold,
    end() {
      if (!listeners.delete(listener) || listeners.size > 0) return
      clearTimeout(again)
      stop()
      isTold = false
    },
  }
}

function begin(): void {
  stop = subscribe(
    (line) => {
      for (const { kind, onChange } of listeners) if (line.includes(kind)) onChange()
    },
    () => {
      isTold = false
      again = setTimeout(begin, AGAIN_MS)
    },
  )
  isTold = true
}
