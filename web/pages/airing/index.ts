export { default } from './Airing.svelte'
