import type { ProgrammeTags } from './recipe.ts'

/**
 * An ID3v2.3 tag (id3.org/id3v2.3.0): text in UTF-16 with a byte order mark, the only Unicode that version has. FFmpeg would
 * write the comment as a private frame, which most players do not show. The date is split as the standard wants it: year in
 * TYER, day and month in TDAT.
 */
export function id3Tag(tags: ProgrammeTags): Buffer {
  const [year = '', month = '', day = ''] = tags.date.split('-')
  const frames = [
    textFrame('TIT2', tags.title),
    textFrame('TPE1', tags.artist),
    textFrame('TALB', tags.album),
    textFrame('TYER', year),
    textFrame('TDAT', day + month),
    textFrame('TLAN', 'vie'),
    ...(tags.comment === undefined ? [] : [commentFrame(tags.comment)]),
  ]
  const body = Buffer.concat(frames)
  const header = Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 0, 0])
  // The size is "synchsafe": seven bits a byte, so that it never looks like the beginning of an MPEG frame.
  for (let byte = 0; byte < 4; byte++) header[6 + byte] = (body.length >> (21 - 7 * byte)) & 0x7f
  return Buffer.concat([header, body])
}

const utf16 = 1

function textFrame(id: string, text: string): Buffer {
  return frame(id, Buffer.concat([Buffer.from([utf16]), unicode(text)]))
}

/** A comment in Vietnamese with an empty description. */
function commentFrame(text: string): Buffer {
  return frame('COMM', Buffer.concat([Buffer.from([utf16]), Buffer.from('vie', 'latin1'), unicode(''), unicode(text)]))
}

function frame(id: string, content: Buffer): Buffer {
  const header = Buffer.alloc(10)
  header.write(id, 0, 'latin1')
  header.writeUInt32BE(content.length, 4)
  return Buffer.concat([header, content])
}

function unicode(text: string): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text.normalize('NFC'), 'utf16le'), Buffer.from([0, 0])])
}
