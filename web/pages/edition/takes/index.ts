export { default as Takes } from './Takes.svelte'
