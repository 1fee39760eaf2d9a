/** Occupied slots: tiếp âm VOV, the province station. */
export { type OccupiedParts, occupiedBetween, registerOccupied } from './routes.ts'
export { listOccupied } from './store.ts'
export { type Occupied, occurrencesIn, type WeeklySlot } from './week.ts'
