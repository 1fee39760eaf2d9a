/** Amounts and rates as people write them: points between thousands, a decimal comma. */
import type { RoyaltyRate, RoyaltyRole } from '../../../server/contract/index.ts'
import { figure } from '../../words.ts'

/** “50.000 đồng”; unknown is a dash. */
export const dongWords = (dong: number | undefined) => (dong === undefined ? '–' : `${figure(dong)} đồng`)

/**
 * An amount as people type it: “50.000”, “50 000 đ”, “50000”. Undefined when it is none; fractions of a đồng are none.
 */
export function readDong(typed: string): number | undefined {
  const text = typed
    .normalize('NFC')
    .trim()
    .replace(/\s*(?:đ|đồng|vnđ|vnd)\.?$/iu, '')
  if (!/^\d{1,3}(?:[. \u00a0\u202f]\d{3})+$|^\d{1,10}$/.test(text)) return undefined
  return Number(text.replace(/\D/g, ''))
}

/** A coefficient as people type it: “0,3”, “0.3”, “1”. Undefined when it is none. */
export function readCoefficient(typed: string): number | undefined {
  const found = /^(\d{1,6})(?:[.,](\d{1,6}))?$/.exec(typed.trim())
  return found ? Number(`${found[1]}.${found[2] ?? '0'}`) : undefined
}

/** An amount of a rate as it stands in its field. */
export function typedAmount({ amount, measure }: Pick<RoyaltyRate, 'amount' | 'measure'>): string {
  return measure === 'dong' && Number.isInteger(amount) ? figure(amount) : String(amount).replace('.', ',')
}

/** What an amount is counted for. */
export const BASIS_WORDS: Readonly<Record<RoyaltyRole, Readonly<Record<RoyaltyRate['basis'], string>>>> = {
  author: { each: 'mỗi tác phẩm', word: 'mỗi chữ' },
  reader: { each: 'mỗi lượt đọc', word: 'mỗi chữ' },
}

/** “50.000 đồng mỗi tác phẩm”, “hệ số 0,3 mỗi tác phẩm”. */
export function rateWords(rate: RoyaltyRate, role: RoyaltyRole): string {
  const amount = rate.measure === 'dong' ? `${typedAmount(rate)} đồng` : `hệ số ${typedAmount(rate)}`
  return `${amount} ${BASIS_WORDS[role][rate.basis]}`
}
