export { default } from './SubmissionPage.svelte'
