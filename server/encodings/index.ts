/** Encodings: Vietnamese text from before Unicode, recognised and converted. */
export { bytesToText, type DecodedText } from './bytes.ts'
export { type LegacyEncoding, recogniseLegacy, toUnicode } from './legacy.ts'
