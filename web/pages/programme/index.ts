export { default } from './Programme.svelte'
