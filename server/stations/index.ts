/** Ward stations: dated secret links, what they may take and in which forms, what they took. */
export { deliveriesFor } from './deliveries.ts'
export type { Delivery, DeliveryAiring, DeliveryFile, DeliveryForm, WardOfLink, WardTake } from './delivery.ts'
export { registerStations } from './routes.ts'
export { findWardBySecret, listWardStations, takenBy, wardsReached } from './store.ts'
