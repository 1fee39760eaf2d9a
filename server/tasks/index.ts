/** Task lists (phụ lục, danh mục): what is to be done, by whom and when, and what proves that it was. */
export { registerTasks } from './routes.ts'
export { listLists as listTaskLists, listTasks } from './store.ts'
export { tasksDue } from './view.ts'
export { unitsNamedIn } from './who.ts'
