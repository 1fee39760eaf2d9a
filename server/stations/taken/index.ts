/** What wards took: a line for every download, receipts, what was confirmed by hash, and what follows from all of it. */
export { type Receipt, receiptOf } from './receipt.ts'
export {
  addDownload,
  begunBy,
  confirmTake,
  LONGEST_IN_PARTS_MS,
  lastTakes,
  listDownloads,
  takenBy,
  takenWithin,
  wardsReached,
} from './store.ts'
