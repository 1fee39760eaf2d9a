/** A line of text on a page: where it begins, in points from the lower left corner. */
export interface PdfLine {
  text: string
  x: number
  y: number
  size?: number
}

const EM_SHARE = 500

/**
 * A PDF of A4 pages that says by itself which letters its codes are, as word processors write them: two bytes a letter, all of
 * half an em.
 */
export function pdfFile(pages: readonly (readonly PdfLine[])[]): Buffer {
  const objects: string[] = []
  const add = (body: string): number => objects.push(body)
  const toUnicode =
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n' +
    '1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end'
  add('<< /Type /Catalog /Pages 2 0 R >>')
  add(`<< /Type /Pages /Kids [${pages.map((_, at) => `${7 + at * 2} 0 R`).join(' ')}] /Count ${pages.length} >>`)
  add(
    '<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>',
  )
  add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW ${EM_SHARE} >>`,
  )
  add(
    '<< /Type /FontDescriptor /FontName /Plain /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>',
  )
  add(stream(toUnicode))
  for (const lines of pages) {
    const content = lines
      .map(({ text, x, y, size = 14 }) => `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm <${hex(text)}> Tj ET`)
      .join('\n')
    const page = objects.length + 1
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${page + 1} 0 R >>`,
    )
    add(stream(content))
  }
  return assembled(objects)
}

/** How wide a line of the above is, in points. */
export function widthOf(text: string, size = 14): number {
  return (text.length * size * EM_SHARE) / 1000
}

function hex(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex')
}

function stream(content: string): string {
  return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`
}

function assembled(objects: readonly string[]): Buffer {
  let text = '%PDF-1.7\n'
  const places = objects.map((body, at) => {
    const place = text.length
    text += `${at + 1} 0 obj\n${body}\nendobj\n`
    return place
  })
  const table = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`
  text += places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  text += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}
