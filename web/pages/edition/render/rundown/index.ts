export { default as RundownDesk } from './RundownDesk.svelte'
export { RundownDraft } from './rundown-draft.svelte.ts'
