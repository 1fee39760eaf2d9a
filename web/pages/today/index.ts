export { default } from './Today.svelte'
