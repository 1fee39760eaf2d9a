export { default } from './Charts.svelte'
