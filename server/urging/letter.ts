import { type CalendarDate, vietnameseDate } from '../../schedules/index.ts'
import type { Letterhead } from '../contract/index.ts'
import { headOf, signerOf } from '../office/index.ts'
import type { Paper } from '../papers/index.ts'
import type { MessageFacts } from './message.ts'

/** Whom a letter comes from where the station has not said it. */
export interface LetterFacts extends MessageFacts {
  /** The office that monitors the programme: “Cơ quan thường trực có trách nhiệm theo dõi, kiểm tra, đôn đốc”. */
  monitor: string
  today: CalendarDate
}

/**
 * Công văn đôn đốc (pure): to the units that are missing, what each of them owes, by when, and where it is to be sent. Its number,
 * date and signature are left for the hand (NĐ 30/2020, annex I).
 */
export function letterOf(facts: LetterFacts, letterhead: Letterhead): Paper {
  const { programmeName, periodTitle, collector, answerBy, missing, today, monitor } = facts
  const head = headOf('cong-van', letterhead, { office: monitor })
  return {
    ...head,
    about: `đôn đốc gửi tin, bài chương trình “${programmeName}”, ${periodTitle}`,
    to: missing.map(({ unitName }) => unitName),
    body: [
      {
        kind: 'paragraph',
        text: `Thực hiện bảng phân công gửi tin, bài cho chương trình “${programmeName}”, ${periodTitle}; tính đến ngày ${vietnameseDate(today)}, ${collector} chưa nhận đủ tin, bài của các cơ quan, đơn vị sau:`,
      },
      {
        kind: 'table',
        columns: [
          { title: 'TT', widthPercent: 8, align: 'center' },
          { title: 'Cơ quan, đơn vị', widthPercent: 50 },
          { title: 'Phân công', widthPercent: 14, align: 'center' },
          { title: 'Đã gửi', widthPercent: 14, align: 'center' },
          { title: 'Còn thiếu', widthPercent: 14, align: 'center' },
        ],
        rows: missing.map(({ unitName, itemsOwed, itemsReceived, itemsMissing }, place) =>
          [place + 1, unitName, itemsOwed, itemsReceived, itemsMissing].map(String),
        ),
      },
      {
        kind: 'paragraph',
        text: `${head.issuer.name} đề nghị Thủ trưởng các cơ quan, đơn vị nêu trên chỉ đạo gửi tin, bài còn thiếu về ${collector} chậm nhất là hết ngày ${vietnameseDate(answerBy)} để kịp tổng hợp, thẩm định và phát sóng.`,
      },
      { kind: 'paragraph', text: 'Trân trọng cảm ơn sự phối hợp của các cơ quan, đơn vị.' },
    ],
    recipients: ['Như trên', 'Lưu: VT'],
    signer: signerOf(letterhead, 'TRƯỞNG PHÒNG'),
  }
}
