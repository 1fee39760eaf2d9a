import { zipSync } from 'fflate'

const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

/** A Word file with this body of WordprocessingML and whatever other parts. */
export function wordFile(body: string, parts: Readonly<Record<string, string | Uint8Array>> = {}): Buffer {
  return zipFile({
    '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `${XML}<w:document ${NAMESPACES}><w:body>${body}</w:body></w:document>`,
    ...parts,
  })
}

/** A .zip of these parts. */
export function zipFile(parts: Readonly<Record<string, string | Uint8Array>>): Buffer {
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, new Uint8Array(Buffer.from(part))]))),
  )
}

/** The same .zip with a directory that claims this size for one part, unpacked. */
export function claiming(zip: Buffer, name: string, bytes: number): Buffer {
  const claimed = Buffer.from(zip)
  const entry = claimed.lastIndexOf('PK\u0001\u0002', claimed.lastIndexOf(name), 'latin1')
  claimed.writeUInt32LE(bytes, entry + 24)
  return claimed
}

/** A paragraph of one run, in a font if one is named. */
export function paragraph(text: string, font?: string): string {
  return `<w:p>${run(text, font)}</w:p>`
}

export function run(text: string, font?: string): string {
  const fonts = font === undefined ? '' : `<w:rPr><w:rFonts w:ascii="${font}" w:hAnsi="${font}"/></w:rPr>`
  return `<w:r>${fonts}<w:t xml:space="preserve">${text}</w:t></w:r>`
}

/** The styles of a document whose every paragraph is in this font. */
export function stylesIn(font: string): string {
  return `${XML}<w:styles ${NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="${font}" w:hAnsi="${font}"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>`
}

/** An OLE file, in so far as its head and the names of its streams tell what it is. */
export function oleFile(streams: readonly string[], at512: Uint8Array = new Uint8Array()): Buffer {
  const bytes = Buffer.alloc(4096)
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(bytes)
  bytes.set(at512, 512)
  streams.forEach((name, place) => {
    bytes.write(`${name}\0`, 2048 + place * 128, 'utf16le')
  })
  return bytes
}

/** The head of a Word 97 text (FIB) with these flags. */
export function wordHead(flags: number): Uint8Array {
  const head = Buffer.alloc(0x300)
  head.writeUInt16LE(0xa5ec, 0)
  head.writeUInt16LE(0xc1, 2)
  head.writeUInt16LE(flags, 0x0a)
  return head
}
