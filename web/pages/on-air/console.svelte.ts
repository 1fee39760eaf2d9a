import type {
  Airing,
  EmergencyAsked,
  OnAirStatus,
  PauseMade,
  Peaks,
  Preflight,
} from '../../../server/contract/index.ts'
import { stillToCome } from '../../airings.ts'
import { api } from '../../api.ts'
import { monotonicMs } from '../../clock.ts'
import { PeakHold } from '../../level.ts'
import { live, positionNow } from '../../live.svelte.ts'
import { Action, Remote } from '../../remote.svelte.ts'
import { ApiError } from '../../request.ts'
import { ticking } from '../../ticking.svelte.ts'

const SILENCE = Number.NEGATIVE_INFINITY

/** What the on-air console shows: the live line first, and what only the station's memory knows. */
export class ConsoleState {
  readonly remote = new Remote(async () => {
    const console = await api.console()
    live.showStatus(console.status)
    return console
  })
  /** What may be ordered in an emergency: the announcements kept ready and the input that was chosen. */
  readonly announcements = new Remote(() => api.announcements())
  readonly airSettings = new Remote(() => api.airSettings())
  readonly stopping = new Action()
  readonly skipping = new Action()
  readonly playing = new Action()
  readonly pausing = new Action()
  readonly lifting = new Action()
  readonly ordering = new Action()
  readonly checking = new Action()
  #checked = $state.raw<Preflight>()
  #wave = $state.raw<Peaks>()
  #waveOf: string | undefined
  readonly #holdLeft = new PeakHold()
  readonly #holdRight = new PeakHold()

  readonly load = async (): Promise<void> => {
    await Promise.all([this.remote.load(), this.announcements.load(), this.airSettings.load()])
  }

  get status(): OnAirStatus | undefined {
    return live.status
  }

  get isPlaying(): boolean {
    return this.status?.state === 'playing' || this.status?.state === 'stopping'
  }

  /** An emergency is ordered, and what sounds is still what it cuts: a stop now would hit the wrong one. */
  get isCuttingIn(): boolean {
    const { emergency, title } = this.status ?? {}
    return emergency !== undefined && emergency.title !== title
  }

  /** The earliest confirmed airing whose time has not come, also when something keeps it from sounding. */
  get coming(): Airing | undefined {
    const console = this.remote.value
    return console && stillToCome([...console.today, ...console.next], ticking.now)[0]
  }

  /** The newest look at everything: the one asked for here, or the one that the station made by itself. */
  get preflight(): Preflight | undefined {
    const known = this.remote.value?.preflight
    if (!this.#checked || !known) return this.#checked ?? known
    return (this.#checked.at ?? 0) >= (known.at ?? 0) ? this.#checked : known
  }

  /** Position of what sounds now; carried on by the clock between two words of the on-air process. */
  get positionMs(): number {
    void ticking.now
    return this.status ? (positionNow(this.status) ?? 0) : 0
  }

  get wave(): Peaks | undefined {
    return this.#wave
  }

  /** What was measured of what left the station, RMS of the last second in dBFS; undefined where it cannot be measured. */
  readonly heardDbfs = $derived.by(() => {
    const output = this.isPlaying ? this.status?.output : undefined
    return output === undefined || output.source === 'none' ? undefined : (output.heardDbfs ?? SILENCE)
  })

  /** Levels of both channels as they are handed to the device, with their held peaks, dBFS. */
  readonly levels = $derived.by(() => {
    const at = monotonicMs()
    const { left, right } = (this.isPlaying && this.status?.levelDbfs) || { left: SILENCE, right: SILENCE }
    return [
      { label: 'Trái', dbfs: left, holdDbfs: this.#holdLeft.take(left, at) },
      { label: 'Phải', dbfs: right, holdDbfs: this.#holdRight.take(right, at) },
    ]
  })

  /** Fetches the waveform of the airing that sounds now, once. */
  async showWave(airingId: string | undefined): Promise<void> {
    if (airingId === this.#waveOf) return
    this.#waveOf = airingId
    this.#wave = undefined
    const airing = this.remote.value?.today.find(({ id }) => id === airingId)
    if (!airing?.renderId) {
      this.#waveOf = undefined
      return
    }
    try {
      const wave = await api.renderPeaks(airing.renderId)
      if (this.#waveOf === airingId) this.#wave = wave
    } catch (thrown) {
      // A console without a waveform still shows time and level: the plain line stays, the next change asks again.
      if (!(thrown instanceof ApiError)) throw thrown
      if (this.#waveOf === airingId) this.#waveOf = undefined
    }
  }

  /** Fades out what sounds now, a programme or an emergency. */
  async stop(): Promise<boolean> {
    const airingId = this.status?.airingId
    if (!airingId) return false
    return this.stopping.run(() => api.stop(airingId))
  }

  async skip(airingId: string, reason: string): Promise<boolean> {
    return this.#andShow(this.skipping, () => api.skip(airingId, reason.trim()))
  }

  async playNow(editionId: string): Promise<boolean> {
    return this.#andShow(this.playing, () => api.playNow(editionId))
  }

  async pause(made: PauseMade): Promise<boolean> {
    return this.#andShow(this.pausing, () => api.makePause(made))
  }

  async lift(pauseId: string): Promise<boolean> {
    return this.#andShow(this.lifting, () => api.liftPause(pauseId))
  }

  /** Orders an emergency; called only after the button was held. */
  async order(asked: EmergencyAsked): Promise<boolean> {
    return this.ordering.run(() => api.orderEmergency(asked))
  }

  /** Looks at everything now. */
  async check(): Promise<void> {
    await this.checking.run(async () => {
      this.#checked = await api.runPreflight()
    })
  }

  async #andShow(action: Action, act: () => Promise<unknown>): Promise<boolean> {
    return action.run(async () => {
      await act()
      await this.remote.load()
    })
  }
}
