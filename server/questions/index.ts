/** Dân hỏi – Chính quyền trả lời: questions, who owes their answers, and when they were heard. */
export { registerQuestions } from './routes.ts'
export { codeOf, standingOf } from './rules.ts'
export { addQuestion, listRecords, type NewQuestion } from './store.ts'
export { questionView, summariesOf as listQuestions } from './view.ts'
