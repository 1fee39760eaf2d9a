export { default } from './TasksPage.svelte'
