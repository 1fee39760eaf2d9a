/** The teleprompter: the text as it is said, passing at the reader's own pace. */

export { default as PrompterView } from './Prompter.svelte'
export { paceWords } from './pace.ts'
export { Prompter, type Reading } from './prompter.svelte.ts'
export { default as PrompterTools } from './Tools.svelte'
