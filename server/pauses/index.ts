/** “Tạm dừng mọi lịch”: national mourning, power work. */
export { endOfPause, pauseAt } from './rest.ts'
export { currentPauses, registerPauses } from './routes.ts'
export { listPauses } from './store.ts'
