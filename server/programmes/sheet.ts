import type { CalendarDate } from '../../schedules/index.ts'
import type { Programme, ProgrammeKind, ProgrammesAsked } from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'
import { compareVietnamese, fold } from '../vietnamese/index.ts'
import { ruleWords } from './words.ts'

const KINDS: Record<ProgrammeKind, string> = {
  bulletin: 'Bản tin, chuyên mục nhiều tin bài',
  questions: 'Dân hỏi – Chính quyền trả lời',
  feature: 'Chuyên đề, phóng sự',
  notices: 'Thông báo',
}
const MS_A_MINUTE = 60_000

/** The programmes that are asked for on a day, in the order of a Vietnamese list (pure). */
export function programmesAsked(
  programmes: readonly Programme[],
  asked: ProgrammesAsked,
  today: CalendarDate,
): Programme[] {
  const words = fold(asked.words ?? '').trim()
  return programmes
    .filter(
      (one) =>
        (asked.state === undefined || (asked.state === 'ended') === (one.endsOn !== undefined && one.endsOn < today)) &&
        (words === '' || fold([one.name, ...one.topics, ...one.audiences].join(' ')).includes(words)),
    )
    .toSorted((a, b) => compareVietnamese(a.name, b.name))
}

/** The list of programmes as a tab; `wardNames`: the ward stations by id. */
export function programmesTab(programmes: readonly Programme[], wardNames: ReadonlyMap<string, string>): Tab {
  return {
    name: 'Chương trình',
    columns: [
      { title: 'Chương trình', width: 40, kind: 'text' },
      { title: 'Loại', width: 30, kind: 'text' },
      { title: 'Ai làm', width: 24, kind: 'text' },
      { title: 'Phát', width: 40, kind: 'text' },
      { title: 'Giờ phát', width: 16, kind: 'text' },
      { title: 'Thời lượng (phút)', width: 16, kind: 'number' },
      { title: 'Từ ngày', width: 12, kind: 'date' },
      { title: 'Đến ngày', width: 12, kind: 'date' },
      { title: 'Đối tượng', width: 30, kind: 'text' },
      { title: 'Chủ đề', width: 40, kind: 'text' },
    ],
    rows: programmes.map((one) => [
      one.name,
      KINDS[one.kind],
      one.producer.kind === 'ward' ? (wardNames.get(one.producer.wardStationId) ?? 'Trạm') : 'Đài',
      ruleWords(one.rule),
      one.times.join(', '),
      one.normMs === undefined ? undefined : one.normMs / MS_A_MINUTE,
      one.startsOn,
      one.endsOn,
      one.audiences.join(', '),
      one.topics.join(', '),
    ]),
  }
}
