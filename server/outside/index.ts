/** “Phát ngoài hệ thống”: what was aired by other means, with its proof. */
export { outsideAiring } from './airing.ts'
export { registerOutside } from './routes.ts'
export { listOutside, type OutsideRow } from './store.ts'
