import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { Metadata } from '@tus/server'
import type { Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { humanBytes, safeName } from '../media/index.ts'
import { itemOf } from '../takes/index.ts'
import type { NewUpload } from './store.ts'

/** What a browser may call a file's kind; anything else is of no kind. */
const MEDIA_TYPE = /^[\w.+-]{1,80}\/[\w.+-]{1,80}$/

/**
 * A file as the headers of a tus creation announce it, examined before the first byte comes. Refuses `bad-request`,
 * `empty-file`, `too-large`, `disk-full`, `not-found` and `item-unknown`.
 */
export async function announced(deps: Deps, headers: IncomingHttpHeaders, personId: string): Promise<NewUpload> {
  const { config, media, clock } = deps
  const fields = fieldsOf(headers['upload-metadata'])
  const place = {
    editionId: needed(fields, 'editionId', 'kỳ phát'),
    itemId: needed(fields, 'itemId', 'tiết mục'),
    revisionId: needed(fields, 'revisionId', 'bản kịch bản'),
  }
  const fileName = safeName(needed(fields, 'fileName', 'tên tệp'))
  const bytes = wholeNumber(headers['upload-length'])
  if (bytes === undefined) throw new StationError('bad-request', { what: 'thiếu độ lớn của tệp' })
  if (bytes === 0) throw new StationError('empty-file', { fileName })
  if (bytes > config.uploadLimitBytes)
    throw new StationError('too-large', { limit: humanBytes(config.uploadLimitBytes) })
  await itemOf(deps, place)
  await media.files.refuseWithoutRoom(bytes)
  const mediaType = fields.mediaType ?? ''
  return {
    id: randomUUID(),
    ...place,
    fileName,
    mediaType: MEDIA_TYPE.test(mediaType) ? mediaType : 'application/octet-stream',
    bytes,
    modifiedAt: wholeNumber(fields.modifiedAt ?? undefined),
    begunBy: personId,
    begunAt: Math.round(clock.now()),
  }
}

/** The edition that the headers of a tus creation name; undefined: none. Refuses `bad-request`. */
export function announcedEditionId(headers: IncomingHttpHeaders): string | undefined {
  return fieldsOf(headers['upload-metadata']).editionId ?? undefined
}

function fieldsOf(header: string | string[] | undefined): Record<string, string | null> {
  try {
    return Metadata.parse(String(header ?? ''))
  } catch (cause) {
    throw new StationError('bad-request', { what: 'thông tin kèm tệp không đọc được' }, { cause })
  }
}

function needed(fields: Record<string, string | null>, name: string, what: string): string {
  const value = fields[name]
  if (value === undefined || value === null || value === '') throw new StationError('bad-request', { what })
  return value
}

function wholeNumber(text: string | string[] | undefined): number | undefined {
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
