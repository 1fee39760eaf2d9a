export { default } from './Send.svelte'
