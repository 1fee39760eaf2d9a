/** What can happen to a unit, in words. */
import type { UnitChange } from '../../../server/contract/index.ts'

export type Kind = 'renamed' | 'merged' | 'split' | 'dissolved'

export const KIND_WORDS: Readonly<Record<UnitChange['kind'], string>> = {
  founded: 'Thành lập',
  renamed: 'Đổi tên',
  merged: 'Sáp nhập',
  split: 'Chia tách',
  dissolved: 'Giải thể',
}

/** “UBND phường 1 và UBND phường 2 sáp nhập thành UBND phường Sa Đéc”. */
export function changeWords({ kind, from, to }: Pick<UnitChange, 'kind' | 'from' | 'to'>): string {
  const names = (units: readonly { name: string }[]) => listed(units.map(({ name }) => `“${name}”`))
  if (kind === 'founded') return `Thành lập ${names(to)}`
  if (kind === 'renamed') return `${names(from)} đổi tên thành ${names(to)}`
  if (kind === 'merged') return `${names(from)} sáp nhập thành ${names(to)}`
  if (kind === 'split') return `${names(from)} chia tách thành ${names(to)}`
  return `${names(from)} giải thể`
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} và ${words.at(-1)}`
}
