/** Hearing before a render: the picture of the whole, the whole from any point, a read as a treatment makes it. */
export { registerHearing } from './routes.ts'
