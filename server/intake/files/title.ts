import { fold } from '../../vietnamese/index.ts'

/** What stands at the top of official papers before their title (NĐ 30/2020): motto, number, place and date, addressee. */
const HEADS: readonly RegExp[] = [
  /^cong hoa xa hoi chu nghia/,
  /^doc lap ?[-–—] ?tu do ?[-–—] ?hanh phuc/,
  /^so ?:/,
  /^(so|v\/v|ve viec)\b.{0,12}$/,
  /^(kinh gui|kinh thua|noi nhan)\b/,
  /^(uy ban nhan dan|ubnd|phong|so|ban|hoi|trung tam|truong|dai truyen thanh|tram)\b[^.]{0,80}$/,
  /\bngay \.{0,}\s?(\d{1,2}|…)?\s?\.{0,}\s?thang\b/,
  /^[-–—*_=.\s]+$/,
]
const LONGEST_TITLE = 200

/**
 * The line of a document that looks like its title (pure): the first heading, else the first line that is no part of the
 * head of an official paper and is as short as titles are. Undefined where nothing looks like one.
 */
export function titleOf(paragraphs: readonly { text: string; isHeading: boolean }[]): string | undefined {
  const lines = paragraphs.flatMap(({ text, isHeading }) =>
    text.split('\n').map((line) => ({ line: line.replace(/\s+/g, ' ').trim(), isHeading })),
  )
  const likely = lines.filter(
    ({ line }) => line.length >= 4 && line.length <= LONGEST_TITLE && !HEADS.some((head) => head.test(fold(line))),
  )
  return (likely.find(({ isHeading }) => isHeading) ?? likely[0])?.line
}
