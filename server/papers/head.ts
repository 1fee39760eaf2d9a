import { AlignmentType, convertMillimetersToTwip, Paragraph, type Table, TextRun } from 'docx'
import { FONT, HEAD_MM, SIZE, TEXT_WIDTH_MM, widthMm } from './measures.ts'
import type { Paper, PaperKind } from './paper.ts'
import { clean, line, rule, runs, sideBySide } from './parts.ts'

const NATION = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'
const MOTTO = 'Độc lập - Tự do - Hạnh phúc'
/** Rules under names and summaries are a third to a half as long as the line above them; the one under the motto as long. */
const RULE_SHARE = 0.4
/** Room to write a number, a day, a year by hand. */
const BLANK = '\u00a0'.repeat(7)

const TITLES: Readonly<Record<Exclude<PaperKind, 'cong-van'>, string>> = {
  'to-trinh': 'TỜ TRÌNH',
  'bien-ban': 'BIÊN BẢN',
  'bao-cao': 'BÁO CÁO',
  'thong-bao': 'THÔNG BÁO',
}

/** Issuer and nation side by side; under them number and place with date. */
export function head({ kind, issuer, symbol, place, date, about }: Paper): Table {
  const name = capitals(issuer.name)
  const lastLine = name.split('\n').at(-1) ?? ''
  const room = HEAD_MM.issuer - HEAD_MM.apart
  const issuerRule = Math.min(widthMm(lastLine, SIZE.issuer), room) * RULE_SHARE
  const besideNation = { indent: { right: convertMillimetersToTwip(HEAD_MM.apart) } }
  const mottoRule = Math.min(widthMm(MOTTO, SIZE.motto), HEAD_MM.nation)
  return sideBySide(
    [HEAD_MM.issuer, HEAD_MM.nation],
    [
      [
        [
          ...(issuer.above ? [line(lastTogether(capitals(issuer.above)), { size: SIZE.issuer }, besideNation)] : []),
          line(lastTogether(name), { size: SIZE.issuer, bold: true }, besideNation),
          rule(issuerRule, room, HEAD_MM.issuer),
        ],
        [
          line(NATION, { size: SIZE.nation, bold: true }),
          line(MOTTO, { size: SIZE.motto, bold: true }),
          rule(mottoRule, HEAD_MM.nation),
        ],
      ],
      [
        [
          line(`Số:${BLANK}/${symbol}`, { size: SIZE.symbol }, { ...besideNation, spacing: { before: 60 } }),
          ...(kind === 'cong-van'
            ? [line(subject(about), { size: SIZE.subject }, { ...besideNation, spacing: { before: 120 } })]
            : []),
        ],
        // The form of minutes (1.10) has no place and date here: both stand in the text.
        place === '' && date === undefined
          ? []
          : [line(`${place}, ${dateWords(date)}`, { size: SIZE.place, italics: true }, { spacing: { before: 60 } })],
      ],
    ],
  )
}

/** The name of the document and its summary over a rule; a công văn has neither. */
export function title({ kind, title: own, about }: Paper): Paragraph[] {
  if (kind === 'cong-van') return [new Paragraph({ spacing: { after: 120 }, children: [] })]
  const lastLine = about.split('\n').at(-1) ?? ''
  const ruleMm = Math.min(widthMm(lastLine, SIZE.title), TEXT_WIDTH_MM) * RULE_SHARE
  return [
    line(capitals(own ?? TITLES[kind]), { size: SIZE.title, bold: true }, { spacing: { before: 360 }, keepNext: true }),
    line(about, { size: SIZE.title, bold: true }, { keepNext: true }),
    rule(ruleMm, TEXT_WIDTH_MM),
    new Paragraph({ children: [] }),
  ]
}

/** “Kính gửi:” one on the same line; several one under the other, each with a dash, parted by semicolons. */
export function addressees(to: readonly string[] | undefined): Paragraph[] {
  if (!to || to.length === 0) return []
  const size = SIZE.body
  const after = { spacing: { after: 240 } }
  if (to.length === 1) return [line(`Kính gửi: ${to[0]}`, { size }, after)]
  const [from, list] = [convertMillimetersToTwip(25), convertMillimetersToTwip(50)]
  return to.map((name, place) => {
    const isLast = place === to.length - 1
    const words = `- ${trimEnd(name)}${isLast ? '.' : ';'}`
    return new Paragraph({
      alignment: AlignmentType.LEFT,
      indent: place === 0 ? { left: list, hanging: list - from } : { left: list },
      ...(isLast && after),
      children:
        place === 0 ? [new TextRun({ text: clean(`Kính gửi:\t${words}`), font: FONT, size })] : runs(words, { size }),
    })
  })
}

/** Without the sign that an item of a list may have brought along. */
export function trimEnd(text: string): string {
  return text.trim().replace(/[.;,]+$/, '')
}

/** Capitals as they are shouted in a title. */
export function capitals(text: string): string {
  return text.normalize('NFC').toLocaleUpperCase('vi')
}

/** “ngày 05 tháng 02 năm 2026”: days below 10 and the months 1 and 2 get a nought before them (section II.4). */
function dateWords(date: string | undefined): string {
  if (date === undefined) return `ngày${BLANK}tháng${BLANK}năm${BLANK}`
  const [year = '', month = '', day = ''] = date.split('-')
  const monthWord = Number(month) <= 2 ? month : String(Number(month))
  return `ngày ${day} tháng ${monthWord} năm ${year}`
}

/** “THÀNH PHỐ SA ĐÉC”: the last two words stay on one line, for they are mostly one name. */
function lastTogether(name: string): string {
  return name.replace(/ (\S+)$/gm, '\u00a0$1')
}

function subject(about: string): string {
  return /^v\/v/i.test(about) ? about : `V/v ${about.charAt(0).toLocaleLowerCase('vi')}${about.slice(1)}`
}
