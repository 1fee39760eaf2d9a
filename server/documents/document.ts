/** What a file is by its content, whatever its name says. RTF, which Word also saves under .doc, counts as `doc`. */
export type DocumentForm = 'docx' | 'doc' | 'pdf' | 'txt'

export interface DocumentParagraph {
  /** NFC; may hold line breaks. Never empty. */
  text: string
  /** The document itself marks it as a heading. */
  isHeading: boolean
  /** Its place in `tables` when it stands in a table: those who read tables apart leave it out. */
  tableIndex?: number
}

/** The words of a document. */
export interface DocumentRead {
  form: DocumentForm
  /** In the order of the page, the cells of tables among them. Empty when the file holds pictures only, as scanned papers do. */
  paragraphs: DocumentParagraph[]
  /** Rows of cells; only .docx and .doc keep their tables. */
  tables: string[][][]
  /** Vietnamese sentences for the person who sent it: macros left alone, changes accepted, an encoding converted, no text found. */
  warnings: string[]
}
