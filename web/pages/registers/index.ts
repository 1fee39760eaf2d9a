export { default } from './Registers.svelte'
