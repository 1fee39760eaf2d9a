/** Hand-overs without a network: an edition as a folder on a stick or as an archive, with everything that plays and proves it. */
export { openPlace } from './places.ts'
export { registerHandOvers } from './routes.ts'
export { handedOver } from './store.ts'
export { bytesBegun, writeFolder } from './write-folder.ts'
