/** The parts of word-extractor that are used here; the library comes without types. */
declare module 'word-extractor' {
  /** `filterUnicode: false`: “ ” – stay as they are written. */
  interface Options {
    filterUnicode?: boolean
    includeHeadersAndFooters?: boolean
  }

  interface WordDocument {
    getBody(options?: Options): string
    getFootnotes(options?: Options): string
    getEndnotes(options?: Options): string
    getTextboxes(options?: Options): string
  }

  export default class WordExtractor {
    extract(source: string | Uint8Array): Promise<WordDocument>
  }
}
