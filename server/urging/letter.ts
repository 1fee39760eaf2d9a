import { type CalendarDate, vietnameseDate } from '../../schedules/index.ts'
import type { UrgingLetter } from '../contract/index.ts'
import type { Paper } from '../papers/index.ts'
import type { MessageFacts } from './message.ts'

/** Until the station says who issues its letters: the office that monitors, signed by its head. */
export const BLANK_LETTER: UrgingLetter = {
  above: '',
  issuer: '',
  symbol: '',
  place: '',
  signerTitle: 'TRƯỞNG PHÒNG',
  signerName: '',
}

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
export function letterOf(facts: LetterFacts, letter: UrgingLetter): Paper {
  const { programmeName, periodTitle, collector, answerBy, missing, today, monitor } = facts
  const issuer = letter.issuer.trim() || monitor
  return {
    kind: 'cong-van',
    issuer: { name: issuer, ...(letter.above.trim() && { above: letter.above.trim() }) },
    symbol: letter.symbol.trim() || '…',
    place: letter.place.trim() || '…',
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
        text: `${issuer} đề nghị Thủ trưởng các cơ quan, đơn vị nêu trên chỉ đạo gửi tin, bài còn thiếu về ${collector} chậm nhất là hết ngày ${vietnameseDate(answerBy)} để kịp tổng hợp, thẩm định và phát sóng.`,
      },
      { kind: 'paragraph', text: 'Trân trọng cảm ơn sự phối hợp của các cơ quan, đơn vị.' },
    ],
    recipients: ['Như trên', 'Lưu: VT'],
    signer: { title: letter.signerTitle.trim(), ...(letter.signerName.trim() && { name: letter.signerName.trim() }) },
  }
}
