import { api } from '../../api.ts'
import { studioMedia } from '../../api-studio.ts'
import { asApiError, askStream } from '../../request.ts'
import { fromCoarse, PeaksFile, type TakePeaks } from './peaks.ts'

interface Kept {
  peaks: TakePeaks | undefined
  /** `coarse`: the fine ones are still being made. */
  state: 'loading' | 'fine' | 'coarse'
}

/** The waveforms of the takes that a page draws, fine as soon as the station has them. */
export class PeaksShelf {
  readonly #kept = new Map<string, Kept>()
  /** Counts what arrived: whoever draws looks at it. */
  #arrived = $state(0)
  readonly #leaving = new AbortController()

  /** Grows whenever more of a waveform is there. */
  get arrived(): number {
    return this.#arrived
  }

  /** What is there of a take's waveform. */
  readonly of = (takeId: string): TakePeaks | undefined => this.#kept.get(takeId)?.peaks

  /** Whether a take is drawn from coarse peaks because the fine ones are being made. */
  isCoarse(takeId: string): boolean {
    void this.#arrived
    return this.#kept.get(takeId)?.state === 'coarse'
  }

  /** Fetches a take's waveform unless the fine one is there; called again when the station has news of takes. */
  async load({ id, durationMs }: { id: string; durationMs: number }): Promise<void> {
    const known = this.#kept.get(id)
    if (known && known.state !== 'coarse') return
    const kept: Kept = { peaks: known?.peaks, state: 'loading' }
    this.#kept.set(id, kept)
    try {
      const file = new PeaksFile()
      let levels = 0
      const take = () => {
        if ((file.peaks?.levels.length ?? 0) <= levels) return
        kept.peaks = file.peaks
        levels = kept.peaks?.levels.length ?? 0
        this.#arrived += 1
      }
      await askStream(
        studioMedia.takeFinePeaks(id),
        (bytes) => {
          file.push(bytes)
          take()
        },
        this.#leaving.signal,
      )
      if (!kept.peaks) throw new RangeError('no peaks')
      kept.state = 'fine'
    } catch (thrown) {
      kept.state = 'coarse'
      // Whatever keeps the fine ones away, the coarse ones draw the read; without them a plain line is shown.
      if (!kept.peaks && !asApiError(thrown).isCancelled)
        kept.peaks = await api.takePeaks(id).then(
          (coarse) => fromCoarse(coarse, durationMs),
          () => undefined,
        )
    }
    this.#arrived += 1
  }

  /** Ends what is still being fetched. */
  leave(): void {
    this.#leaving.abort()
  }
}
