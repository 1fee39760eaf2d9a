/** What is typed on a script before it is a revision: drafts, texts kept aside, merging. */
export { draftHooks, registerDrafts } from './routes.ts'
