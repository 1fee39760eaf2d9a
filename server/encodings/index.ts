/** Encodings: Vietnamese text from before Unicode, recognised and converted. Pure. */
export { bytesToText, type DecodedText } from './bytes.ts'
export { type Converted, encodingName, recogniseLegacy, toUnicode } from './legacy.ts'
export { restoreLostU } from './lost-letter.ts'
export { isSyllable } from './syllables.ts'
export { convertFrom, type LegacyEncoding } from './tables.ts'
