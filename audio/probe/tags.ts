import { openAsBlob } from 'node:fs'
import { parseBlob } from 'music-metadata'

/** What a file says of itself, in the words of whoever made it. */
export interface Tags {
  title?: string
  artist?: string
  album?: string
  date?: string
  comment?: string
}

const tagTimeLimitMs = 10_000
const longestTag = 500

function refuseToRead(): never {
  throw new Error('time limit')
}

/**
 * Reads the tags by the file's content (its name may lie). Never rejects: an unreadable file has a `problem` and no tags.
 */
export async function readTags(path: string, timeLimitMs = tagTimeLimitMs): Promise<{ tags?: Tags; problem?: string }> {
  let timer: NodeJS.Timeout | undefined
  try {
    const blob = await openAsBlob(path)
    const limit = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        // The parser knows no limit of its own: bytes that begin frame after frame would keep it busy for hours.
        blob.slice = refuseToRead
        reject(new Error('time limit'))
      }, timeLimitMs)
    })
    const parsed = parseBlob(blob, { skipCovers: true, duration: false })
    const { common } = await Promise.race([parsed, limit])
    const tags: Tags = {
      title: clean(common.title),
      artist: clean(common.artist),
      album: clean(common.album),
      date: clean(common.date ?? common.year?.toString()),
      comment: clean(common.comment?.[0]?.text),
    }
    return Object.values(tags).some((value) => value !== undefined) ? { tags } : {}
  } catch (error) {
    return { problem: error instanceof Error ? error.message.slice(0, 200) : String(error).slice(0, 200) }
  } finally {
    clearTimeout(timer)
  }
}

function clean(text: string | undefined): string | undefined {
  const trimmed = asUtf8(text)?.normalize('NFC').trim().slice(0, longestTag)
  return trimmed === undefined || trimmed === '' ? undefined : trimmed
}

/** RIFF INFO states no encoding: most programs write UTF-8 there, and it is read as Latin-1. */
function asUtf8(text: string | undefined): string | undefined {
  if (text === undefined || !/^[\0-\xff]*$/.test(text) || !/[\x80-\xff]/.test(text)) return text
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'))
  } catch {
    return text
  }
}
