import type { ProgrammeTags } from '../assembly/index.ts'

/** A stretch of a programme that has a name of its own. */
export interface Chapter {
  title: string
  startMs: number
  endMs: number
}

export interface Id3Facts {
  tags: ProgrammeTags
  durationMs: number
  /** In the order in which they sound. */
  chapters: readonly Chapter[]
  picture?: { mediaType: 'image/jpeg' | 'image/png'; bytes: Buffer } | undefined
}

/**
 * An ID3v2.3 tag (id3.org/id3v2.3.0) with chapters (id3.org/id3v2-chapters-1.0): text in UTF-16 with a byte order mark, the
 * only Unicode that version has and one that readers of 2.4 know as well. FFmpeg would write the comment as a private frame,
 * which most players do not show, and chapters without the table that names them. The date is split as the standard wants
 * it: year in TYER, day and month in TDAT.
 */
export function id3Tag({ tags, durationMs, chapters, picture }: Id3Facts): Buffer {
  const [year = '', month = '', day = ''] = tags.date.split('-')
  const named = chapters.slice(0, mostChapters)
  const frames = [
    textFrame('TIT2', tags.title),
    textFrame('TPE1', tags.artist),
    textFrame('TALB', tags.album),
    textFrame('TYER', year),
    textFrame('TDAT', day + month),
    textFrame('TLEN', String(durationMs)),
    textFrame('TLAN', 'vie'),
    ...(tags.comment === undefined ? [] : [commentFrame(tags.comment)]),
    ...(named.length === 0 ? [] : [contentsFrame(named)]),
    ...named.map(chapterFrame),
    ...(picture === undefined ? [] : [pictureFrame(picture)]),
  ]
  const body = Buffer.concat(frames)
  const header = Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 0, 0])
  // The size is "synchsafe": seven bits a byte, so that it never looks like the beginning of an MPEG frame.
  for (let byte = 0; byte < 4; byte++) header[6 + byte] = (body.length >> (21 - 7 * byte)) & 0x7f
  return Buffer.concat([header, body])
}

const utf16 = 1
const coverFront = 3
/** Their count has one byte. */
const mostChapters = 255
const topLevelInOrder = 0b11
const offsetUnused = 0xffffffff

function textFrame(id: string, text: string): Buffer {
  return frame(id, Buffer.concat([Buffer.from([utf16]), unicode(text)]))
}

/** A comment in Vietnamese with an empty description. */
function commentFrame(text: string): Buffer {
  return frame('COMM', Buffer.concat([Buffer.from([utf16]), latin('vie'), unicode(''), unicode(text)]))
}

function pictureFrame({ mediaType, bytes }: NonNullable<Id3Facts['picture']>): Buffer {
  const about = [Buffer.from([utf16]), latin(`${mediaType}\0`), Buffer.from([coverFront]), unicode('')]
  return frame('APIC', Buffer.concat([...about, bytes]))
}

function chapterFrame({ title, startMs, endMs }: Chapter, index: number): Buffer {
  const times = Buffer.alloc(16)
  for (const [place, value] of [startMs, endMs, offsetUnused, offsetUnused].entries())
    times.writeUInt32BE(value, 4 * place)
  return frame('CHAP', Buffer.concat([latin(`${chapterId(index)}\0`), times, textFrame('TIT2', title)]))
}

function contentsFrame(chapters: readonly Chapter[]): Buffer {
  const ids = chapters.map((_chapter, index) => latin(`${chapterId(index)}\0`))
  return frame('CTOC', Buffer.concat([latin('toc\0'), Buffer.from([topLevelInOrder, chapters.length]), ...ids]))
}

function chapterId(index: number): string {
  return `chp${index + 1}`
}

function frame(id: string, content: Buffer): Buffer {
  const header = Buffer.alloc(10)
  header.write(id, 0, 'latin1')
  header.writeUInt32BE(content.length, 4)
  return Buffer.concat([header, content])
}

function latin(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}

function unicode(text: string): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text.normalize('NFC'), 'utf16le'), Buffer.from([0, 0])])
}
