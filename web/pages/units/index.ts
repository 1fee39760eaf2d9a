export { default } from './UnitsPage.svelte'
