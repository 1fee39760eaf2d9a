export { default } from './Questions.svelte'
