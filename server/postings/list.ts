import type { CalendarDate } from '../../schedules/index.ts'
import type { PostingRow, PostingState } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import type { Tab } from '../sheets/index.ts'
import { UnitRegister } from '../units/index.ts'
import { compareVietnamese, fold } from '../vietnamese/index.ts'
import { listPostings, subjectsOf } from './store.ts'

/** What each state is called on paper. */
const STATE_WORDS: Record<PostingState, string> = {
  asked: 'Chờ duyệt đăng',
  approved: 'Đã duyệt, chưa đăng',
  refused: 'Không duyệt',
  posted: 'Đã đăng',
}

/** All postings, or those of one state, with their items and units; the newest asked first. */
export async function postingRows(db: Db, today: CalendarDate, state?: PostingState): Promise<PostingRow[]> {
  const postings = (await listPostings(db)).filter((posting) => state === undefined || posting.state === state)
  const subjects = await subjectsOf(db, [...new Set(postings.map(({ submissionId }) => submissionId))])
  const units = await UnitRegister.open(db)
  return postings
    .map((posting) => {
      const { title = '', unitId } = subjects.get(posting.submissionId) ?? {}
      const unitName = unitId === undefined ? undefined : units.nameOn(unitId, today)
      return {
        ...posting,
        title,
        ...(unitId !== undefined && { unitId }),
        ...(unitName !== undefined && { unitName }),
      }
    })
    .toSorted((a, b) => b.asked.at - a.asked.at)
}

/** The rows that are asked for (pure), the newest first as they come, or in the order of a Vietnamese list. */
export function postingsAsked(
  rows: readonly PostingRow[],
  asked: { channel?: string; words?: string; order?: 'newest' | 'title' | 'unitName' | 'channelName' },
): PostingRow[] {
  const { channel, order = 'newest' } = asked
  const words = fold(asked.words ?? '').trim()
  const found = rows.filter(
    ({ channelName, title, unitName = '' }) =>
      (channel === undefined || channelName === channel) && fold(`${title} ${unitName}`).includes(words),
  )
  return order === 'newest' ? found : found.toSorted((a, b) => compareVietnamese(a[order] ?? '', b[order] ?? ''))
}

/** The same as a tab of a sheet (pure). */
export function postingsTab(rows: readonly PostingRow[]): Tab {
  return {
    name: 'Đăng tin bài',
    columns: [
      { title: 'Tin, bài', width: 50, kind: 'text' },
      { title: 'Đơn vị', width: 32, kind: 'text' },
      { title: 'Kênh', width: 30, kind: 'text' },
      { title: 'Tình trạng', width: 20, kind: 'text' },
      { title: 'Người duyệt đăng', width: 24, kind: 'text' },
      { title: 'Lý do không duyệt', width: 30, kind: 'text' },
      { title: 'Ngày đăng', width: 12, kind: 'date' },
      { title: 'Địa chỉ', width: 50, kind: 'text' },
      { title: 'Ghi chú', width: 24, kind: 'text' },
    ],
    rows: rows.map((row) => [
      row.title,
      row.unitName,
      row.channelName,
      STATE_WORDS[row.state],
      row.verdict?.approver,
      row.verdict?.remark,
      row.posted?.on,
      row.posted?.url,
      row.isUnapproved ? 'Đăng khi chưa duyệt' : undefined,
    ]),
  }
}
