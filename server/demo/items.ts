import { type CalendarDate, instantOf } from '../../schedules/index.ts'
import type { BroughtIn, Edition, Review, Revision, Submission, Unit } from '../contract/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { DEMO_SCRIPT } from './content/index.ts'

/** A person at the pages, as far as items are entered and chosen. */
export interface Desk {
  ask<T>(method: 'GET' | 'POST' | 'PUT', url: string, body?: object): Promise<T>
}

/** What came from above and waits for another month: the table of the next meeting is not empty. */
const HELD = {
  title: 'Bản tin cải cách hành chính của Sở Nội vụ',
  text: 'Sở Nội vụ gửi các địa phương bản tin tháng này: kết quả giải quyết thủ tục hành chính, các mô hình mới và lịch tập huấn sử dụng Cổng Dịch vụ công quốc gia.',
  sourceName: 'Sở Nội vụ',
}

/**
 * The month up to its script, as the station's people would do it: items come in from their units, the meeting chooses them and
 * holds one for later, and what was chosen becomes the script with the words that frame it. Answers the revision that is to be
 * approved.
 */
export async function takeInItems(
  desk: Desk,
  { programmeId, period, now }: { programmeId: string; period: string; now: number },
): Promise<Revision> {
  const units = new Map((await desk.ask<Unit[]>('GET', '/api/units')).map(({ name, id }) => [name, id]))
  const sent = DEMO_SCRIPT.filter(({ unitName }) => unitName !== undefined)
  for (const [place, { title, text, unitName = '' }] of sent.entries()) {
    const receivedAt = Math.min(now, instantOf(dayOf(period, 3 + place), '09:00', STATION_ZONE))
    await enterItem(desk, { programmeId, period, receivedAt }, { title, text, unitId: units.get(unitName) ?? null })
  }
  const receivedAt = Math.min(now, instantOf(dayOf(period, 8), '14:00', STATION_ZONE))
  await enterItem(desk, { programmeId, period, receivedAt }, { ...HELD, unitId: null })

  const { items } = await desk.ask<Review>('GET', `/api/programmes/${programmeId}/reviews/${period}`)
  for (const { placementId, title } of items) {
    const decision = title === HELD.title ? 'held' : 'chosen'
    await desk.ask('PUT', `/api/placements/${placementId}/decision`, { programmeId, period, decision })
  }
  const { editionId } = await desk.ask<BroughtIn>('POST', `/api/programmes/${programmeId}/reviews/${period}/script`)
  return framed(desk, editionId)
}

/** Enters an item that came in for a programme's period. */
export async function enterItem(
  desk: Desk,
  { programmeId, period, receivedAt }: { programmeId: string; period: string; receivedAt: number },
  item: { title: string; text: string; unitId: string | null; sourceName?: string; topics?: readonly string[] },
): Promise<void> {
  await desk.ask<Submission>('POST', '/api/submissions', {
    author: '',
    year: null,
    award: '',
    source: item.sourceName === undefined ? 'unit' : 'above',
    sourceName: '',
    contact: '',
    note: '',
    topics: [],
    fileIds: [],
    ...item,
    receivedAt,
    placements: [{ programmeId, period }],
    entryKey: `tham quan ${period} ${item.title}`.slice(0, 100),
  })
}

/** The items of the meeting with the greeting before and the farewell behind them; each keeps its id. */
async function framed(desk: Desk, editionId: string): Promise<Revision> {
  const { latest } = await desk.ask<Edition>('GET', `/api/editions/${editionId}`)
  const idOf = new Map(latest?.items.map(({ title, itemId }) => [title, itemId]))
  return desk.ask<Revision>('POST', `/api/editions/${editionId}/revisions`, {
    ...(latest && { parentId: latest.id }),
    source: 'written',
    items: DEMO_SCRIPT.map(({ kind, title, text, unitName }) => {
      const itemId = idOf.get(title)
      return { title, text, ...(itemId && { itemId }), ...(kind && { kind }), ...(unitName && { unitName }) }
    }),
  })
}

function dayOf(period: string, day: number): CalendarDate {
  return `${period}-${String(day).padStart(2, '0')}`
}
