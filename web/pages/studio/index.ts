export { default } from './Studio.svelte'
