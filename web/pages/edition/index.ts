export { default } from './Edition.svelte'
