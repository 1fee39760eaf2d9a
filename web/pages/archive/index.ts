export { default } from './Archive.svelte'
