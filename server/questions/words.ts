import { vietnameseDate } from '../../schedules/index.ts'
import type {
  Consent,
  QuestionEdited,
  QuestionState,
  QuestionStep,
  QuestionTold,
  ReceivedVia,
} from '../contract/index.ts'
import type { NotedFact, QuestionRecord } from './facts.ts'
import { publicName, type Standing } from './rules.ts'

export const STATE_WORDS: Record<QuestionState, string> = {
  received: 'Đã tiếp nhận',
  sent: 'Đã gửi cơ quan trả lời',
  answered: 'Đã có trả lời',
  edited: 'Đã biên tập',
  approved: 'Đã duyệt',
  aired: 'Đã phát',
  told: 'Đã báo người hỏi',
  closed: 'Đã xếp lại',
}

export const VIA_WORDS: Record<ReceivedVia, string> = {
  telephone: 'Điện thoại',
  letter: 'Thư, đơn',
  'in-person': 'Trực tiếp',
  online: 'Mạng (Zalo, cổng thông tin)',
  meeting: 'Hội nghị, tiếp xúc cử tri',
  other: 'Cách khác',
}

export const CONSENT_WORDS: Record<Consent, string> = {
  asked: 'Đã hỏi ý, chờ trả lời',
  given: 'Đồng ý nêu tên',
  refused: 'Không đồng ý nêu tên',
}

const HOW_WORDS: Record<QuestionTold['how'], string> = {
  telephone: 'qua điện thoại',
  letter: 'bằng văn bản',
  'in-person': 'trực tiếp',
  message: 'bằng tin nhắn',
}

/** What happened to a question in sentences (pure). `titleOf` names editions. */
export function stepsOf(
  { facts, dispatches, via }: Pick<QuestionRecord, 'facts' | 'dispatches' | 'via'>,
  titleOf: (editionId: string) => string,
): QuestionStep[] {
  return facts.flatMap((fact, place) => {
    const told = stepOf(fact, { isFirst: place === 0, via, titleOf, dispatches })
    return told ? [{ ...told, noted: fact.noted }] : []
  })
}

function stepOf(
  fact: NotedFact,
  about: {
    isFirst: boolean
    via: ReceivedVia
    titleOf: (editionId: string) => string
    dispatches: QuestionRecord['dispatches']
  },
): Omit<QuestionStep, 'noted'> | undefined {
  switch (fact.kind) {
    case 'worded':
      return {
        words: about.isFirst ? `Tiếp nhận (${VIA_WORDS[about.via].toLocaleLowerCase('vi')})` : 'Sửa lời câu hỏi',
        text: fact.text,
      }
    case 'asker':
      return { words: fact.asker.isAnonymous ? 'Người hỏi: ẩn danh' : `Người hỏi: ${fullName(fact.asker)}` }
    case 'consent': {
      const { consent, onDate, note } = fact.consent
      return { words: `${CONSENT_WORDS[consent]}, ngày ${vietnameseDate(onDate)}${note ? ` (${note})` : ''}` }
    }
    case 'sent': {
      const dispatch = about.dispatches.get(fact.dispatchId)
      return dispatch && { words: sentWords(dispatch) }
    }
    case 'extended':
      return { words: `Gia hạn trả lời đến ${vietnameseDate(fact.dueOn)}: ${fact.reason}` }
    case 'answered': {
      const { answerer, answeredOn, paper, text } = fact.answer
      return { words: `${answerer} trả lời ngày ${vietnameseDate(answeredOn)}${paper ? `, ${paper}` : ''}`, text }
    }
    case 'edited':
      return { words: `Biên tập lời phát “${fact.edited.title}”` }
    case 'placed':
      return { words: `Đưa vào kịch bản ${about.titleOf(fact.editionId)}` }
    case 'told':
      return {
        words: `Báo người hỏi ${HOW_WORDS[fact.told.how]} ngày ${vietnameseDate(fact.told.toldOn)}`,
        text: fact.told.note,
      }
    case 'closed':
      return { words: `Khép lại: ${fact.reason}` }
    case 'reopened':
      return { words: 'Mở lại' }
  }
}

function sentWords({ unitName, sentOn, dueOn }: { unitName: string; sentOn: string; dueOn: string }): string {
  return `Gửi ${unitName} ngày ${vietnameseDate(sentOn)}, hạn trả lời ${vietnameseDate(dueOn)}`
}

/** An asker as the station's own people see them. */
export function fullName({ name, address }: { name?: string; address?: string }): string {
  return [name, address].filter(Boolean).join(', ')
}

const TITLE_SYLLABLES = 14

/** Words for the air to begin from (pure): the asker is named only where that was allowed. Undefined without an answer. */
export function editedDraft(standing: Standing): QuestionEdited | undefined {
  const { text, answer } = standing
  if (!answer) return undefined
  return {
    title: firstWords(text),
    questionText: `${publicName(standing) ?? 'Một người dân'} hỏi: ${text}`,
    answerText: `Về câu hỏi này, ${answer.answerer} trả lời như sau:\n\n${answer.text}`,
  }
}

/** An answer note to begin from (pure). Undefined without an answer. `aired`: in which edition it was heard, and when. */
export function noteDraft(
  standing: Standing,
  about: { stationName: string; receivedOn: string; aired: { editionTitle: string; date: string } | undefined },
): string | undefined {
  const { text, answer, asker } = standing
  if (!answer) return undefined
  const to = asker.isAnonymous || !asker.name ? 'người gửi câu hỏi' : `ông/bà ${asker.name}`
  const { answerer, answeredOn, paper } = answer
  const source = `${paper ? `văn bản ${paper}, ` : ''}ngày ${vietnameseDate(answeredOn)}`
  return [
    `Kính gửi ${to},`,
    `Ngày ${vietnameseDate(about.receivedOn)}, ${about.stationName} tiếp nhận câu hỏi: “${text}”`,
    `${answerer} trả lời (${source}):\n${answer.text}`,
    ...(about.aired
      ? [`Nội dung này đã phát trong ${about.aired.editionTitle}, ngày ${vietnameseDate(about.aired.date)}.`]
      : []),
    'Trân trọng cảm ơn ông/bà đã quan tâm theo dõi chuyên mục “Dân hỏi – Chính quyền trả lời”.',
  ].join('\n\n')
}

function firstWords(text: string): string {
  const words = (text.split(/[.!?:\n]/)[0] ?? '').trim().split(/\s+/)
  return words.length <= TITLE_SYLLABLES ? words.join(' ') : `${words.slice(0, TITLE_SYLLABLES).join(' ')}…`
}
