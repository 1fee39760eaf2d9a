import { untrack } from 'svelte'
import type { FileUpload, Take } from '../server/contract/index.ts'
import { live } from './live.svelte.ts'
import { session } from './session.svelte.ts'
import { Upload, type UploadAim, uploadsApi } from './uploads/index.ts'

export type { Upload, UploadAim, UploadState } from './uploads/index.ts'

type OnTake = (take: Take) => unknown

/** More at once would share one line and make each of them late. */
const AT_ONCE = 2
/** The live line tells when something changes; this is for a line that is down. */
const LOOK_EVERY_MS = 2_000

/** Every file on its way, wherever the visitor goes meanwhile: an upload outlives the page that began it. */
class Uploads {
  #all = $state.raw<Upload[]>([])
  readonly #onTake = new Map<Upload, OnTake>()
  #look: ReturnType<typeof setInterval> | undefined
  #accountId: string | undefined

  /** The files of one item, in the order of their choosing. */
  of(editionId: string, itemId: string): Upload[] {
    return this.#all.filter(({ aim }) => aim.editionId === editionId && aim.itemId === itemId)
  }

  inEdition(editionId: string): Upload[] {
    return this.#all.filter(({ aim }) => aim.editionId === editionId)
  }

  /** Closing the page would stop something. */
  get isBusy(): boolean {
    return this.#all.some(({ isHeldByPage }) => isHeldByPage)
  }

  /** The upload of an edition that was broken off and is of this very file. */
  unfinished(file: File, editionId: string): Upload | undefined {
    return this.inEdition(editionId).find((upload) => upload.state === 'needs-file' && upload.isOf(file))
  }

  /**
   * Sends a file, or goes on with it where the station has a part of it for this item already; `onTake` is told when it has
   * become a take.
   */
  add(file: File, aim: UploadAim, onTake?: OnTake): void {
    const begun = this.unfinished(file, aim.editionId)
    if (begun && begun.aim.itemId === aim.itemId && begun.aim.revisionId === aim.revisionId) {
      this.giveFile(begun, file, onTake)
      return
    }
    const upload = Upload.of(file, aim, this.#listener)
    if (onTake) this.#onTake.set(upload, onTake)
    this.#all = [...this.#all.filter(({ state }) => state !== 'ready'), upload]
    void upload.announce().then(() => this.#pump())
  }

  /** The file of an upload that was broken off, chosen again; false when it is another one. */
  giveFile(upload: Upload, file: File, onTake?: OnTake): boolean {
    if (!upload.giveFile(file)) return false
    if (onTake) this.#onTake.set(upload, onTake)
    this.#pump()
    return true
  }

  /** Goes on with a paused upload, or tries a failed one again. */
  async retry(upload: Upload, onTake?: OnTake): Promise<void> {
    if (onTake) this.#onTake.set(upload, onTake)
    await upload.resume()
    this.#pump()
  }

  drop(upload: Upload): void {
    this.#all = this.#all.filter((other) => other !== upload)
    this.#onTake.delete(upload)
    void upload.drop()
    this.#pump()
  }

  /** Learns from the station what this person has on its way for an edition: after a reload, or from another browser. */
  async recall(editionId: string): Promise<void> {
    const known = await uploadsApi.list(editionId).catch(() => undefined)
    if (!known) return
    const isGone = ({ id, state }: Upload) =>
      (state === 'needs-file' || state === 'elsewhere') && !known.some((seen) => seen.id === id)
    const kept = this.#all.filter((upload) => upload.aim.editionId !== editionId || !isGone(upload))
    const isNew = (seen: FileUpload) =>
      !kept.some((upload) => upload.id === seen.id || (upload.id === undefined && this.#isOf(upload, seen)))
    const found = known.filter(isNew).map((seen) => Upload.recalled(seen, this.#listener))
    this.#all = [...kept, ...found].filter(({ state }) => state !== 'ready')
    this.#pump()
  }

  /** Asks the station about the files that only it can tell of. */
  async look(): Promise<void> {
    await Promise.all(this.#all.map((upload) => upload.look()))
    this.#keepLooking()
  }

  /** The network is back, or somebody has signed in. */
  goOn(): void {
    for (const upload of this.#all) upload.goOn()
  }

  /** Another person sits here now: what the one before was sending is not theirs. */
  seeAccount(accountId: string | undefined): void {
    if (accountId === undefined) return
    if (this.#accountId !== undefined && this.#accountId !== accountId) this.#forget()
    this.#accountId = accountId
    this.goOn()
  }

  #forget(): void {
    for (const upload of this.#all) upload.pause()
    this.#all = []
    this.#onTake.clear()
  }

  #isOf(upload: Upload, { fileName, bytes, itemId }: FileUpload): boolean {
    return upload.fileName === fileName && upload.bytes === bytes && upload.aim.itemId === itemId
  }

  readonly #listener = {
    onRest: () => this.#pump(),
    onTake: (upload: Upload, take: Take) => {
      const told = this.#onTake.get(upload)
      this.#onTake.delete(upload)
      void told?.(take)
    },
  }

  #pump(): void {
    const sending = this.#all.filter(({ state }) => state === 'sending').length
    const next = this.#all.filter(({ state }) => state === 'queued').slice(0, Math.max(0, AT_ONCE - sending))
    for (const upload of next) upload.send()
    this.#keepLooking()
  }

  #keepLooking(): void {
    const isNeeded = this.#all.some(({ needsLook }) => needsLook)
    if (isNeeded) this.#look ??= setInterval(() => void this.look(), LOOK_EVERY_MS)
    else {
      clearInterval(this.#look)
      this.#look = undefined
    }
  }
}

export const uploads = new Uploads()

// For the life of the page: uploads belong to no part of it.
$effect.root(() => {
  $effect(() => {
    live.changes('uploads')
    untrack(() => void uploads.look())
  })
  $effect(() => {
    const accountId = session.account?.id
    untrack(() => uploads.seeAccount(accountId))
  })
})
addEventListener('online', () => uploads.goOn())
addEventListener('beforeunload', (event) => {
  if (uploads.isBusy) event.preventDefault()
})

/** The formats a read may come in, for file pickers (issue: wav mp3 m4a aac flac ogg opus wma amr mp4 webm). */
export const READ_FORMATS =
  '.wav,.mp3,.m4a,.aac,.flac,.ogg,.oga,.opus,.wma,.amr,.mp4,.webm,audio/*,video/mp4,video/webm'
