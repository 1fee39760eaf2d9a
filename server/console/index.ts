/** The on-air console: one picture when it opens, one stream afterwards. */
export { registerConsole, statusOf } from './routes.ts'
