export { default } from './SetUp.svelte'
