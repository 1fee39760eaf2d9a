export { default } from './OnAir.svelte'
