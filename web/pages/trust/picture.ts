/** What a drawing of a screen shows: a few of its lines, one of which is to be touched. */
export interface PictureAsked {
  frame: 'phone' | 'window'
  title: string
  lines: readonly PictureLine[]
}

export interface PictureLine {
  /** `note` is text alone; the others are things that can be touched. */
  as: 'row' | 'button' | 'check' | 'switch' | 'file' | 'field' | 'note'
  words: string
  /** This is the one to touch. */
  isHere?: true
}

/** A line with its place. Units are those of the drawing. */
export interface PlacedLine extends PictureLine {
  y: number
  height: number
  rows: string[]
}

export interface PlacedPicture {
  width: number
  height: number
  /** Left and right edge of every line. */
  inset: number
  lineWidth: number
  lines: PlacedLine[]
}

export const ROW_HEIGHT = 17
export const TITLE_HEIGHT = 40
const [GAP, PADDING, INSET] = [8, 10, 14]
/** Be Vietnam Pro at 13 units: the average letter of Vietnamese text, rounded up. */
const LETTER_WIDTH = 7
/** What stands beside the words of a line: an arrow, a box, a switch. */
const BESIDE: Record<PictureLine['as'], number> = {
  row: 26,
  button: 8,
  check: 30,
  switch: 46,
  file: 30,
  field: 30,
  note: 0,
}
const SIZES = { phone: { width: 248, least: 236 }, window: { width: 340, least: 190 } } as const

/** Where everything of a drawing stands; the height follows the text. */
export function placePicture({ frame, lines }: PictureAsked): PlacedPicture {
  const { width, least } = SIZES[frame]
  const lineWidth = width - 2 * INSET
  let y = TITLE_HEIGHT + GAP
  const placed = lines.map((line) => {
    const edges = line.as === 'note' ? 0 : 2 * PADDING
    const rows = wrap(line.words, Math.floor((lineWidth - edges - BESIDE[line.as]) / LETTER_WIDTH))
    const height = rows.length * ROW_HEIGHT + (line.as === 'note' ? 4 : 2 * PADDING)
    const placedLine = { ...line, y, height, rows }
    y += height + GAP
    return placedLine
  })
  return { width, height: Math.max(least, y + GAP), inset: INSET, lineWidth, lines: placed }
}

/** Text in rows of at most so many letters, broken at spaces; a longer word has a row of its own. */
export function wrap(words: string, most: number): string[] {
  const rows: string[] = []
  for (const word of words.split(' ')) {
    const last = rows.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= most) rows[rows.length - 1] = `${last} ${word}`
    else rows.push(word)
  }
  return rows
}
