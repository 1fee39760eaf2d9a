export { default as Schedule } from './Schedule.svelte'
export { default as WardAirings } from './WardAirings.svelte'
