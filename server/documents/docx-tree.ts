import type { Segment } from './fonts.ts'

/** The parts of mammoth's document tree that are read here; it has no types of its own. */
export type DocxNode =
  | { type: 'paragraph'; children: DocxNode[]; styleId: string | null; styleName: string | null }
  | { type: 'run'; children: DocxNode[]; font: string | null }
  | { type: 'text'; value: string }
  | { type: 'tab' }
  | { type: 'break' }
  | { type: 'image' }
  | { type: 'checkbox'; checked: boolean }
  | { type: 'table'; children: DocxNode[] }
  | { type: 'tableRow'; children: DocxNode[] }
  | { type: 'hyperlink'; children: DocxNode[] }
  | { type: 'other'; children: DocxNode[] }
  | { type: 'tableCell'; children: DocxNode[]; colSpan: number; rowSpan: number }

export interface DocxTree {
  children: DocxNode[]
  /** Footnotes and endnotes, each a list of paragraphs. */
  notes: DocxNode[][]
  commentCount: number
}

/** Takes mammoth's document, of whatever shape, for the tree it should be; what is unknown is passed over. */
export function treeOf(document: unknown): DocxTree {
  const notes = isRecord(document) && isRecord(document.notes) ? document.notes._notes : undefined
  const bodies = isRecord(notes)
    ? Object.values(notes).map((note) => nodesOf(isRecord(note) ? note.body : undefined))
    : []
  const comments = isRecord(document) && Array.isArray(document.comments) ? document.comments : []
  return {
    children: nodesOf(isRecord(document) ? document.children : undefined),
    notes: bodies,
    commentCount: comments.length,
  }
}

/** The text of a paragraph in order, a segment for each change of font. */
export function segmentsOf(node: DocxNode, font?: string): Segment[] {
  switch (node.type) {
    case 'text':
      return [{ text: node.value, ...(font !== undefined && { font }) }]
    case 'tab':
      return [{ text: '\t', ...(font !== undefined && { font }) }]
    case 'break':
      return [{ text: '\n', ...(font !== undefined && { font }) }]
    case 'checkbox':
      return [{ text: node.checked ? '☒' : '☐' }]
    case 'image':
      return []
    case 'run':
      return merged(node.children.flatMap((child) => segmentsOf(child, node.font ?? font)))
    default:
      return merged(node.children.flatMap((child) => segmentsOf(child, font)))
  }
}

/** How many pictures stand anywhere below. */
export function picturesIn(nodes: readonly DocxNode[]): number {
  return nodes.reduce(
    (sum, node) => sum + (node.type === 'image' ? 1 : 'children' in node ? picturesIn(node.children) : 0),
    0,
  )
}

function merged(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = []
  for (const segment of segments) {
    const last = joined.at(-1)
    if (last && last.font === segment.font) last.text += segment.text
    else joined.push({ ...segment })
  }
  return joined
}

function nodesOf(children: unknown): DocxNode[] {
  return Array.isArray(children) ? children.flatMap(nodeOf) : []
}

function nodeOf(node: unknown): DocxNode[] {
  if (!isRecord(node)) return []
  const children = (): DocxNode[] => nodesOf(node.children)
  switch (node.type) {
    case 'paragraph':
      return [
        { type: 'paragraph', children: children(), styleId: wordOf(node.styleId), styleName: wordOf(node.styleName) },
      ]
    case 'run':
      return [{ type: 'run', children: children(), font: wordOf(node.font) }]
    case 'text':
      return [{ type: 'text', value: wordOf(node.value) ?? '' }]
    case 'tab':
    case 'break':
    case 'image':
      return [{ type: node.type }]
    case 'checkbox':
      return [{ type: 'checkbox', checked: node.checked === true }]
    case 'table':
    case 'tableRow':
    case 'hyperlink':
      return [{ type: node.type, children: children() }]
    case 'tableCell':
      return [
        { type: 'tableCell', children: children(), colSpan: countOf(node.colSpan), rowSpan: countOf(node.rowSpan) },
      ]
    default:
      return Array.isArray(node.children) ? [{ type: 'other', children: children() }] : []
  }
}

function wordOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** A span of cells; a file may claim any number. */
function countOf(value: unknown): number {
  return typeof value === 'number' && value >= 1 && value <= 63 ? Math.trunc(value) : 1
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
