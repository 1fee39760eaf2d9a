/** Kept files as one .zip that is foreseen to the byte, so that it can be taken in parts. */
export { lengthOfPack, lengthOfZip, type Packed, type PackOf, packOf, readThrough, zipOf } from './pack.ts'
