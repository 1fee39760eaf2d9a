/** All files of an edition in one .zip that can be taken in parts. */
export { lengthOfPack, type Packed, type PackOf, packOf } from './pack.ts'
