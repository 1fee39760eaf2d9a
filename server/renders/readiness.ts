import type { Revision, RevisionSummary, Take } from '../contract/index.ts'
import type { VerifiedRender } from './store.ts'

/** What is known of an edition when the question “may this air?” is asked. */
export interface AirFacts {
  /** The newest revision, by number. */
  latest: Pick<Revision, 'id' | 'number' | 'items'> | undefined
  /** Whether that newest revision is approved: an edit after approval is a new, unapproved revision. */
  latestApproved: boolean
  takes: readonly Pick<Take, 'id' | 'itemId' | 'textHash' | 'choice' | 'mediaSha256'>[]
  render: Pick<VerifiedRender, 'sources'> | undefined
}

/** One thing that stands between an edition and the air. */
export type Missing =
  | { what: 'script' }
  | { what: 'text'; title: string }
  | { what: 'approval'; number: number }
  | { what: 'take'; title: string; stale: boolean }
  | { what: 'render' }
  | { what: 'render-again' }

/**
 * May this be rendered? Every item of the newest revision has words, that revision is approved, and each item has a
 * kept take of exactly those words. Empty = yes.
 */
export function missingForRender({ latest, latestApproved, takes }: AirFacts): Missing[] {
  if (!latest) return [{ what: 'script' }]
  const wordless = latest.items.filter(({ text }) => text === '')
  return [
    ...wordless.map(({ title }): Missing => ({ what: 'text', title })),
    ...(latestApproved ? [] : [{ what: 'approval', number: latest.number } as const]),
    ...latest.items
      .filter(({ itemId, textHash }) => !keptTake(takes, itemId, textHash))
      .map(
        ({ itemId, title }): Missing => ({
          what: 'take',
          title,
          stale: takes.some((take) => take.itemId === itemId && take.choice === 'kept'),
        }),
      ),
  ]
}

/**
 * May this air? All that a render needs, and a verified render made of exactly the approved words, read by exactly the
 * kept takes, in the approved order. Empty = yes. The one function that is asked at scheduling and at plan writing.
 */
export function missingForAir(facts: AirFacts): Missing[] {
  const before = missingForRender(facts)
  if (before.length > 0) return before
  if (!facts.render) return [{ what: 'render' }]
  const { reads } = facts.render.sources
  const items = facts.latest?.items ?? []
  const isSame =
    reads.length === items.length &&
    items.every(({ itemId, textHash }, place) => {
      const read = reads[place]
      return (
        read?.itemId === itemId &&
        read.textHash === textHash &&
        keptTake(facts.takes, itemId, textHash)?.id === read.takeId
      )
    })
  return isSame ? [] : [{ what: 'render-again' }]
}

/** The take that is kept for an item and is a read of these very words. */
export function keptTake<T extends Pick<Take, 'itemId' | 'textHash' | 'choice'>>(
  takes: readonly T[],
  itemId: string,
  textHash: string,
): T | undefined {
  return takes.find((take) => take.itemId === itemId && take.textHash === textHash && take.choice === 'kept')
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
      return `Bản ${missing.number} của kịch bản chưa được phê duyệt`
    case 'take':
      return missing.stale
        ? `Tiết mục “${missing.title}” đã sửa sau khi thu: cần thu lại`
        : `Tiết mục “${missing.title}” chưa có bản thu được giữ`
    case 'render':
      return 'Chưa dựng kỳ phát'
    case 'render-again':
      return 'Kịch bản hoặc bản thu đã đổi sau khi dựng: cần dựng lại'
  }
}
