export { default } from './ReceiptPage.svelte'
