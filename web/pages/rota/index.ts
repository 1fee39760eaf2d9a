export { default } from './RotaPage.svelte'
