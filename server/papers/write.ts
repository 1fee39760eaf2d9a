import { runInThread, ThreadEnded } from '../threads/index.ts'
import { makePaper } from './make.ts'
import type { Paper } from './paper.ts'

/** From so many table cells on a paper is made in a thread: 2,000 rows would hold up everybody for a third of a second. */
const MANY_CELLS = 500
const MEMORY_MB = 768
const TIME_MS = 180_000

/**
 * An administrative document as .docx, laid out after Annex I of NĐ 30/2020/NĐ-CP: A4, Times New Roman, national title and motto,
 * place and date, addressees, body, recipients and signature. Number and signature stay blank, the date where it is absent.
 */
export async function writePaper(paper: Paper): Promise<Buffer> {
  const cells = paper.body.reduce(
    (sum, block) => sum + (block.kind === 'table' ? block.rows.length * block.columns.length : 1),
    0,
  )
  if (cells < MANY_CELLS) return makePaper(paper)
  const answer = await runInThread<Uint8Array>(new URL('./write-worker.ts', import.meta.url), paper, {
    memoryMb: MEMORY_MB,
    timeMs: TIME_MS,
  })
  if (answer.kind === 'refused') throw new ThreadEnded('crash')
  return Buffer.from(answer.result)
}
