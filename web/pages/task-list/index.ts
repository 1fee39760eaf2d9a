export { default } from './TaskListPage.svelte'
