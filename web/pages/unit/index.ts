export { default } from './UnitPage.svelte'
