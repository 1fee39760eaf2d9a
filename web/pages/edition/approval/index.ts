/** The approval of an edition's newest revision, beside its script. */
export { default as ApprovalPanel } from './ApprovalPanel.svelte'
