import type { ItemChange, SideSummary } from '../../../../server/contract/index.ts'

/** “Sửa 2 tiết mục, thêm 1, bỏ 1, đổi chỗ 1.” */
export function changesSentence(items: readonly ItemChange[]): string {
  const count = (of: (item: ItemChange) => boolean) => items.filter(of).length
  const parts: [string, number][] = [
    ['sửa', count(({ change }) => change === 'changed')],
    ['thêm', count(({ change }) => change === 'added')],
    ['bỏ', count(({ change }) => change === 'removed')],
    ['đổi chỗ', count(({ isMoved }) => isMoved)],
  ]
  const said = parts
    .filter(([, n]) => n > 0)
    .map(([words, n], place) => `${words} ${n}${place === 0 ? ' tiết mục' : ''}`)
  if (said.length === 0) return 'Hai bản giống nhau.'
  const sentence = said.join(', ')
  return `${sentence[0]?.toLocaleUpperCase('vi')}${sentence.slice(1)}.`
}

/** Why a text lies aside. */
export function sideWords({ why, isMine, kept, baseNumber }: SideSummary): string {
  const whose = isMine ? 'Của anh/chị' : `Của ${kept.by}`
  const from = baseNumber === undefined ? '' : `, sửa từ bản ${baseNumber}`
  return why === 'saved-meanwhile'
    ? `${whose}${from}; lúc lưu thì đã có bản mới hơn`
    : `${whose}${from}; gõ ở một cửa sổ khác, chưa lưu`
}
