export { default } from './WardCards.svelte'
