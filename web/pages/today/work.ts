/** What can be due: where it is done, and whose it is, in words. */
import AudioLines from '@lucide/svelte/icons/audio-lines'
import BellRing from '@lucide/svelte/icons/bell-ring'
import CalendarDays from '@lucide/svelte/icons/calendar-days'
import CalendarPlus from '@lucide/svelte/icons/calendar-plus'
import ChartNoAxesColumn from '@lucide/svelte/icons/chart-no-axes-column'
import CircleHelp from '@lucide/svelte/icons/circle-question-mark'
import ClipboardList from '@lucide/svelte/icons/clipboard-list'
import FileText from '@lucide/svelte/icons/file-text'
import LibraryBig from '@lucide/svelte/icons/library-big'
import ListChecks from '@lucide/svelte/icons/list-checks'
import ListPlus from '@lucide/svelte/icons/list-plus'
import Mic from '@lucide/svelte/icons/mic'
import Pencil from '@lucide/svelte/icons/pencil'
import Radio from '@lucide/svelte/icons/radio'
import RadioTower from '@lucide/svelte/icons/radio-tower'
import Send from '@lucide/svelte/icons/send'
import Stamp from '@lucide/svelte/icons/stamp'
import type { BookName, MonthWork, PersonFunction, WorkName } from '../../../server/contract/index.ts'
import { type EditionTab, path } from '../../paths.ts'

interface WorkLook {
  icon: typeof Radio
  /** What the button that leads there says. */
  go: string
  href: (work: MonthWork) => string
}

const onTab = (tab: EditionTab) => (work: MonthWork) =>
  work.editionId === undefined ? path.editions : path.edition(work.editionId, tab)

const WORK_LOOK: Record<WorkName, WorkLook> = {
  open: { icon: CalendarPlus, go: 'Mở kỳ phát', href: () => path.editions },
  urge: { icon: BellRing, go: 'Mở trang Đôn đốc', href: ({ programmeId, period }) => path.urging(programmeId, period) },
  review: {
    icon: ListChecks,
    go: 'Mở trang Thẩm định',
    href: ({ programmeId, period }) => path.review(programmeId, period),
  },
  bring: {
    icon: ListPlus,
    go: 'Mở trang Thẩm định',
    href: ({ programmeId, period }) => path.review(programmeId, period),
  },
  script: { icon: FileText, go: 'Mở bước Kịch bản', href: onTab('kich-ban') },
  revise: { icon: Pencil, go: 'Mở bước Kịch bản', href: onTab('kich-ban') },
  submit: { icon: Send, go: 'Mở trang duyệt', href: onTab('kich-ban') },
  approve: { icon: Stamp, go: 'Mở trang Phê duyệt', href: () => path.approve() },
  record: { icon: Mic, go: 'Mở bước Thu âm', href: onTab('thu-am') },
  read: {
    icon: Mic,
    go: 'Vào phòng thu',
    href: ({ editionId, itemId }) =>
      editionId !== undefined && itemId !== undefined ? path.studio(editionId, itemId) : path.editions,
  },
  render: { icon: AudioLines, go: 'Mở bước Dựng', href: onTab('dung') },
  schedule: { icon: CalendarDays, go: 'Mở bước Lịch', href: onTab('lich') },
  watch: { icon: Radio, go: 'Mở bàn phát sóng', href: () => path.onAir },
  wards: { icon: RadioTower, go: 'Mở trang Trạm', href: () => path.wards },
}

/** How something due is shown and where it leads: a ward's people follow an approval in the edition, where they can note it too. */
export function workLook(work: WorkName, isOfWard: boolean): WorkLook {
  return work === 'approve' && isOfWard
    ? { icon: Stamp, go: 'Mở bước Duyệt', href: onTab('kich-ban') }
    : WORK_LOOK[work]
}

/** The registers that something can be due in, and where they are. */
export const BOOK_LOOK: Record<BookName, { icon: typeof Radio; go: string; href: string }> = {
  tasks: { icon: ClipboardList, go: 'Mở trang Nhiệm vụ', href: path.tasks },
  questions: { icon: CircleHelp, go: 'Mở trang Dân hỏi', href: path.questions },
  library: { icon: LibraryBig, go: 'Mở Kho', href: path.library() },
  reports: { icon: ChartNoAxesColumn, go: 'Mở Báo cáo', href: path.reports() },
}

/** Whose work it is, by what people do at the station (FIELD §5). */
const FUNCTION_WORDS: Record<PersonFunction, string> = {
  collector: 'cán bộ tổng hợp',
  editor: 'biên tập viên',
  approver: 'lãnh đạo phê duyệt',
  announcer: 'phát thanh viên',
  technician: 'kỹ thuật viên',
  monitor: 'người theo dõi, đôn đốc',
}

/** “Phòng Nội vụ”, “Chị Lan, Anh Minh”; nobody is known: what they do, “cán bộ tổng hợp hoặc người theo dõi, đôn đốc”. */
export function whoseWords({ people, functions }: Pick<MonthWork, 'people' | 'functions'>): string {
  return people.length > 0 ? people.join(', ') : functions.map((one) => FUNCTION_WORDS[one]).join(' hoặc ')
}
