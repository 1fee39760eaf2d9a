export { default } from './Review.svelte'
