import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { EditJob } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { StationError, tell } from '../errors.ts'
import { checkEdit, type EditWish, makeRightEdit, type RightEdit } from './make-edit.ts'

/** A page waits so long for its answer; what takes longer is asked for again. */
const ANSWER_WITHIN_MS = 1_500
/** So many that are over can still be asked for. */
const MOST_OVER = 100

interface Work {
  job: EditJob
  edit: RightEdit
  giveUp: AbortController
  done: Promise<void>
  /** Why it was not made. */
  cause?: unknown
}

/**
 * Makes edited reads one after the other, so that recording, rendering and the air keep their share of a small machine. What
 * is under way when the station ends is given up; the page that asked still has its pieces.
 */
export class EditDesk {
  readonly #deps: Deps
  readonly #works = new Map<string, Work>()
  #queue: Promise<void> = Promise.resolve()
  #isClosed = false

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /**
   * Begins an edit and answers once it is made or has taken long enough. The same edit while it is under way is that one.
   * Refuses as `makeEdit` does, as far as that is known by then.
   */
  async begin(wish: EditWish, by: string): Promise<EditJob> {
    const edit = await checkEdit(this.#deps, wish)
    const work = this.#underWay(edit) ?? this.#start(edit, by)
    await this.#orLongEnough(work.done)
    if (work.cause !== undefined) throw work.cause
    return { ...work.job }
  }

  /** How far an edit is; undefined when it is not known (any more). */
  find(id: string): EditJob | undefined {
    const work = this.#works.get(id)
    return work && { ...work.job }
  }

  /** Gives an edit up, unless it is over. */
  async cancel(id: string): Promise<EditJob | undefined> {
    const work = this.#works.get(id)
    work?.giveUp.abort()
    await work?.done
    return work && { ...work.job }
  }

  /** Gives up what is under way and waits until nothing is. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const { giveUp } of this.#works.values()) giveUp.abort()
    await this.#queue
  }

  #underWay({ parent, pieces }: RightEdit): Work | undefined {
    return [...this.#works.values()].find(
      ({ job, edit }) =>
        job.state === 'making' && edit.parent.id === parent.id && isDeepStrictEqual(edit.pieces, pieces),
    )
  }

  #start(edit: RightEdit, by: string): Work {
    const job: EditJob = { id: randomUUID(), takeId: edit.parent.id, state: 'making', fraction: 0 }
    const work: Work = { job, edit, giveUp: new AbortController(), done: Promise.resolve() }
    if (this.#isClosed) work.giveUp.abort()
    work.done = this.#queue.then(() => this.#make(work, by))
    this.#queue = work.done
    this.#works.set(job.id, work)
    const over = [...this.#works.values()].filter(({ job: { state } }) => state !== 'making')
    for (const old of over.slice(0, Math.max(0, over.length - MOST_OVER))) this.#works.delete(old.job.id)
    return work
  }

  async #make(work: Work, by: string): Promise<void> {
    const { job, edit, giveUp } = work
    try {
      if (giveUp.signal.aborted) throw new StationError('cancelled')
      job.take = await makeRightEdit(this.#deps, edit, by, {
        signal: giveUp.signal,
        onProgress: (fraction) => {
          job.fraction = Math.max(job.fraction, fraction)
        },
      })
      job.fraction = 1
      job.state = 'made'
    } catch (cause) {
      work.cause = cause
      job.state = giveUp.signal.aborted ? 'cancelled' : 'failed'
      job.problem = this.#problemOf(cause, job.id)
    }
  }

  #problemOf(cause: unknown, reference: string): EditJob['problem'] {
    if (cause instanceof StationError) return tell(cause.code, cause.details)
    this.#deps.log.error({ err: cause, reference }, 'Chưa làm được bản cắt')
    return tell('internal', { reference: reference.slice(0, 8) })
  }

  async #orLongEnough(done: Promise<void>): Promise<void> {
    const { clock } = this.#deps
    let cancel = (): void => undefined
    const longEnough = new Promise<void>((resolve) => {
      cancel = clock.wakeAt(clock.now() + ANSWER_WITHIN_MS, resolve)
    })
    await Promise.race([done, longEnough])
    cancel()
  }
}
