import type { CalendarDate } from '../../schedules/index.ts'

/**
 * What the paper is, after the abbreviations of Annex III of NĐ 30/2020. A công văn has no name of its own on the page; the
 * others carry it in capitals.
 */
export type PaperKind = 'cong-van' | 'to-trinh' | 'bien-ban' | 'bao-cao' | 'thong-bao'

/** A paper as data: what is written, never where on the page it stands. */
export interface Paper {
  kind: PaperKind
  /** `above`: the governing body, on the line over the issuer's name; absent where there is none. */
  issuer: { above?: string; name: string }
  /** What follows the number: “TTr-PNV”. The number itself stays blank for the registry. */
  symbol: string
  /** Where it is issued: “Sa Đéc”. Empty, and without a date: no such line, as in minutes. */
  place: string
  /** Absent: “ngày … tháng … năm …” is left for the hand. */
  date?: CalendarDate
  /** “BIÊN BẢN”, “TỜ TRÌNH”; by default the name of the kind. A công văn shows none. */
  title?: string
  /** The summary: after “V/v” of a công văn, under the title of the others. */
  about: string
  /** “Kính gửi:” whom, one or several. */
  to?: string[]
  body: Block[]
  /** “Nơi nhận:”, one a line; “Lưu: …” is one of them. Empty: no such block. */
  recipients: string[]
  signer: Signer
  /** Signs on the left beside the signer, as the clerk of a meeting does. */
  secondSigner?: Signer
}

/** `title`: “CHỦ TỊCH”, “TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH”, “KT. TRƯỞNG PHÒNG\nPHÓ TRƯỞNG PHÒNG”; a line break starts a new line. */
export interface Signer {
  title: string
  name?: string
}

/** A part of the body. Line breaks inside a text are kept. */
export type Block =
  | {
      kind: 'paragraph'
      text: string
      bold?: boolean
      italic?: boolean
      align?: 'left' | 'center' | 'right' | 'justify'
    }
  | { kind: 'heading'; text: string; level: 1 | 2 | 3 }
  | { kind: 'list'; items: string[]; numbered?: boolean }
  /** `small`: in smaller letters, for tables of many columns. */
  | { kind: 'table'; columns: Column[]; rows: string[][]; small?: boolean }

/** A column of a table; the percentages of all are scaled to the width of the text. */
export interface Column {
  title: string
  widthPercent: number
  align?: 'left' | 'center' | 'right'
}
