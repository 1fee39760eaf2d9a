export { default } from './SignIn.svelte'
