export { default } from './Template.svelte'
