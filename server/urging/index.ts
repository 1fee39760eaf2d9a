/** Urging (đôn đốc): which units are missing in a period, the words to ask them with, and who asked when and how. */
export { missingOf, receiptsOf } from './receipts.ts'
export { registerUrging } from './routes.ts'
export { listUrgings } from './store.ts'
