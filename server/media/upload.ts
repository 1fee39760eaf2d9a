import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { StationError } from '../errors.ts'
import type { WorkFile } from './files.ts'
import type { MediaStore } from './media-store.ts'

export interface Upload {
  file: WorkFile
  /** The name that the sender's machine gave it: NFC, without folders, never used as a path. */
  fileName: string
  mediaType: string
}

/**
 * Receives the one file of a multipart request into a work file. Refuses `no-file`, `empty-file`, `too-large`,
 * `disk-full` and `upload-broken`; on any refusal nothing is left behind. The caller keeps or drops the file.
 */
export async function receiveUpload(request: FastifyRequest, media: MediaStore, limitBytes: number): Promise<Upload> {
  const part = await firstPart(request)
  if (!part) throw new StationError('no-file')
  return takeFile(part, media, limitBytes)
}

async function takeFile(part: MultipartFile, media: MediaStore, limitBytes: number): Promise<Upload> {
  const fileName = safeName(part.filename)
  const file = await media.files.receive(part.file, limitBytes).catch((cause: unknown) => {
    throw cause instanceof StationError ? cause : new StationError('upload-broken', { fileName }, { cause })
  })
  if (part.file.truncated || file.bytes === 0) {
    await media.files.drop(file)
    throw part.file.truncated
      ? new StationError('too-large', { limit: `${limitBytes} byte` })
      : new StationError('empty-file', { fileName })
  }
  return { file, fileName, mediaType: part.mimetype }
}

/**
 * Receives a form with one file and some texts, in whichever order a page sends them; texts are NFC and trimmed. Refuses
 * as `receiveUpload` does. The caller keeps or drops the file.
 */
export async function receiveForm(
  request: FastifyRequest,
  media: MediaStore,
  limitBytes: number,
): Promise<{ upload: Upload; texts: Record<string, string> }> {
  if (!request.isMultipart()) throw new StationError('no-file')
  const texts: Record<string, string> = {}
  let upload: Upload | undefined
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') upload = await takeFile(part, media, limitBytes)
      else if (typeof part.value === 'string') texts[part.fieldname] = part.value.normalize('NFC').trim()
    }
  } catch (cause) {
    if (upload) await media.files.drop(upload.file)
    throw cause
  }
  if (!upload) throw new StationError('no-file')
  return { upload, texts }
}

/** The same where a file may be left out: undefined when the form has none. */
export async function optionalUpload(
  request: FastifyRequest,
  media: MediaStore,
  limitBytes: number,
): Promise<Upload | undefined> {
  return receiveUpload(request, media, limitBytes).catch((cause: unknown) => {
    if (cause instanceof StationError && cause.code === 'no-file') return undefined
    throw cause
  })
}

/** A name as a person may read it: the last part of a path, NFC, no control characters, at most 200 characters. */
export function safeName(name: string): string {
  // Browsers write a quote inside a form's file name as %22 (HTML, multipart/form-data encoding).
  const last = name.replaceAll('%22', '"').normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  const readable = last.replace(/[\p{Cc}\p{Cf}]/gu, '').trim()
  const whole = Array.from(readable.toWellFormed())
  return readable === '' || readable === '.' || readable === '..' ? 'không tên' : whole.slice(-200).join('')
}

async function firstPart(request: FastifyRequest): Promise<MultipartFile | undefined> {
  if (!request.isMultipart()) throw new StationError('no-file')
  return request.file()
}
