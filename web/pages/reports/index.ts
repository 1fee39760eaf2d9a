export { default } from './Books.svelte'
