export { default as Assembly } from './Assembly.svelte'
