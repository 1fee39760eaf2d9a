import type { Bucket } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { BucketClient } from './client.ts'
import { bucketReason } from './reasons.ts'
import { addBucketFile, findBucket, type KeptBucket, keyOf, placeOf } from './store.ts'
import { filesWanted } from './wanted.ts'

/** An edition that is ready lies in the bucket within a minute and the time that sending takes. */
const LOOK_EVERY_MS = 60_000
/** A bucket that answered is believed for so long; one that did not is left alone for so long, and the station sends itself. */
const BELIEVED_MS = { up: 120_000, down: 60_000 }
const GREET_WITHIN_MS = 3_000

type File = { sha256: string; fileName: string; mediaType: string }

/** Keeps the bucket in step with what wards may take, and gives links to what lies there. */
export class BucketDesk {
  readonly #deps: Deps
  readonly #closing = new AbortController()
  #looking: Promise<void> = Promise.resolve()
  #isSending = false
  #problem: Bucket['problem']
  #greeted: { place: string; isUp: boolean; untilMs: number } | undefined
  #cancelLook: (() => void) | undefined

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Looks now and every minute until `close`. */
  start(): void {
    void this.look()
    const { clock } = this.#deps
    this.#cancelLook = clock.wakeAt(clock.now() + LOOK_EVERY_MS, () => this.start())
  }

  /** Sends what is missing in the bucket, one file at a time; one look after another. Never rejects. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#lookOnce())
    return this.#looking
  }

  /** What the settings say and how far the bucket is. */
  async state(): Promise<Bucket> {
    const { db } = this.#deps
    const kept = await findBucket(db)
    if (!kept) return { filesWanted: 0, filesKept: 0, isSending: false }
    const { secretAccessKey: _, set, ...settings } = kept
    const wanted = await filesWanted(this.#deps, kept.prefix)
    const keys = await Promise.all(wanted.map(({ sha256 }) => keyOf(db, placeOf(kept), sha256)))
    return {
      settings,
      set,
      filesWanted: wanted.length,
      filesKept: keys.filter((key) => key !== undefined).length,
      isSending: this.#isSending,
      ...(this.#problem && { problem: this.#problem }),
    }
  }

  /**
   * An address in the bucket from which a file can be fetched for a while. Undefined where there is no bucket, where the file
   * has not arrived there, and where the bucket does not answer: then the station sends it itself.
   */
  async linkTo({ sha256, fileName, mediaType }: File): Promise<string | undefined> {
    const { db, log } = this.#deps
    const kept = await findBucket(db)
    if (!kept?.isOn) return undefined
    const key = await keyOf(db, placeOf(kept), sha256)
    if (key === undefined) return undefined
    const client = await BucketClient.open(kept)
    try {
      return (await this.#answers(kept, client)) ? await client.linkTo(key, { saveAs: fileName, mediaType }) : undefined
    } catch (err) {
      log.error({ err }, 'Chưa lấy được đường dẫn trong kho tệp')
      return undefined
    } finally {
      client.close()
    }
  }

  /** New settings: what was known of the bucket before says nothing of it now. */
  async changed(): Promise<void> {
    this.#problem = undefined
    this.#greeted = undefined
    void this.look()
  }

  /** Breaks off what is being sent and looks no more. */
  async close(): Promise<void> {
    this.#closing.abort()
    this.#cancelLook?.()
    await this.#looking
  }

  async #answers(kept: KeptBucket, client: BucketClient): Promise<boolean> {
    const nowMs = this.#deps.clock.monotonicMs()
    const place = placeOf(kept)
    if (this.#greeted?.place === place && this.#greeted.untilMs > nowMs) return this.#greeted.isUp
    const isUp = await client.greet(AbortSignal.timeout(GREET_WITHIN_MS)).then(
      () => true,
      (cause: unknown) => {
        this.#noteProblem(cause)
        return false
      },
    )
    this.#greeted = { place, isUp, untilMs: nowMs + (isUp ? BELIEVED_MS.up : BELIEVED_MS.down) }
    return isUp
  }

  async #lookOnce(): Promise<void> {
    const { db, clock, log } = this.#deps
    const { signal } = this.#closing
    let client: BucketClient | undefined
    try {
      const kept = signal.aborted ? undefined : await findBucket(db)
      if (!kept?.isOn) return
      const place = placeOf(kept)
      for (const file of await filesWanted(this.#deps, kept.prefix)) {
        if (signal.aborted || (await keyOf(db, place, file.sha256)) !== undefined) continue
        this.#isSending = true
        client ??= await BucketClient.open(kept)
        await client.put(file, signal)
        await addBucketFile(db, { place, ...file, at: Math.round(clock.now()) })
      }
      this.#problem = undefined
    } catch (err) {
      if (signal.aborted) return
      log.error({ err }, 'Chưa gửi được tệp vào kho')
      this.#noteProblem(err)
    } finally {
      this.#isSending = false
      client?.close()
    }
  }

  #noteProblem(cause: unknown): void {
    this.#problem = { at: this.#deps.clock.now(), words: bucketReason(cause) }
  }
}
