import type { ReportDesk, ReportTexts } from '../../../server/contract/index.ts'
import { reportsApi, type Which } from '../../api-reports.ts'
import { type ApiError, asApiError } from '../../request.ts'

/** A pause in typing this long, and what was typed is saved. */
const PAUSE_MS = 1_200

/**
 * The words of a report while they are written: saved at the station after every pause. When somebody else saved meanwhile nothing
 * is overwritten: the failure stays until the person has said which words are to stand.
 */
export class TextsState {
  texts = $state<ReportTexts>({ difficulties: '', proposals: '', plans: '' })
  #saved = $state.raw<ReportTexts>({ difficulties: '', proposals: '', plans: '' })
  #number = $state(0)
  #written = $state.raw<ReportDesk['written']>()
  #error = $state.raw<ApiError>()
  #isSaving = $state(false)
  #saving: Promise<unknown> | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #which: Which

  constructor(which: Which) {
    this.#which = which
  }

  /** Of the texts as they were saved last. */
  get number(): number {
    return this.#number
  }

  get written(): ReportDesk['written'] {
    return this.#written
  }

  get error(): ApiError | undefined {
    return this.#error
  }

  get isSaving(): boolean {
    return this.#isSaving
  }

  get isChanged(): boolean {
    const { difficulties, proposals, plans } = this.texts
    const saved = this.#saved
    return difficulties !== saved.difficulties || proposals !== saved.proposals || plans !== saved.plans
  }

  /** Others have written meanwhile: saving is refused until one of the two is chosen. */
  get isMet(): boolean {
    return this.#error?.code === 'report-texts-changed-meanwhile'
  }

  /** Shows what the station has, unless something unsaved stands here. */
  show({ texts, textsNumber, written }: Pick<ReportDesk, 'texts' | 'textsNumber' | 'written'>): void {
    if (this.isChanged || this.#isSaving || textsNumber < this.#number) return
    this.#take({ texts, textsNumber, written })
  }

  /** Saves after a pause; typing on puts it off. */
  typed(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.save(), PAUSE_MS)
  }

  /** Saves now. True when what stands here is what the station has. */
  async save(): Promise<boolean> {
    clearTimeout(this.#timer)
    await this.#saving
    if (!this.isChanged) return true
    if (this.isMet) return false
    const saving = this.#save()
    this.#saving = saving
    return saving
  }

  async #save(): Promise<boolean> {
    this.#isSaving = true
    const texts = { ...this.texts }
    try {
      const { number, written } = await reportsApi.saveTexts(this.#which, { ...texts, parentNumber: this.#number })
      this.#number = number
      this.#written = written
      this.#saved = texts
      this.#error = undefined
    } catch (thrown) {
      this.#error = asApiError(thrown)
      return false
    } finally {
      this.#isSaving = false
    }
    if (this.isChanged) this.typed()
    return !this.isChanged
  }

  /** Two have written: the station's words stand from now on. */
  async takeTheirs(): Promise<void> {
    this.#take(await reportsApi.desk(this.#which))
  }

  /** Two have written: these words stand, saved over the others, which the station keeps as an earlier version. */
  async keepMine(): Promise<void> {
    const { textsNumber, texts } = await reportsApi.desk(this.#which)
    this.#number = textsNumber
    this.#saved = texts
    this.#error = undefined
    await this.save()
  }

  /** Stops waiting for a pause. */
  stop(): void {
    clearTimeout(this.#timer)
  }

  #take({ texts, textsNumber, written }: Pick<ReportDesk, 'texts' | 'textsNumber' | 'written'>): void {
    this.texts = { ...texts }
    this.#saved = texts
    this.#number = textsNumber
    this.#written = written
    this.#error = undefined
  }
}
