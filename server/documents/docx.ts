import mammoth from 'mammoth'
import { type Archive, ArchiveRefused, boundedArchive } from '../archives/index.ts'
import { encodingName, type LegacyEncoding } from '../encodings/index.ts'
import { StationError } from '../errors.ts'
import { assemble, type Drawn, type DrawnTable } from './assemble.ts'
import type { DocumentRead } from './document.ts'
import { type DocxNode, type DocxTree, picturesIn, segmentsOf, treeOf } from './docx-tree.ts'
import { encodingOfFont } from './fonts.ts'
import { CHANGES_ACCEPTED, converted, MACROS, NO_TEXT } from './words.ts'

/** 200 pages are some 2 MB of XML, with every change tracked ten times that; 25 MB take 430 MB of memory to read. */
const LIMITS = {
  wanted: (name: string) =>
    /\.(xml|rels)$/i.test(name) && !/^(customXml|docProps|word\/(theme|glossary))\//i.test(name),
  largestPartBytes: 24 * 1024 * 1024,
  totalBytes: 40 * 1024 * 1024,
  entries: 4000,
}

/** Built-in styles keep their English names in every language of Word. */
const HEADING = /^(heading \d|title|subtitle|đề mục|tiêu đề)/i

/** The words of a .docx, also of one with macros (.docm). Pictures, comments and headers are left out. */
export async function readDocx(bytes: Uint8Array, fileName: string): Promise<Omit<DocumentRead, 'form'>> {
  const archive = openArchive(bytes, fileName)
  const parts = Object.values(archive.parts).map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))
  if (parts.some((part) => part.includes('<!DOCTYPE'))) throw new StationError('document-unreadable', { fileName })
  const tree = await treeIn(Buffer.from(archive.repacked()))
  const { blocks, noteCount } = drawnIn(tree)
  const { paragraphs, tables, encoding } = assemble(blocks, fontsNamed(archive))
  return { paragraphs, tables, warnings: warningsOf(archive, parts, tree, noteCount, paragraphs.length, encoding) }
}

function openArchive(bytes: Uint8Array, fileName: string): Archive {
  try {
    const archive = boundedArchive(bytes, LIMITS)
    const has = (prefix: string): boolean => archive.names.some((name) => name.startsWith(prefix))
    if (has('word/')) return archive
    if (archive.names.length === 0) throw new StationError('document-unreadable', { fileName })
    const kind = has('xl/')
      ? 'bảng tính Excel'
      : has('ppt/')
        ? 'tệp trình chiếu PowerPoint'
        : has('META-INF/manifest.xml')
          ? 'tệp OpenDocument'
          : 'tệp nén'
    throw new StationError('document-disguised', { fileName, kind })
  } catch (cause) {
    if (!(cause instanceof ArchiveRefused)) throw cause
    const code = cause.why === 'too-large' ? 'document-too-heavy' : 'document-unreadable'
    throw new StationError(code, { fileName }, { cause })
  }
}

/** Mammoth's tree of the document, taken before any HTML is made of it. */
async function treeIn(bytes: Buffer): Promise<DocxTree> {
  let tree: DocxTree = { children: [], notes: [], commentCount: 0 }
  await mammoth.convertToHtml(
    { buffer: bytes },
    {
      includeDefaultStyleMap: false,
      includeEmbeddedStyleMap: false,
      transformDocument: (document: object) => {
        tree = treeOf(document)
        return { ...document, children: [], comments: [] }
      },
    },
  )
  return tree
}

/** Paragraphs and tables in the order of the page, notes at the end. */
function drawnIn(tree: DocxTree): { blocks: (Drawn | DrawnTable)[]; noteCount: number } {
  const draw = (node: DocxNode & { type: 'paragraph' }): Drawn => {
    const isHeading = HEADING.test(node.styleName ?? '') || /^heading\d$/i.test(node.styleId ?? '')
    return { segments: segmentsOf(node), isHeading }
  }
  const within = (nodes: readonly DocxNode[]): (Drawn | DrawnTable)[] =>
    nodes.flatMap((node): (Drawn | DrawnTable)[] => {
      if (node.type === 'paragraph') return [draw(node)]
      if (node.type === 'table') return [{ rows: tableRows(node.children) }]
      return 'children' in node ? within(node.children) : []
    })
  const paragraphsIn = (nodes: readonly DocxNode[]): Drawn[] =>
    nodes.flatMap((node) =>
      node.type === 'paragraph' ? [draw(node)] : 'children' in node ? paragraphsIn(node.children) : [],
    )
  const tableRows = (nodes: readonly DocxNode[]): Drawn[][][] =>
    gridOf(
      nodes
        .filter((node) => node.type === 'tableRow')
        .map((row) =>
          row.children
            .filter((node) => node.type === 'tableCell')
            .map(({ children, colSpan, rowSpan }) => ({ inside: paragraphsIn(children), colSpan, rowSpan })),
        ),
    )
  const blocks = within(tree.children)
  const notes = tree.notes.flatMap(within)
  return { blocks: [...blocks, ...notes], noteCount: tree.notes.length }
}

/** Cells in their columns: one over several columns or rows stands in the first of them, the others are empty. */
function gridOf(rows: readonly { inside: Drawn[]; colSpan: number; rowSpan: number }[][]): Drawn[][][] {
  /** By column: how many more rows a cell from above reaches into. */
  const reaching: number[] = []
  return rows.map((cells) => {
    const line: Drawn[][] = []
    const passOver = (): void => {
      while ((reaching[line.length] ?? 0) > 0) {
        reaching[line.length] = (reaching[line.length] ?? 0) - 1
        line.push([])
      }
    }
    for (const { inside, colSpan, rowSpan } of cells) {
      passOver()
      for (let column = 0; column < colSpan; column++) {
        reaching[line.length] = rowSpan - 1
        line.push(column === 0 ? inside : [])
      }
    }
    passOver()
    return line
  })
}

/** The legacy encoding of the fonts that styles name, where paragraphs themselves name none. */
function fontsNamed(archive: Archive): LegacyEncoding | undefined {
  const styles = archive.parts['word/styles.xml']
  const named = styles
    ? Buffer.from(styles)
        .toString('utf8')
        .matchAll(/w:(?:ascii|hAnsi)="([^"]{1,64})"/g)
    : []
  for (const [, font = ''] of named) {
    const encoding = encodingOfFont(font)
    if (encoding) return encoding
  }
  return undefined
}

function warningsOf(
  archive: Archive,
  parts: readonly Buffer[],
  tree: DocxTree,
  noteCount: number,
  paragraphCount: number,
  encoding: LegacyEncoding | undefined,
): string[] {
  const warnings: string[] = []
  if (archive.names.some((name) => /vbaProject\.bin$/i.test(name))) warnings.push(MACROS)
  if (parts.some((part) => /<w:(?:ins|del|moveFrom|moveTo)\s/.test(part.toString('latin1'))))
    warnings.push(CHANGES_ACCEPTED)
  if (encoding) warnings.push(converted(encodingName(encoding)))
  if (tree.commentCount > 0)
    warnings.push(`Tệp có ${tree.commentCount} ghi chú bên lề (comment); ghi chú không được đưa vào bài.`)
  if (noteCount > 0) warnings.push('Chú thích cuối trang đã được đưa xuống cuối bài.')
  const hasPictures = picturesIn(tree.children) > 0 || archive.names.some((name) => name.startsWith('word/media/'))
  if (paragraphCount === 0) warnings.push(NO_TEXT)
  else if (hasPictures) warnings.push('Hình trong tệp không được đưa vào bài.')
  return warnings
}
