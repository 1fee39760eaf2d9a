import type { Deps } from '../deps.ts'
import type { Piece } from '../media/index.ts'
import { packOf } from '../packs/index.ts'
import { madeOn, type OfferedRender, offeredRender } from './deliveries.ts'
import type { DeliveryFile } from './delivery.ts'
import { scriptText } from './script-text.ts'

/** A file that a ward may take, ready to be sent. */
export interface Offered {
  programmeId: string
  file: DeliveryFile
  /** The one of its two names that was asked for: under it the file is saved. */
  saveAs: string
  pieces: Piece[]
  /** Without quotes. */
  etag: string
  sha256?: string
}

/**
 * The file of a render by either of its names, where wards may take it now; undefined for everything else, whatever it is.
 * A link to an MP3 that was made when the edition had another name still leads to it.
 */
export async function offeredFile(
  deps: Pick<Deps, 'db' | 'clock' | 'media'>,
  renderId: string,
  asked: string,
): Promise<Offered | undefined> {
  const found = await offeredRender(deps.db, renderId)
  if (!found) return undefined
  const { files, render, programmeId } = found
  const name = asked.normalize('NFC')
  const file =
    files.find(({ fileName, plainFileName }) => name === fileName || name === plainFileName) ??
    files.find(({ form }) => form === formOfOldName(name))
  if (!file) return undefined
  const saveAs = name === file.fileName ? file.fileName : file.plainFileName
  const { sha256, bytes = 0 } = file
  if (file.form === 'zip')
    return { programmeId, file, saveAs, ...(await packed(deps, found, saveAs === file.fileName)) }
  if (sha256 === undefined) return undefined
  if (file.form !== 'script') {
    return {
      programmeId,
      file,
      saveAs,
      pieces: [{ path: deps.media.files.pathOf(sha256), sha256, bytes }],
      etag: sha256,
      sha256,
    }
  }
  const content = (await scriptText(deps.db, render.revisionId))?.content
  return content && { programmeId, file, saveAs, pieces: [{ content }], etag: sha256, sha256 }
}

function formOfOldName(name: string): DeliveryFile['form'] | undefined {
  if (!/^[\w.-]+\.mp3$/.test(name)) return undefined
  return name.endsWith('-mono.mp3') ? 'mono' : 'mp3'
}

async function packed(
  deps: Pick<Deps, 'db' | 'media'>,
  { files, render }: OfferedRender,
  isMarked: boolean,
): Promise<Pick<Offered, 'pieces' | 'etag'>> {
  const content = (await scriptText(deps.db, render.revisionId))?.content
  return packOf(deps, {
    madeOn: madeOn(render),
    files: files.flatMap(({ form, fileName, plainFileName, bytes = 0, sha256 }) => {
      if (sha256 === undefined) return []
      const name = isMarked ? fileName : plainFileName
      return [{ name, bytes, sha256, ...(form === 'script' && content && { content }) }]
    }),
  })
}
