export { default } from './Approve.svelte'
