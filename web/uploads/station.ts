/** The station's routes for files on their way, but the tus ones. All reject with ApiError (see request.ts). */
import type { FileUpload } from '../../server/contract/index.ts'
import { ask } from '../request.ts'

const part = encodeURIComponent

export const TUS_PATH = '/api/uploads'

export const uploadsApi = {
  /** The signed-in person's files of an edition that are no read yet. */
  list: (editionId: string) => ask<FileUpload[]>('GET', `/api/editions/${part(editionId)}/uploads`),
  outcome: (id: string) => ask<FileUpload>('GET', `${TUS_PATH}/${part(id)}/outcome`),
  /** Looks again at a file that the station still has; refused with `nothing-to-check` when there is none. */
  checkAgain: (id: string) => ask<FileUpload>('POST', `${TUS_PATH}/${part(id)}/check`),
  /** Gives a file up; a read that came of it stays. */
  drop: (id: string) => ask<unknown>('DELETE', `${TUS_PATH}/${part(id)}`, { headers: { 'tus-resumable': '1.0.0' } }),
} as const
