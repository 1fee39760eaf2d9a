/** Which item of a script a sound file is a read of, by its name alone. */

/** An item as its script numbers it, from 1. */
export interface NumberedItem {
  itemId: string
  number: number
  title: string
}

/** So much of a title must stand in a file's name. */
const ENOUGH_OF_TITLE = 0.75
/** A title run together in one word is known by so many letters at least. */
const LEAST_LETTERS = 6

const NUMBER_FIRST = /^(?:(?:tiet muc|tiet|muc|bai|tin|phan|so|tm|item|track) ?)?0*(\d{1,2})(?![\da-z])(?! \d)/
const NUMBER_AFTER_WORD = /\b(?:tiet muc|muc|bai|tin|phan|tm) ?0*(\d{1,2})(?![\da-z])(?! \d)/

/**
 * The item that a file is of: by words of its title and by a number at the beginning or after “tiết mục”, “bài”, “tin”,
 * “phần”; marks, case and ending do not count. Undefined where the name says nothing, where it fits several items, or where
 * its number and its words say different things: then a person is asked.
 */
export function matchItem(fileName: string, items: readonly NumberedItem[]): string | undefined {
  const name = folded(fileName.replace(/\.[^.]{1,5}$/, ''))
  const words = new Set(name.split(' '))
  const runTogether = name.replaceAll(' ', '')
  const fits = items.map((item) => ({ item, ...titleFit(item.title, words, runTogether) }))

  const said = numberIn(name)
  const numbered = fits.find(({ item }) => item.number === said)
  if (numbered?.isWhole) return numbered.item.itemId

  const strong = fits.filter(({ isStrong }) => isStrong)
  const most = Math.max(0, ...strong.map(({ share }) => share))
  const best = strong.filter(({ share }) => share === most)
  const longest = Math.max(0, ...best.map(({ count }) => count))
  const candidates = best.filter(({ count }) => count === longest)

  if (candidates.length === 0) return numbered?.item.itemId
  const agreed = numbered && candidates.find(({ item }) => item === numbered.item)
  if (agreed) return agreed.item.itemId
  const [only, another] = candidates
  return another === undefined && numbered === undefined ? only?.item.itemId : undefined
}

/** Letters without marks and digits, words apart by single spaces: “02 - Thủ tục ĐẤT đai” → `02 thu tuc dat dai`. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

function numberIn(name: string): number | undefined {
  const found = (NUMBER_FIRST.exec(name) ?? NUMBER_AFTER_WORD.exec(name))?.[1]
  return found === undefined ? undefined : Number(found)
}

interface TitleFit {
  /** The share of the title's words that stand in the name. */
  share: number
  count: number
  isWhole: boolean
  isStrong: boolean
}

function titleFit(title: string, words: ReadonlySet<string>, runTogether: string): TitleFit {
  const wanted = [...new Set(folded(title).split(' ').filter(Boolean))]
  const joined = folded(title).replaceAll(' ', '')
  const isRunTogether = joined.length >= LEAST_LETTERS && runTogether.includes(joined)
  const count = isRunTogether ? wanted.length : wanted.filter((word) => words.has(word)).length
  const share = wanted.length === 0 ? 0 : count / wanted.length
  const isTelling = count >= 2 || joined.length >= LEAST_LETTERS
  return { share, count, isWhole: share === 1, isStrong: share >= ENOUGH_OF_TITLE && isTelling }
}
