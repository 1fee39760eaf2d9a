/** Scans of signed papers: PDF, PNG or JPEG, kept with the revision they approve. */
export { scanTypeOf, scanTypeOfUpload } from './kind.ts'
export { addScan, findScan, listScans } from './store.ts'
