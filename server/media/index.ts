/** Files by hash: received, kept, sent. */
export { humanBytes, type StoredFile, type WorkFile } from './files.ts'
export { MediaStore } from './media-store.ts'
export type { Piece } from './pieces.ts'
export type { ByteRange } from './range.ts'
export { asciiName, attachment, type Sent, sendMedia, sendPieces } from './send.ts'
export { optionalUpload, receiveForm, receiveUpload, safeName, type Upload } from './upload.ts'
