import type { CalendarDate } from '../../schedules/index.ts'
import type { ItemKind, RoyaltyLack, RoyaltyLine, RoyaltyRates, RoyaltyRole } from '../contract/index.ts'
import { dongOf, kindOfItem, PROPOSED_KINDS, ratesOn } from './rates.ts'

/** What the station's books have of a line, before rates and people say anything of it. */
export interface LineFacts
  extends Pick<
    RoyaltyLine,
    | 'lineId'
    | 'title'
    | 'programmeId'
    | 'programmeName'
    | 'editionId'
    | 'editionTitle'
    | 'airedAt'
    | 'isOutside'
    | 'words'
    | 'durationMs'
  > {
  role: RoyaltyRole
  airedOn: CalendarDate
  itemKind: ItemKind
  person: string | undefined
  unitName: string | undefined
  /** Works from above and works that won a prize elsewhere are not the station's to pay, unless somebody says so. */
  isPaid: boolean
}

/** What is read but is nobody's work: greetings, headlines, sign-offs, and the words of those who ask. */
const NO_WORK: readonly ItemKind[] = ['greeting', 'headline', 'sign-off', 'question']

/** Whether items of this kind have an author to be paid (pure). */
export function isWork(kind: ItemKind): boolean {
  return !NO_WORK.includes(kind)
}

/**
 * A line of the ledger (pure): what the books have, what a person said of it instead, and by the table in force on the day of its
 * first airing what is due. An amount set by hand stands whatever the rates are; what is not paid has none.
 */
export function royaltyLine(
  { itemKind, person, unitName, isPaid, ...facts }: LineFacts,
  tables: readonly RoyaltyRates[],
  correction: RoyaltyLine['correction'],
): RoyaltyLine {
  const table = ratesOn(tables, facts.airedOn)
  // Before anybody filled in a table, works are told apart by the kinds that are proposed for one.
  const kinds = table?.kinds ?? PROPOSED_KINDS
  const notedKind = kindOfItem(kinds, { kind: itemKind, words: facts.words })
  const kindId = correction?.kindId ?? notedKind?.kindId
  const kind = kinds.find((one) => one.kindId === kindId)
  const shownPerson = correction?.person ?? person
  const shownUnit = correction?.unitName ?? unitName
  const rate = kind?.[facts.role]
  const due = rate && dongOf(rate, facts.words, table?.unitValueDong)
  const amountDong = correction?.amountDong ?? due
  const lack = lackOf({ isPaid: correction?.isPaid ?? isPaid, amountDong, hasTable: table !== undefined, kind })
  return {
    ...facts,
    ...(kind && { kindId: kind.kindId, kindName: kind.name }),
    ...(shownPerson !== undefined && { person: shownPerson }),
    ...(shownUnit !== undefined && { unitName: shownUnit }),
    ...(rate && { rate }),
    ...(lack ? { lack } : { amountDong }),
    noted: {
      isPaid,
      ...(notedKind && { kindId: notedKind.kindId }),
      ...(person !== undefined && { person }),
      ...(unitName !== undefined && { unitName }),
    },
    ...(correction && { correction }),
  }
}

function lackOf(facts: {
  isPaid: boolean
  amountDong: number | undefined
  hasTable: boolean
  kind: unknown
}): RoyaltyLack | undefined {
  if (!facts.isPaid) return 'not-paid'
  if (facts.amountDong !== undefined) return undefined
  if (!facts.hasTable) return 'no-rates'
  return facts.kind === undefined ? 'no-kind' : 'not-due'
}
