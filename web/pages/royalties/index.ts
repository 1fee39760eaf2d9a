export { default } from './Royalties.svelte'
