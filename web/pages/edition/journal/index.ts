export { default as Journal } from './Journal.svelte'
