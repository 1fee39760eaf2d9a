import { type CalendarDate, vietnameseDate } from '../../schedules/index.ts'
import type { OutageGuide } from '../contract/index.ts'
import type { Placard } from '../papers/index.ts'
import { DUTIES, PLACES } from './outage.ts'

/** What the steps name besides people and places. */
export interface OutageFacts {
  stationName: string
  today: CalendarDate
  /** Where programmes sound; absent: not chosen. */
  airDevice?: string
  /** What the station goes over to by itself when the device is gone. */
  reserveDevice?: string
  /** How the station's pages are reached from another machine. */
  address?: string
}

/** As many as fill a cell in the largest letters. */
const DOTS = { name: '.'.repeat(46), telephone: '.'.repeat(28), place: '.'.repeat(76) } as const

/**
 * “Mất điện, mất tiếng thì làm gì” (pure): one page for the wall beside the amplifier, in the order in which a person who is
 * alone at 5 a.m. can do it, with this station's own names, numbers and places. What nobody filled in is a dotted line.
 */
export function outagePage(guide: Pick<OutageGuide, 'contacts' | 'places'>, facts: OutageFacts): Placard {
  const { stationName, today, airDevice, reserveDevice, address } = facts
  const device = airDevice === undefined ? 'dây tiếng' : `thiết bị “${airDevice}”`
  const page = address === undefined ? '' : ` (${address}/phat-song)`
  return {
    above: stationName,
    title: 'Mất điện, mất tiếng thì làm gì',
    sections: [
      {
        title: 'Mất điện',
        steps: [
          'Tắt âm-li, máy phát trước, để lúc có điện lại không hỏng loa. Ghi giờ mất điện vào tờ này.',
          'Bật máy nổ hoặc bộ lưu điện. Không có thì gọi điện lực, hỏi bao giờ có.',
          'Có điện: bật máy tính, đợi Lên Sóng chạy; sau cùng mới bật âm-li.',
          `Mở trang Phát sóng${page}. Chương trình đang dở tự phát tiếp theo quy định của chương trình: đừng bấm Phát ngay khi trang còn ghi “Đang phát sóng”.`,
          'Lần nào đã lỡ thì mở trang Hôm nay, bấm “Phát bù”, chọn giờ. Báo lãnh đạo.',
        ],
      },
      {
        title: 'Mất tiếng: loa im mà máy vẫn chạy',
        steps: [
          'Nhìn mức âm trên trang Phát sóng. Mức âm có nhảy: hỏng ở sau máy tính. Mức âm đứng im: hỏng ở máy tính.',
          'Có nhảy: xem âm-li đã bật chưa, núm âm lượng, cầu chì, dây từ máy tính sang âm-li. Chỉ một cụm im thì gọi trạm ấy.',
          `Đứng im: rút ra cắm lại ${device}; cắm lại xong tự phát tiếp.${reserveDevice === undefined ? '' : ` Thiết bị dự phòng là “${reserveDevice}”.`} Trang ghi “Không phát ra loa” thì chọn lại thiết bị ở Thiết lập.`,
          'Quá 3 phút vẫn im: cắm USB có sẵn kỳ phát, hoặc điện thoại, thẳng vào âm-li mà phát.',
        ],
      },
      {
        title: 'Phải báo khẩn mà máy không chạy',
        steps: [
          'Đọc thẳng vào micrô của âm-li, đọc hai lần. Máy chạy được thì dùng mục Khẩn cấp ở trang Phát sóng, giữ nút hai giây.',
        ],
      },
      {
        title: 'Xong việc',
        steps: [
          'Những lần phát bằng USB, điện thoại, micrô: ghi vào tab Lịch phát của kỳ ấy, mục phát ngoài hệ thống, để sổ nhật ký và báo cáo đủ.',
        ],
      },
    ],
    tables: [
      {
        columns: [
          { title: 'Gọi ai', widthPercent: 34 },
          { title: 'Tên', widthPercent: 40 },
          { title: 'Điện thoại', widthPercent: 26 },
        ],
        rows: guide.contacts.map(({ duty, name, telephone }) => [
          DUTIES.find((one) => one.duty === duty)?.words ?? '',
          name || DOTS.name,
          telephone || DOTS.telephone,
        ]),
      },
      {
        columns: [
          { title: 'Ở đâu', widthPercent: 34 },
          { title: 'Chỗ để', widthPercent: 66 },
        ],
        rows: guide.places.map(({ place, where }) => [
          PLACES.find((one) => one.place === place)?.words ?? '',
          where || DOTS.place,
        ]),
      },
    ],
    foot: `Mất điện lúc …… giờ …… ngày ……/……, có lại lúc …… giờ …… · In ngày ${vietnameseDate(today)}; đổi người, đổi số thì in lại.`,
  }
}
