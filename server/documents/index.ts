/** Documents: the words of .docx, .doc, .pdf and .txt files that strangers send, read in a thread with limits. */
export type { DocumentForm, DocumentParagraph, DocumentRead } from './document.ts'
export { readDocument } from './read.ts'
