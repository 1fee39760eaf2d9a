/** Placing: words kept in a register enter an edition's script. */
export { type PlacedItem, placeItems } from './place-items.ts'
