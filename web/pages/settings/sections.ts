/** The sections of the settings: what each is called and what one finds there. */
import AudioLines from '@lucide/svelte/icons/audio-lines'
import BellRing from '@lucide/svelte/icons/bell-ring'
import CalendarHeart from '@lucide/svelte/icons/calendar-heart'
import FileText from '@lucide/svelte/icons/file-text'
import Globe from '@lucide/svelte/icons/globe'
import HardDriveUpload from '@lucide/svelte/icons/hard-drive-upload'
import HeartPulse from '@lucide/svelte/icons/heart-pulse'
import Megaphone from '@lucide/svelte/icons/megaphone'
import Music from '@lucide/svelte/icons/music'
import Podcast from '@lucide/svelte/icons/podcast'
import RadioTower from '@lucide/svelte/icons/radio-tower'
import School from '@lucide/svelte/icons/school'
import Stamp from '@lucide/svelte/icons/stamp'
import Users from '@lucide/svelte/icons/users'
import Waypoints from '@lucide/svelte/icons/waypoints'
import type { Component } from 'svelte'
import type { SettingsSection } from '../../paths.ts'

export interface SectionLook {
  section: SettingsSection
  words: string
  about: string
  icon: Component<{ size?: number | string }>
}

export const SECTIONS: readonly SectionLook[] = [
  { section: 'dai', words: 'Đài', about: 'Tên đài, phát loa phóng thanh hay FM', icon: School },
  { section: 'nguoi-dung', words: 'Người dùng', about: 'Ai làm việc với đài, làm việc gì, thêm người', icon: Users },
  {
    section: 'lanh-dao',
    words: 'Lãnh đạo phê duyệt',
    about: 'Ai duyệt nội dung, điện thoại đã đăng ký, mở khoá',
    icon: Stamp,
  },
  {
    section: 'van-ban',
    words: 'Văn bản, số liệu',
    about: 'Cơ quan ban hành, địa danh, ký hiệu, người ký; ngày chốt số liệu',
    icon: FileText,
  },
  {
    section: 'thiet-bi',
    words: 'Thiết bị âm thanh',
    about: 'Thiết bị phát, dự phòng, nghe thử, đường thu về',
    icon: AudioLines,
  },
  {
    section: 'chuong-trinh',
    words: 'Chương trình',
    about: 'Khung chương trình, giờ phát, ngày phát, nghe duyệt, phát trễ, dự phòng',
    icon: Podcast,
  },
  {
    section: 'am-thanh',
    words: 'Kho nhạc hiệu và âm thanh',
    about: 'Nhạc hiệu, nhạc cắt, nhạc nền, lời xướng, lời chào thu sẵn',
    icon: Music,
  },
  {
    section: 'khan-cap',
    words: 'Thông báo khẩn cấp',
    about: 'Thông báo chuẩn bị sẵn, micrô nói trực tiếp',
    icon: Megaphone,
  },
  {
    section: 'bao-dong',
    words: 'Báo động',
    about: 'Khi nào coi là mất tiếng, báo ra Zalo hoặc thư điện tử',
    icon: BellRing,
  },
  {
    section: 'may-phat',
    words: 'Bật tắt máy phát',
    about: 'Lệnh chạy trước và sau mỗi lần phát',
    icon: RadioTower,
  },
  {
    section: 'tiep-am',
    words: 'Khung giờ tiếp âm',
    about: 'Giờ dành cho VOV, đài tỉnh; lịch phát tránh ra',
    icon: Waypoints,
  },
  {
    section: 'ngay-nghi',
    words: 'Ngày nghỉ, Tết',
    about: 'Ngày lễ, Tết, nghỉ bù từng năm; lịch phát nhắc khi trùng',
    icon: CalendarHeart,
  },
  {
    section: 'dia-chi',
    words: 'Địa chỉ công khai',
    about: 'Để trạm, đơn vị, lãnh đạo ở ngoài mạng của đài mở được đường dẫn',
    icon: Globe,
  },
  {
    section: 'kho-tep',
    words: 'Kho tệp của tỉnh',
    about: 'Chép kỳ phát vào kho S3, trạm tải từ đó; không bắt buộc',
    icon: HardDriveUpload,
  },
  { section: 'suc-khoe', words: 'Sức khoẻ máy', about: 'Đĩa, FFmpeg, phiên bản', icon: HeartPulse },
]
