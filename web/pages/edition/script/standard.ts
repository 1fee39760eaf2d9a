/** Putting a text in order the way a station types it: blanks, punctuation, quotation marks. No word is touched. Pure. */

/** What was put in order, and how often. */
export interface Correction {
  words: string
  count: number
}

interface Step {
  words: string
  run: (text: string) => { text: string; count: number }
}

const replaced = (words: string, find: RegExp, put: string): Step => ({
  words,
  run: (text) => ({ text: text.replace(find, put), count: [...text.matchAll(find)].length }),
})

const STEPS: readonly Step[] = [
  replaced('ký tự ẩn', /[\ufeff\u200b\u00ad]/g, ''),
  { words: 'chữ có dấu gõ rời', run: composed },
  replaced('dấu cách đặc biệt', /[\u00a0\u202f\t]/g, ' '),
  replaced('dấu ba chấm', /(?<!\.)\.{3}(?!\.)/g, '…'),
  { words: 'dấu ngoặc kép thẳng', run: quoted },
  replaced('dấu cách thừa ở đầu, cuối dòng', /^ +| +$/gm, ''),
  replaced('dấu cách thừa', / {2,}/g, ' '),
  replaced('dấu cách trước dấu câu', / +(?=[,;?!]|[:.…)”](?:\s|$))/gm, ''),
  replaced('dấu cách sau dấu mở', /(?<=[(“]) +/g, ''),
  replaced('chỗ thiếu dấu cách sau dấu câu', /(?<=[\p{L}\p{N})”][,;:?!])(?=\p{L})/gu, ' '),
  replaced('chỗ thiếu dấu cách sau dấu chấm', /(?<=\p{Ll}{2}\.)(?=\p{Lu}\p{Ll})/gu, ' '),
  replaced('dòng trống thừa', /\n{3,}/g, '\n\n'),
]

/** What one step does can give another one work: “. . .” becomes three dots, then an ellipsis. */
const MOST_ROUNDS = 6

/** A text in order, and what was done to it; a text that is in order stays as it is. */
export function standardised(text: string): { text: string; corrections: Correction[] } {
  const counts = new Map<string, number>()
  let now = text
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = now
    for (const { words, run } of STEPS) {
      const done = run(now)
      now = done.text
      if (done.count > 0) counts.set(words, (counts.get(words) ?? 0) + done.count)
    }
    if (now === before) break
  }
  return { text: now, corrections: [...counts].map(([words, count]) => ({ words, count })) }
}

/** “Đã chỉnh 3 dấu cách thừa, 1 dấu ba chấm.”; nothing to put right is said too. */
export function correctionWords(corrections: readonly Correction[]): string {
  if (corrections.length === 0) return 'Đã gọn gàng, không có gì phải chỉnh.'
  return `Đã chỉnh ${corrections.map(({ words, count }) => `${count} ${words}`).join(', ')}.`
}

function composed(text: string): { text: string; count: number } {
  const whole = text.normalize('NFC')
  return { text: whole, count: text.length - whole.length }
}

/** Straight quotation marks in pairs on a line become the two of print; a lone one, and inches, stay. */
function quoted(text: string): { text: string; count: number } {
  let count = 0
  const lines = text.split('\n').map((line) => {
    const marks = [...line.matchAll(/"/g)].length
    if (marks === 0 || marks % 2 === 1 || /\d"/.test(line)) return line
    count += marks
    let isOpen = false
    return line.replace(/"/g, () => {
      isOpen = !isOpen
      return isOpen ? '“' : '”'
    })
  })
  return { text: lines.join('\n'), count }
}
