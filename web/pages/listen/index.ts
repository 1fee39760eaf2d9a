export { default } from './Listen.svelte'
