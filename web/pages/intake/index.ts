export { default } from './Intake.svelte'
