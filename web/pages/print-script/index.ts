export { default } from './PrintScript.svelte'
