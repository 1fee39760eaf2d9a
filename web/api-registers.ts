/** The registers' routes: questions, the library, feedback, evaluations. All reject with ApiError (see request.ts). */
import type {
  AnswerExtended,
  AskerTelephone,
  ConsentNoted,
  Evaluation,
  EvaluationsAsked,
  EvaluationWritten,
  Feedback,
  FeedbackAsked,
  FeedbackDone,
  FeedbackHanded,
  FeedbackWritten,
  HotlineContact,
  HotlineContactWritten,
  LibraryAsked,
  LibraryEntry,
  LibraryPlay,
  LibraryWritten,
  Question,
  QuestionAnswered,
  QuestionCorrected,
  QuestionDispatch,
  QuestionEdited,
  QuestionReceived,
  QuestionSummary,
  QuestionsAsked,
  QuestionsSent,
  QuestionTold,
} from '../server/contract/index.ts'
import { ask, type UploadFollowed, upload } from './request.ts'

const part = encodeURIComponent

/** What is asked for, as a query; what is empty is not asked. */
function query(asked: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(asked).filter((field): field is [string, string] => Boolean(field[1]))
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

const question = (id: string) => `/api/questions/${part(id)}`
const entry = (id: string) => `/api/library/${part(id)}`
const said = (id: string) => `/api/feedback/${part(id)}`

export const registersApi = {
  questions: (asked: QuestionsAsked) => ask<QuestionSummary[]>('GET', `/api/questions${query(asked)}`),
  question: (id: string) => ask<Question>('GET', question(id)),
  receiveQuestion: (json: QuestionReceived) => ask<Question>('POST', '/api/questions', { json }),
  correctQuestion: (id: string, json: QuestionCorrected) => ask<Question>('PATCH', question(id), { json }),
  /** How the asker is reached: asked for when somebody wants to see it, and kept nowhere in the page. */
  askerTelephone: (id: string) => ask<AskerTelephone>('GET', `${question(id)}/telephone`),
  setAskerTelephone: (id: string, json: AskerTelephone) => ask<Question>('PUT', `${question(id)}/telephone`, { json }),
  noteConsent: (id: string, json: ConsentNoted) => ask<Question>('POST', `${question(id)}/consent`, { json }),
  sendQuestions: (json: QuestionsSent) => ask<QuestionDispatch>('POST', '/api/question-dispatches', { json }),
  extendAnswer: (id: string, json: AnswerExtended) => ask<Question>('POST', `${question(id)}/extension`, { json }),
  answerQuestion: (id: string, json: QuestionAnswered) => ask<Question>('POST', `${question(id)}/answer`, { json }),
  editQuestion: (id: string, json: QuestionEdited) => ask<Question>('PUT', `${question(id)}/edited`, { json }),
  placeQuestion: (id: string, editionId: string) =>
    ask<Question>('POST', `${question(id)}/placements`, { json: { editionId } }),
  tellAsker: (id: string, json: QuestionTold) => ask<Question>('POST', `${question(id)}/told`, { json }),
  closeQuestion: (id: string, reason: string) => ask<Question>('POST', `${question(id)}/close`, { json: { reason } }),
  reopenQuestion: (id: string) => ask<Question>('POST', `${question(id)}/reopen`),

  library: (asked: LibraryAsked) => ask<LibraryEntry[]>('GET', `/api/library${query(asked)}`),
  makeEntry: (json: LibraryWritten) => ask<LibraryEntry>('POST', '/api/library', { json }),
  saveEntry: (id: string, json: LibraryWritten) => ask<LibraryEntry>('PUT', entry(id), { json }),
  uploadEntrySound: (id: string, file: File, rightsNote: string, followed?: UploadFollowed) =>
    upload<LibraryEntry>(`${entry(id)}/sound`, file, followed, { rightsNote }),
  retireEntry: (id: string) => ask<LibraryEntry>('POST', `${entry(id)}/retire`),
  /** What templates take that name no sound. */
  useEntry: (id: string) => ask<LibraryEntry>('POST', `${entry(id)}/use`),
  placeEntry: (id: string, editionId: string) =>
    ask<LibraryEntry>('POST', `${entry(id)}/placements`, { json: { editionId } }),
  entryPlays: (id: string) => ask<LibraryPlay[]>('GET', `${entry(id)}/plays`),
  contacts: () => ask<HotlineContact[]>('GET', '/api/hotline-contacts'),
  makeContact: (json: HotlineContactWritten) => ask<HotlineContact>('POST', '/api/hotline-contacts', { json }),
  changeContact: (id: string, json: HotlineContactWritten) =>
    ask<HotlineContact>('PUT', `/api/hotline-contacts/${part(id)}`, { json }),

  feedback: (asked: FeedbackAsked) => ask<Feedback[]>('GET', `/api/feedback${query(asked)}`),
  enterFeedback: (json: FeedbackWritten) => ask<Feedback>('POST', '/api/feedback', { json }),
  correctFeedback: (id: string, json: FeedbackWritten) => ask<Feedback>('PUT', said(id), { json }),
  handOnFeedback: (id: string, json: FeedbackHanded) => ask<Feedback>('POST', `${said(id)}/handing`, { json }),
  endFeedback: (id: string, json: FeedbackDone) => ask<Feedback>('POST', `${said(id)}/done`, { json }),
  makeQuestionOf: (id: string) => ask<Feedback>('POST', `${said(id)}/question`),

  evaluations: (asked: EvaluationsAsked) => ask<Evaluation[]>('GET', `/api/evaluations${query(asked)}`),
  makeEvaluation: (json: EvaluationWritten) => ask<Evaluation>('POST', '/api/evaluations', { json }),
  saveEvaluation: (id: string, json: EvaluationWritten) =>
    ask<Evaluation>('PUT', `/api/evaluations/${part(id)}`, { json }),
} as const

/** Addresses of papers and sheets, for download links. */
export const registersFiles = {
  questionsSheet: (asked: QuestionsAsked) => `/api/questions/xlsx${query(asked)}`,
  dispatchPaper: (dispatchId: string) => `/api/question-dispatches/${part(dispatchId)}/paper`,
  answerNote: (id: string) => `${question(id)}/note`,
  librarySheet: (asked: LibraryAsked) => `/api/library/xlsx${query(asked)}`,
  feedbackSheet: (asked: FeedbackAsked) => `/api/feedback/xlsx${query(asked)}`,
  evaluationsSheet: (asked: EvaluationsAsked) => `/api/evaluations/xlsx${query(asked)}`,
} as const
