/** The public address: what it is, how it comes to be, what is open there, and a trial of it. */
export { default as PublicAddress } from './PublicAddress.svelte'
