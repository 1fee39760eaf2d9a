import { parentPort, workerData } from 'node:worker_threads'
import { StationError } from '../errors.ts'
import type { ThreadAnswer } from '../threads/index.ts'
import type { DocumentRead } from './document.ts'
import { isRtf } from './kinds.ts'
import type { ReadTask } from './read.ts'

/** Reads one file and answers once. Each form brings its own library, loaded only when it is wanted. */
parentPort?.postMessage(await answer(workerData))

async function answer(task: ReadTask): Promise<ThreadAnswer<DocumentRead>> {
  const { form, fileName } = task
  try {
    return { kind: 'done', result: { form, ...(await read(task)) } }
  } catch (error) {
    if (error instanceof StationError) return { kind: 'refused', code: error.code, details: error.details }
    return { kind: 'refused', code: 'document-unreadable', details: { fileName } }
  }
}

async function read({ form, bytes, fileName }: ReadTask): Promise<Omit<DocumentRead, 'form'>> {
  switch (form) {
    case 'docx':
      return (await import('./docx.ts')).readDocx(bytes, fileName)
    case 'doc':
      return isRtf(bytes) ? (await import('./rtf.ts')).readRtf(bytes) : (await import('./doc.ts')).readDoc(bytes)
    case 'pdf':
      return (await import('./pdf.ts')).readPdf(bytes, fileName)
    case 'txt':
      return (await import('./txt.ts')).readTxt(bytes, fileName)
  }
}
