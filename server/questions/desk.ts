import { type CalendarDate, isCalendarDate, vietnameseDate } from '../../schedules/index.ts'
import type { Asker, QuestionEdited } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { tidyLine, tidyText } from '../scripts/index.ts'
import type { QuestionRecord } from './facts.ts'
import { codeOf, type Standing, standingOf } from './rules.ts'
import { findRecord, findTelephone } from './store.ts'
import { holdsTelephone, isTelephone } from './telephone.ts'

/** A question that something is about to be done with. Refuses `not-found`, and `question-closed` once it was put away. */
export async function openQuestion(
  db: Db,
  id: string,
): Promise<{ record: QuestionRecord; standing: Standing; code: string }> {
  const record = await findRecord(db, id)
  if (!record) throw new StationError('not-found')
  const standing = standingOf(record)
  const code = codeOf(record)
  if (standing.closedBecause !== undefined) {
    throw new StationError('question-closed', { code, reason: standing.closedBecause })
  }
  return { record, standing, code }
}

/** Refuses `telephone-in-words` where a text that may leave the register holds the asker's number. `texts` by their place. */
export function refuseTelephoneIn(texts: Record<string, string | undefined>, telephone: string | undefined): void {
  if (telephone === undefined) return
  for (const [where, text] of Object.entries(texts)) {
    if (text !== undefined && holdsTelephone(text, telephone)) throw new StationError('telephone-in-words', { where })
  }
}

/** The same for a question whose number is kept already. */
export async function refuseOwnTelephone(
  db: Db,
  questionId: string,
  texts: Record<string, string | undefined>,
): Promise<void> {
  refuseTelephoneIn(texts, await findTelephone(db, questionId))
}

/** What counts of a question now, by its places: none of it may hold a number that is about to be kept. */
export function wordsThatCount({
  text,
  topic,
  asker,
  answer,
  edited,
  told,
}: Standing): Record<string, string | undefined> {
  return {
    'lời câu hỏi': text,
    'chủ đề': topic,
    'tên người hỏi': asker.name,
    'địa chỉ': asker.address,
    'trả lời': answer && `${answer.text}\n${answer.answerer}\n${answer.paper ?? ''}`,
    'lời phát': edited && `${edited.title}\n${edited.questionText}\n${edited.answerText}`,
    'phiếu trả lời': told?.note,
  }
}

/** A telephone number as it is kept; undefined where none was given. Refuses `bad-telephone`. */
export function telephoneOf(written: string | null | undefined): string | undefined {
  const telephone = tidyLine(written ?? '')
  if (telephone === '') return undefined
  if (!isTelephone(telephone)) throw new StationError('bad-telephone')
  return telephone
}

/** An asker as kept: of an anonymous one nothing. Refuses `asker-unnamed`. */
export function askerOf({ isAnonymous, name, address }: Asker): Asker {
  if (isAnonymous) return { isAnonymous: true }
  const [tidyName, tidyAddress] = [tidyLine(name ?? ''), tidyLine(address ?? '')]
  if (tidyName === '') throw new StationError('asker-unnamed')
  return { isAnonymous: false, name: tidyName, ...(tidyAddress !== '' && { address: tidyAddress }) }
}

/** Words for the air as kept. Refuses `asker-not-consented` where they name an asker who has not allowed it. */
export function editedOf(
  written: QuestionEdited,
  { asker, consent }: Pick<Standing, 'asker' | 'consent'>,
): QuestionEdited {
  const edited = {
    title: tidyLine(written.title),
    questionText: tidyText(written.questionText),
    answerText: tidyText(written.answerText),
  }
  for (const [field, what] of [
    ['title', 'tên câu hỏi'],
    ['questionText', 'lời hỏi'],
    ['answerText', 'lời đáp'],
  ] as const) {
    if (edited[field] === '') throw new StationError('bad-request', { what })
  }
  if (asker.name !== undefined && consent?.consent !== 'given' && names(edited, asker.name)) {
    throw new StationError('asker-not-consented', { name: asker.name })
  }
  return edited
}

/** A name of one syllable is a word like others (An, Bình): it names somebody behind a word of address. */
function names({ title, questionText, answerText }: QuestionEdited, name: string): boolean {
  const words = (text: string) =>
    ` ${text
      .normalize('NFC')
      .toLocaleLowerCase('vi')
      .replace(/[^\p{L}\d]+/gu, ' ')
      .trim()} `
  const said = words([title, questionText, answerText].join('\n'))
  const wanted = words(name)
  if (wanted.trim().includes(' ')) return said.includes(wanted)
  return ADDRESSES.some((address) => said.includes(` ${address}${wanted}`))
}

const ADDRESSES = ['ông', 'bà', 'anh', 'chị', 'cô', 'chú', 'bác', 'em', 'cụ', 'bạn']

/** Refuses `no-such-date` for a day that does not exist, `day-to-come` for one that is not over. */
export function refuseDayToCome(date: CalendarDate, today: CalendarDate, what: string): void {
  refuseNoDate(date)
  if (date > today) throw new StationError('day-to-come', { date: vietnameseDate(date), what })
}

/** Refuses `no-such-date` for a day that does not exist. */
export function refuseNoDate(date: CalendarDate): void {
  if (!isCalendarDate(date)) throw new StationError('no-such-date', { date: vietnameseDate(date) })
}

/** Refuses `due-before-sent`. */
export function refuseDueBefore(sentOn: CalendarDate, dueOn: CalendarDate): void {
  refuseNoDate(sentOn)
  refuseNoDate(dueOn)
  if (dueOn < sentOn) {
    throw new StationError('due-before-sent', { dueOn: vietnameseDate(dueOn), sentOn: vietnameseDate(sentOn) })
  }
}
