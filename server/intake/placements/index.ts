/** Items in the periods of programmes. */
export { addPlacement, listPlaced, type PlacementRow, placementsOf, removePlacement } from './store.ts'
