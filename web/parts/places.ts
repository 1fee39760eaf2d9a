/** The pages of the navigation, the four most used first. */
import CalendarDays from '@lucide/svelte/icons/calendar-days'
import House from '@lucide/svelte/icons/house'
import NotebookText from '@lucide/svelte/icons/notebook-text'
import Podcast from '@lucide/svelte/icons/podcast'
import Radio from '@lucide/svelte/icons/radio'
import RadioTower from '@lucide/svelte/icons/radio-tower'
import Settings from '@lucide/svelte/icons/settings'
import { path } from '../paths.ts'

export const PLACES = [
  { page: 'today', href: path.today, words: 'Hôm nay', icon: House },
  { page: 'editions', href: path.editions, words: 'Kỳ phát', icon: Podcast },
  { page: 'calendar', href: path.calendar(), words: 'Lịch phát', icon: CalendarDays },
  { page: 'on-air', href: path.onAir, words: 'Phát sóng', icon: Radio },
  { page: 'wards', href: path.wards, words: 'Trạm', icon: RadioTower },
  { page: 'log', href: path.log(), words: 'Nhật ký', icon: NotebookText },
  { page: 'settings', href: path.settings(), words: 'Thiết lập', icon: Settings },
] as const
