export { default as Schedule } from './Schedule.svelte'
