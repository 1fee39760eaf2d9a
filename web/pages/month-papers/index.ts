export { default } from './MonthPapers.svelte'
