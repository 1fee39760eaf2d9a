export { default } from './Question.svelte'
