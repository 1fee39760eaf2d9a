export { default } from './Trust.svelte'
