import { subscribe } from './run.ts'

/** Hears from the sound server when a stream comes, goes or is moved. */
export interface StreamWatch {
  /** Whether the server tells at all; otherwise one has to ask now and then. */
  isTold(): boolean
  end(): void
}

const AGAIN_MS = 5000

/**
 * Calls back at every change of a playing stream, of any program. Asking the server instead costs a new program each time,
 * 2 % of a core when it is done every second. Where there is no server, it is tried again every five seconds.
 */
export function watchStreams(onChange: () => void): StreamWatch {
  let ended = false
  let isTold = false
  let again: NodeJS.Timeout | undefined
  let stop = () => {}
  const begin = () => {
    stop = subscribe(
      (line) => {
        if (line.includes('sink-input')) onChange()
      },
      () => {
        isTold = false
        if (!ended) again = setTimeout(begin, AGAIN_MS)
      },
    )
    isTold = true
  }
  begin()
  return {
    isTold: () => isTold,
    end() {
      ended = true
      clearTimeout(again)
      stop()
    },
  }
}
