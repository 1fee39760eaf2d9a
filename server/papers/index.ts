/** Papers: administrative documents as .docx, laid out after Decree 30/2020/NĐ-CP. */
export type { Block, Column, Paper, PaperKind, Signer } from './paper.ts'
export { type Placard, writePlacard } from './placard.ts'
export { sendPaper } from './send.ts'
export { writePaper } from './write.ts'
