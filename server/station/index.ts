/** The station itself: its name, what it sounds through, its health. */
export { lanAddresses } from './addresses.ts'
export { Listening } from './listening.ts'
export { registerStation } from './routes.ts'
export { createStation, findStation } from './store.ts'
