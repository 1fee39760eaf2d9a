/** Urging (đôn đốc): which units are missing in a period, the words to ask them with, and who asked when and how. */
export { receiptsIn } from './expected.ts'
export { missingOf } from './receipts.ts'
export { registerUrging } from './routes.ts'
export { listUrgings } from './store.ts'
