export { default } from './Calendar.svelte'
