import { firstDateOf, lastDateOf, periodTitle } from '../../schedules/index.ts'
import type { EditionSummary, Step, StepName } from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'
import { compareVietnamese, fold } from '../vietnamese/index.ts'

/** What narrows and orders the list of editions. */
export interface EditionsAsked {
  programmeId?: string
  /** Looked for in title and next step, with or without marks. */
  words?: string
  state?: 'open' | 'done'
  order?: 'newest' | 'programme'
}

const STEPS: Record<StepName, string> = {
  script: 'Kịch bản',
  approval: 'Duyệt',
  takes: 'Thu âm',
  render: 'Dựng',
  schedule: 'Lịch',
  air: 'Phát',
  wards: 'Trạm',
}

/** The editions that are asked for, in the order that is asked for; they come with the newest first. */
export function editionsAsked(editions: readonly EditionSummary[], asked: EditionsAsked): EditionSummary[] {
  const words = fold(asked.words ?? '').trim()
  const found = editions.filter(
    ({ programmeId, title, nextStep }) =>
      (asked.programmeId === undefined || programmeId === asked.programmeId) &&
      (asked.state === undefined || (asked.state === 'open') === (nextStep !== undefined)) &&
      (words === '' || fold(`${title} ${nextStep?.label ?? ''}`).includes(words)),
  )
  return asked.order === 'programme'
    ? found.toSorted((a, b) => compareVietnamese(a.programmeName, b.programmeName))
    : found
}

/** The list of editions as a tab: each with its period, its steps and the next one. */
export function editionsTab(editions: readonly EditionSummary[]): Tab {
  // A ward's own edition has a step less than the station's.
  const names = (Object.keys(STEPS) as StepName[]).filter((name) => editions.some((edition) => stepOf(edition, name)))
  return {
    name: 'Kỳ phát',
    columns: [
      { title: 'Chương trình', width: 36, kind: 'text' },
      { title: 'Kỳ', width: 30, kind: 'text' },
      { title: 'Từ ngày', width: 12, kind: 'date' },
      { title: 'Đến ngày', width: 12, kind: 'date' },
      { title: 'Bước tiếp theo', width: 22, kind: 'text' },
      ...names.map((name) => ({ title: STEPS[name], width: 24, kind: 'text' as const })),
    ],
    rows: editions.map((edition) => [
      edition.programmeName,
      periodTitle(edition.period),
      firstDateOf(edition.period),
      lastDateOf(edition.period),
      edition.nextStep?.label ?? 'Đã xong',
      ...names.map((name) => stepOf(edition, name)?.note ?? ''),
    ]),
  }
}

function stepOf({ steps }: EditionSummary, name: StepName): Step | undefined {
  return steps.find((step) => step.name === name)
}
