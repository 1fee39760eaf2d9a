/** The secret links by which units send without an account. */
export { findLink, type LinkRow, listLinks, renewLink, revokeLink } from './store.ts'
