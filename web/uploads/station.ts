/** The station's routes for files on their way, but the sending itself. All reject with ApiError (see request.ts). */
import type { FileUpload } from '../../server/contract/index.ts'
import { asApiError, ask, refusedWith, unanswered } from '../request.ts'

const part = encodeURIComponent

const TUS_PATH = '/api/uploads'
const TUS = { 'tus-resumable': '1.0.0' }

/** What an upload is for. */
export interface UploadAim {
  editionId: string
  itemId: string
  revisionId: string
}

/** Where a file that was announced is sent to. */
export const addressOf = (id: string) => `${TUS_PATH}/${part(id)}`

export const uploadsApi = {
  /** Tells the station of a file before any of it is sent; answers with the id that it gets. */
  async announce(file: File, aim: UploadAim): Promise<string> {
    const fields = { ...aim, fileName: file.name, mediaType: file.type, modifiedAt: String(file.lastModified) }
    const metadata = Object.entries(fields).map(([name, value]) => `${name} ${base64(value)}`)
    const headers = { ...TUS, 'upload-length': String(file.size), 'upload-metadata': metadata.join(',') }
    const response = await fetch(TUS_PATH, { method: 'POST', headers, credentials: 'same-origin' }).catch(() => {
      throw unanswered()
    })
    if (!response.ok) throw refusedWith(response.status, await response.text())
    const id = response.headers.get('location')?.split('/').at(-1)
    if (id === undefined) throw asApiError(new Error('an announcement was answered without an address'))
    return decodeURIComponent(id)
  },
  /** The signed-in person's files of an edition that are no read yet. */
  list: (editionId: string) => ask<FileUpload[]>('GET', `/api/editions/${part(editionId)}/uploads`),
  outcome: (id: string) => ask<FileUpload>('GET', `${addressOf(id)}/outcome`),
  /** Looks again at a file that the station still has; refused with `nothing-to-check` when there is none. */
  checkAgain: (id: string) => ask<FileUpload>('POST', `${addressOf(id)}/check`),
  /** Gives a file up; a read that came of it stays. */
  drop: (id: string) => ask<unknown>('DELETE', addressOf(id), { headers: TUS }),
} as const

/** A text as the headers of tus carry it. */
function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))
}
