export { default } from './TakeEditor.svelte'
