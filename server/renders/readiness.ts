import type { Revision, RevisionSummary, Take } from '../contract/index.ts'
import { isInUse, mayBeUsed } from '../takes/index.ts'
import type { VerifiedRender } from './store.ts'

/** What is known of an edition when the question “may this air?” is asked. */
export interface AirFacts {
  /** The newest revision, by number. */
  latest: Pick<Revision, 'id' | 'number' | 'items'> | undefined
  /** Whether that newest revision is approved: an edit after approval is a new, unapproved revision. */
  latestApproved: boolean
  /** It is not, and an earlier one is: “đã sửa sau khi duyệt”. */
  editedSinceApproval?: boolean
  takes: readonly Pick<Take, 'id' | 'itemId' | 'textHash' | 'choice' | 'listening' | 'mediaSha256'>[]
  render: Pick<VerifiedRender, 'sources'> | undefined
  /** The takes that the rundown as it stands now would sound; absent where nothing hangs on it. */
  takesInRundown?: ReadonlySet<string>
  /** Whether the programme wants every read approved by listening (nghe duyệt); absent: it does not. */
  listeningRequired?: boolean
}

/** One thing that stands between an edition and the air. */
export type Missing =
  | { what: 'script' }
  | { what: 'text'; title: string }
  | { what: 'approval'; number: number; isEdited: boolean }
  | { what: 'take'; title: string; stale: boolean }
  | { what: 'sent-back'; title: string }
  | { what: 'listening'; title: string }
  | { what: 'render' }
  | { what: 'render-again' }

type Read = VerifiedRender['sources']['reads'][number]
type Item = Revision['items'][number]

/** Are these the approved words? Every item of the newest revision has words, and that revision is approved. Empty = yes. */
export function missingWords({
  latest,
  latestApproved,
  editedSinceApproval = false,
}: Pick<AirFacts, 'latest' | 'latestApproved' | 'editedSinceApproval'>): Missing[] {
  if (!latest) return [{ what: 'script' }]
  const wordless = latest.items.filter(({ text }) => text === '')
  return [
    ...wordless.map(({ title }): Missing => ({ what: 'text', title })),
    ...(latestApproved ? [] : [{ what: 'approval', number: latest.number, isEdited: editedSinceApproval } as const]),
  ]
}

/** The items of the newest revision that these takes are no reads of, each as what is missing. */
export function missingReads(
  { latest, takes }: Pick<AirFacts, 'latest' | 'takes'>,
  isRead: (item: Item) => boolean,
): Missing[] {
  return (latest?.items ?? []).filter((item) => !isRead(item)).map((item) => missingRead(item, takes))
}

function missingRead({ itemId, textHash, title }: Item, takes: AirFacts['takes']): Missing {
  const mine = takes.filter((take) => take.itemId === itemId)
  const isSentBack = mine.some(
    (take) => take.textHash === textHash && take.listening === 'sent-back' && take.choice !== 'discarded',
  )
  if (isSentBack) return { what: 'sent-back', title }
  return { what: 'take', title, stale: mine.some(({ choice }) => choice === 'kept') }
}

/** The items that would sound by a read which nobody approved by listening; none where the programme does not want it. */
export function unheardReads(
  { latest, takes, listeningRequired }: Pick<AirFacts, 'latest' | 'takes' | 'listeningRequired'>,
  sounding: readonly Pick<Read, 'itemId' | 'takeId'>[],
): Missing[] {
  if (!listeningRequired) return []
  const approved = new Set(takes.filter(({ listening }) => listening === 'approved').map(({ id }) => id))
  return (latest?.items ?? [])
    .filter((item) => sounding.some((read) => read.itemId === item.itemId && !approved.has(read.takeId)))
    .map(({ title }) => ({ what: 'listening', title }))
}

/**
 * May this air? The newest words are approved, and there is a verified render in which each item sounds exactly once, in
 * whichever order, by a read of exactly those words that is kept or was chosen for the rundown, that no listener sent back,
 * and that one approved where the programme wants it. A rundown or template that changed since does not matter: what was
 * verified still says what was approved. Empty = yes. The one function that is asked at scheduling and at plan writing.
 */
export function missingForAir(facts: AirFacts): Missing[] {
  const words = missingWords(facts)
  const items = facts.latest?.items ?? []
  const reads = facts.render?.sources.reads ?? []
  const isRight = (item: Item) => reads.some((read) => isReadOf(item, read) && mayBeHeard(read, facts))
  const unread = missingReads(
    facts,
    (item) => isRight(item) || keptTake(facts.takes, item.itemId, item.textHash) !== undefined,
  )
  if (words.length + unread.length > 0) return [...words, ...unread]
  if (!facts.render) return [{ what: 'render' }]
  return reads.length === items.length && items.every(isRight) ? unheardReads(facts, reads) : [{ what: 'render-again' }]
}

/** Whether the answer hangs on what the rundown as it stands now would sound: a read in the render is kept no more. */
export function hangsOnRundown({ takes, render }: AirFacts): boolean {
  return (render?.sources.reads ?? []).some((read) => keptTake(takes, read.itemId, read.textHash)?.id !== read.takeId)
}

function isReadOf({ itemId, textHash }: Item, read: Read): boolean {
  return read.itemId === itemId && read.textHash === textHash
}

function mayBeHeard({ itemId, textHash, takeId, isChosen }: Read, { takes, takesInRundown }: AirFacts): boolean {
  if (keptTake(takes, itemId, textHash)?.id === takeId || takesInRundown?.has(takeId)) return true
  return isChosen === true && takes.some((take) => take.id === takeId && mayBeUsed(take))
}

/** The take that is in use for an item and is a read of these very words. */
export function keptTake<T extends Pick<Take, 'itemId' | 'textHash' | 'choice' | 'listening'>>(
  takes: readonly T[],
  itemId: string,
  textHash: string,
): T | undefined {
  return takes.find((take) => take.itemId === itemId && take.textHash === textHash && isInUse(take))
}

/** Whether the newest of an edition's revisions is approved. */
export function isLatestApproved(revisions: readonly Pick<RevisionSummary, 'approval'>[]): boolean {
  return revisions[0]?.approval !== undefined
}

/** What is missing, as the technician is told. */
export function missingSentence(missing: Missing): string {
  switch (missing.what) {
    case 'script':
      return 'Chưa có kịch bản'
    case 'text':
      return `Tiết mục “${missing.title}” chưa có nội dung`
    case 'approval':
      return missing.isEdited
        ? `Bản ${missing.number} của kịch bản đã sửa sau khi duyệt, chưa được phê duyệt lại`
        : `Bản ${missing.number} của kịch bản chưa được phê duyệt`
    case 'take':
      return missing.stale
        ? `Tiết mục “${missing.title}” đã sửa sau khi thu: cần thu lại`
        : `Tiết mục “${missing.title}” chưa có bản thu được giữ`
    case 'sent-back':
      return `Tiết mục “${missing.title}”: bản thu bị trả lại khi nghe duyệt, cần thu lại`
    case 'listening':
      return `Tiết mục “${missing.title}” chưa được nghe duyệt`
    case 'render':
      return 'Chưa dựng kỳ phát'
    case 'render-again':
      return 'Kịch bản hoặc bản thu đã đổi sau khi dựng: cần dựng lại'
  }
}
