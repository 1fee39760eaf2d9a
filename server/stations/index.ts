/** Ward stations: dated secret links, what they may take and in which forms, what they took. */
export { deliveriesFor, newestDeliveries } from './deliveries.ts'
export type { Delivery, DeliveryAiring, DeliveryFile, DeliveryForm, WardOfLink, WardTake } from './delivery.ts'
export type { LinkParts } from './link-routes.ts'
export { deliveryNames } from './names.ts'
export {
  escaped,
  messagePage,
  sendPage,
  unknownLinkPage,
  type WardPlayerTold,
  type WardWordsOnPage,
} from './page/index.ts'
export { registerStations } from './routes.ts'
export { scriptText } from './script-text.ts'
export { findWardBySecret, linksEndingBefore, listWardStations } from './store.ts'
export { begunBy, confirmTake, LONGEST_IN_PARTS_MS, takenBy, takenWithin, wardsReached } from './taken/index.ts'
