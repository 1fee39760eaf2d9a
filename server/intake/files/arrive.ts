import { randomUUID } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { readDocument } from '../../documents/index.ts'
import { StationError } from '../../errors.ts'
import { receiveUpload } from '../../media/index.ts'
import { type FileKind, HEAD_BYTES, kindOf } from './kinds.ts'
import { addFile, type FileRow } from './store.ts'
import { titleOf } from './title.ts'

/** Longer texts than this are kept in their file and not written out: about 600 pages. */
const LONGEST_TEXT = 2_000_000
/** A document beyond this is kept and not read: pictures fill it, not words. */
const MOST_READ_BYTES = 60 * 1024 ** 2

/** Who brought a file, and what is taken from them. */
export interface Bringing {
  unitLinkId?: string
  receivedBy?: string
  limitBytes: number
  /** Whether a file that is none of the known kinds is kept all the same. */
  takesAnything: boolean
}

/**
 * Receives one file, keeps it and reads it. What cannot be read is kept all the same, with a warning that says so. Refuses
 * `no-file`, `empty-file`, `too-large`, `disk-full`, `upload-broken` and, unless anything is taken, `file-kind-refused`.
 */
export async function receiveFile(deps: Deps, request: FastifyRequest, bringing: Bringing): Promise<FileRow> {
  const { db, media, clock } = deps
  const { file, fileName } = await receiveUpload(request, media, bringing.limitBytes)
  let found: FileKind | undefined
  try {
    found = kindOf(await headOf(file.path), fileName)
    if (!found && !bringing.takesAnything) throw new StationError('file-kind-refused', { fileName })
  } catch (cause) {
    await media.files.drop(file)
    throw cause
  }
  const { kind, mediaType } = found ?? { kind: 'other' as const, mediaType: 'application/octet-stream' }
  const stored = await media.keep(file, mediaType)
  const read = kind === 'document' ? await readWords(media.files.pathOf(stored.sha256), stored.bytes, fileName) : SILENT
  const row: FileRow = {
    id: randomUUID(),
    unitLinkId: bringing.unitLinkId,
    receivedBy: bringing.receivedBy,
    ...stored,
    fileName,
    mediaType,
    kind,
    ...read,
    receivedAt: Math.round(clock.now()),
  }
  await addFile(db, row)
  return row
}

interface Words {
  title: string | undefined
  text: string
  warnings: string[]
}

const SILENT: Words = { title: undefined, text: '', warnings: [] }

async function readWords(path: string, bytes: number, fileName: string): Promise<Words> {
  if (bytes > MOST_READ_BYTES) {
    return { ...SILENT, warnings: [`Tệp “${fileName}” quá lớn nên không tự đọc chữ; mở tệp để xem.`] }
  }
  try {
    const { paragraphs, warnings } = await readDocument(await readFile(path), fileName)
    const text = paragraphs.map((one) => one.text).join('\n\n')
    if (text.length <= LONGEST_TEXT) return { title: titleOf(paragraphs), text, warnings }
    return { title: titleOf(paragraphs), text: '', warnings: [...warnings, TOO_LONG] }
  } catch (cause) {
    if (cause instanceof StationError) return { ...SILENT, warnings: [cause.sentence] }
    throw cause
  }
}

const TOO_LONG = 'Văn bản trong tệp quá dài nên không chép vào ô nội dung; mở tệp để xem.'

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
