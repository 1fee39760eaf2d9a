/** Sơ kết, tổng kết, kiểm tra: dated records of who looked at what and what follows. */
export { registerEvaluations } from './routes.ts'
export { listRecords as listEvaluations } from './store.ts'
