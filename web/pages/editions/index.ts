export { default } from './Editions.svelte'
