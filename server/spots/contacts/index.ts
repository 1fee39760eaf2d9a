/** Contacts: how an office is reached, kept once as dated facts. */
export { type ContactRecord, contactOn, contactView } from './rules.ts'
export { addContact, addContactVersion, findContact, listContacts } from './store.ts'
