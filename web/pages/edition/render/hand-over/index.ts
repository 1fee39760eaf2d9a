/** Handing an edition over without a network: writing it to a stick or as an archive, and the log of what was given to whom. */
export { default as HandOvers } from './HandOvers.svelte'
