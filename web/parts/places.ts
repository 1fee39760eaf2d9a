/** The pages of the navigation: home, search, groups by what people do, settings. */
import BellRing from '@lucide/svelte/icons/bell-ring'
import Building2 from '@lucide/svelte/icons/building-2'
import CalendarDays from '@lucide/svelte/icons/calendar-days'
import CalendarRange from '@lucide/svelte/icons/calendar-range'
import ChartNoAxesColumn from '@lucide/svelte/icons/chart-no-axes-column'
import CircleHelp from '@lucide/svelte/icons/circle-question-mark'
import ClipboardList from '@lucide/svelte/icons/clipboard-list'
import House from '@lucide/svelte/icons/house'
import Inbox from '@lucide/svelte/icons/inbox'
import LibraryBig from '@lucide/svelte/icons/library-big'
import ListChecks from '@lucide/svelte/icons/list-checks'
import MessageSquareText from '@lucide/svelte/icons/message-square-text'
import NotebookText from '@lucide/svelte/icons/notebook-text'
import Podcast from '@lucide/svelte/icons/podcast'
import Radio from '@lucide/svelte/icons/radio'
import RadioTower from '@lucide/svelte/icons/radio-tower'
import Search from '@lucide/svelte/icons/search'
import Settings from '@lucide/svelte/icons/settings'
import type { Component } from 'svelte'
import { type PageName, type Place, path } from '../paths.ts'

export interface PlaceLink {
  page: PageName
  href: string
  words: string
  icon: Component<{ size?: number | string }>
}

export interface PlaceGroup {
  name: 'items' | 'air' | 'books'
  words: string
  places: readonly PlaceLink[]
}

const TODAY: PlaceLink = { page: 'today', href: path.today, words: 'Hôm nay', icon: House }
const EDITIONS: PlaceLink = { page: 'editions', href: path.editions, words: 'Kỳ phát', icon: Podcast }
const CALENDAR: PlaceLink = { page: 'calendar', href: path.calendar(), words: 'Lịch phát', icon: CalendarDays }
const ON_AIR: PlaceLink = { page: 'on-air', href: path.onAir, words: 'Phát sóng', icon: Radio }

export const HOME = TODAY
export const SEARCH: PlaceLink = { page: 'search', href: path.search(), words: 'Tra cứu', icon: Search }
export const SETTINGS: PlaceLink = { page: 'settings', href: path.settings(), words: 'Thiết lập', icon: Settings }

/** In the order in which an item travels: what comes in, what goes on air, what is kept. */
export const GROUPS: readonly PlaceGroup[] = [
  {
    name: 'items',
    words: 'Tin bài',
    places: [
      { page: 'intake', href: path.intake(), words: 'Tiếp nhận', icon: Inbox },
      { page: 'urging', href: path.urging(), words: 'Đôn đốc', icon: BellRing },
      { page: 'review', href: path.review(), words: 'Thẩm định', icon: ListChecks },
      { page: 'questions', href: path.questions, words: 'Dân hỏi', icon: CircleHelp },
    ],
  },
  {
    name: 'air',
    words: 'Phát thanh',
    places: [
      EDITIONS,
      CALENDAR,
      ON_AIR,
      { page: 'log', href: path.log(), words: 'Nhật ký', icon: NotebookText },
      { page: 'wards', href: path.wards, words: 'Trạm', icon: RadioTower },
    ],
  },
  {
    name: 'books',
    words: 'Sổ sách',
    places: [
      { page: 'reports', href: path.reports(), words: 'Báo cáo', icon: ChartNoAxesColumn },
      { page: 'library', href: path.library(), words: 'Kho', icon: LibraryBig },
      { page: 'registers', href: path.registers(), words: 'Góp ý, đánh giá', icon: MessageSquareText },
      { page: 'tasks', href: path.tasks, words: 'Nhiệm vụ', icon: ClipboardList },
      { page: 'units', href: path.units, words: 'Đơn vị', icon: Building2 },
      { page: 'rota', href: path.rota(), words: 'Phân công', icon: CalendarRange },
    ],
  },
]

/** The four most used, at the foot of a telephone. */
export const AT_HAND: readonly PlaceLink[] = [TODAY, EDITIONS, CALENDAR, ON_AIR]

/** What there is for a ward's account: what is due, its editions, its calendar, its programmes. */
export const WARD_PLACES: readonly PlaceLink[] = [
  TODAY,
  EDITIONS,
  CALENDAR,
  { page: 'settings', href: path.settings('chuong-trinh'), words: 'Chương trình', icon: Settings },
]

const WARD_PAGES: readonly PageName[] = [
  'today',
  'calendar',
  'search',
  'editions',
  'edition',
  'sheet',
  'print-script',
  'studio',
  'listen',
  'take',
  'programme',
  'template',
]

/** Whether a page has anything to show to a ward's account. */
export const isForWards = (place: Place): boolean =>
  WARD_PAGES.includes(place.page) || (place.page === 'settings' && place.section === 'chuong-trinh')

/** Pages without a place of their own in the navigation stand under another. */
const UNDER: Partial<Record<PageName, PageName>> = {
  edition: 'editions',
  sheet: 'editions',
  'print-script': 'editions',
  airing: 'log',
  template: 'settings',
  submission: 'intake',
  receipt: 'intake',
  programme: 'settings',
  unit: 'units',
  'task-list': 'tasks',
  'ward-cards': 'wards',
}

/** The page of the navigation under which a page stands. */
export const placeOf = (page: PageName): PageName => UNDER[page] ?? page

/** The group that a page of the navigation is in; home, search and settings are in none. */
export const groupOf = (page: PageName): PlaceGroup['name'] | undefined =>
  GROUPS.find(({ places }) => places.some((place) => place.page === page))?.name
