/** Sơ kết, tổng kết, kiểm tra: dated records of who looked at what and what follows. */
export { registerEvaluations } from './routes.ts'
