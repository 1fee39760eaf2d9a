import { isErrorCode, StationError } from '../errors.ts'
import { runInThread, ThreadEnded } from '../threads/index.ts'
import type { DocumentForm, DocumentRead } from './document.ts'
import { kindOf } from './kinds.ts'

/** A 200-page .docx with pictures stays below 50 MB; a scanned PDF of as many pages may come near this. */
const LARGEST_BYTES = 200 * 1024 * 1024
/** The trees of the largest XML that is let in, with room to spare. */
const MEMORY_MB = 768
/** 200 pages take two seconds; a station that dubs and airs beside it may need many times that. */
const TIME_MS = 150_000

/** What the reading thread is given. */
export interface ReadTask {
  form: DocumentForm
  bytes: Uint8Array
  fileName: string
}

const FORM_OF_ENDING: Readonly<Record<string, DocumentForm>> = {
  docx: 'docx',
  docm: 'docx',
  dotx: 'docx',
  doc: 'doc',
  dot: 'doc',
  rtf: 'doc',
  pdf: 'pdf',
  txt: 'txt',
  text: 'txt',
  md: 'txt',
}

const FORM_NAMES: Readonly<Record<DocumentForm, string>> = {
  docx: 'Word (.docx)',
  doc: 'Word cũ (.doc)',
  pdf: 'PDF',
  txt: 'văn bản thuần (.txt)',
}

/**
 * The words of a .docx, .doc (also .rtf), .pdf or text file, told apart by content and not by name. Text from before Unicode (TCVN3, VNI,
 * VIQR, Windows-1258) is converted; everything comes in NFC. Macros are never run, tracked changes are taken as accepted, pictures
 * and scans are left out: each is told in `warnings`. Works in a thread with bounds, at most two files at a time.
 *
 * Refuses `document-empty` (no bytes), `document-kind` and `document-disguised` (another kind of file), `document-locked` (a
 * password), `document-unreadable` (damaged), `document-too-heavy` (a bomb, or beyond time and memory).
 */
export async function readDocument(bytes: Uint8Array, fileName: string): Promise<DocumentRead> {
  if (bytes.length === 0) throw new StationError('document-empty', { fileName })
  if (bytes.length > LARGEST_BYTES) throw new StationError('document-too-heavy', { fileName })
  const form = formOf(bytes, fileName)
  const task: ReadTask = { form, bytes, fileName }
  const answer = await runInThread<DocumentRead>(new URL('./read-worker.ts', import.meta.url), task, {
    memoryMb: MEMORY_MB,
    timeMs: TIME_MS,
  }).catch((cause: unknown) => {
    if (!(cause instanceof ThreadEnded)) throw cause
    throw new StationError(
      cause.why === 'crash' ? 'document-unreadable' : 'document-too-heavy',
      { fileName },
      { cause },
    )
  })
  if (answer.kind === 'refused')
    throw new StationError(isErrorCode(answer.code) ? answer.code : 'document-unreadable', answer.details)
  const named = FORM_OF_ENDING[endingOf(fileName)]
  return named !== undefined && named !== form
    ? { ...answer.result, warnings: [renamed(fileName, form), ...answer.result.warnings] }
    : answer.result
}

function formOf(bytes: Uint8Array, fileName: string): DocumentForm {
  const kind = kindOf(bytes)
  if ('form' in kind) return kind.form
  if ('locked' in kind) throw new StationError('document-locked', { fileName })
  if ('other' in kind) throw new StationError('document-disguised', { fileName, kind: kind.other })
  const ending = endingOf(fileName)
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
    throw new StationError(ending === 'doc' ? 'document-unreadable' : 'document-kind', { fileName })
  // Anything else is text or nothing; a name that promises another kind is not tried.
  if (ending !== '' && FORM_OF_ENDING[ending] === undefined) throw new StationError('document-kind', { fileName })
  return 'txt'
}

function renamed(fileName: string, form: DocumentForm): string {
  return `Tệp mang đuôi .${endingOf(fileName)} nhưng thực ra là ${FORM_NAMES[form]}; đã đọc theo đúng loại tệp.`
}

function endingOf(fileName: string): string {
  return /\.([A-Za-z0-9]{1,5})$/.exec(fileName)?.[1]?.toLowerCase() ?? ''
}
