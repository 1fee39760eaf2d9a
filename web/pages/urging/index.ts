export { default } from './Urging.svelte'
