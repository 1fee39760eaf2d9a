/** “Tháng này”: where each programme's periods stand, what is due today and for whom, which periods were missed. */
export { registerMonth } from './routes.ts'
