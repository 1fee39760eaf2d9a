/** Vietnamese text as people look for it and put it in order. Pure. */
export { compareVietnamese, fold, hasWords } from './fold.ts'
