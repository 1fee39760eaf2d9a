export { default } from './Wards.svelte'
