import { encodingName } from '../encodings/index.ts'
import { assemble } from './assemble.ts'
import type { DocumentRead } from './document.ts'
import { RtfPage } from './rtf-page.ts'
import { rtfPieces } from './rtf-words.ts'
import { CHANGES_ACCEPTED, converted, NO_TEXT } from './words.ts'

/** Groups that hold no words of the document. */
const WITHOUT_WORDS = new Set(
  'annotation atnauthor atndate atnid atnref bkmkend bkmkstart colortbl colorschememapping datastore fldinst footer footerf footerl footerr ftnsep ftnsepc generator header headerf headerl headerr info latentstyles listoverridetable listtable listtext nonshppict object pgdsctbl pict pntext rsidtbl sn sp sv tc template themedata xe xmlnstbl'.split(
    ' ',
  ),
)
/** Groups that programs which do not know them pass over, and which hold words all the same. */
const STARRED_WITH_WORDS = new Set(['shpinst', 'shptxt'])

const CHARACTERS: Readonly<Record<string, string>> = {
  tab: '\t',
  line: '\n',
  '~': '\u00a0',
  '-': '\u00ad',
  _: '-',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: ' ',
  enspace: ' ',
  '{': '{',
  '}': '}',
  '\\': '\\',
}

/** How text stands at a place; a group gives it back as it was. */
interface Setting {
  isSkipped: boolean
  isFontTable: boolean
  isStyleSheet: boolean
  font: number
  isDeleted: boolean
  /** How many characters for older programs follow a `\u`. */
  fallbacks: number
}

/** The words of an RTF file, which Word saves and which often goes by the name of .doc. Pictures and headers are left out. */
export function readRtf(bytes: Uint8Array): Omit<DocumentRead, 'form'> {
  const page = new RtfPage()
  let now: Setting = {
    isSkipped: false,
    isFontTable: false,
    isStyleSheet: false,
    font: -1,
    isDeleted: false,
    fallbacks: 1,
  }
  const outer: Setting[] = []
  let isStarred = false
  let passOver = 0
  let hasChanges = false
  const write = (text: string): void => {
    if (!now.isSkipped && !now.isDeleted) page.write(text, now.font)
  }
  for (const piece of rtfPieces(Buffer.from(bytes).toString('latin1'))) {
    if (piece.kind === 'open') {
      outer.push({ ...now })
      passOver = 0
    } else if (piece.kind === 'close') {
      now = outer.pop() ?? now
      passOver = 0
    } else if (piece.kind === 'text') {
      const text = piece.text.slice(passOver)
      passOver = Math.max(0, passOver - piece.text.length)
      if (now.isFontTable || now.isStyleSheet) {
        if (!now.isSkipped) page.name(text, now.isFontTable)
      } else write(page.decoded(Buffer.from(text, 'latin1'), now.font))
    } else if (piece.kind === 'byte') {
      if (passOver > 0) passOver -= 1
      else write(page.decoded(Buffer.from([piece.code]), now.font))
    } else {
      const { name, value } = piece
      if (name === '*') isStarred = true
      else {
        if (isStarred && !STARRED_WITH_WORDS.has(name)) now.isSkipped = true
        isStarred = false
        if (name === 'revised' || name === 'deleted') hasChanges = true
        passOver = obey(name, value)
      }
    }
  }
  const { paragraphs, tables, encoding } = assemble(page.finish(), undefined)
  return {
    paragraphs,
    tables,
    warnings: [
      ...(hasChanges ? [CHANGES_ACCEPTED] : []),
      ...(encoding ? [converted(encodingName(encoding))] : []),
      ...(paragraphs.length === 0 ? [NO_TEXT] : []),
    ],
  }

  /** Does what a control word says; gives how many characters behind it stand for it in older programs. */
  function obey(name: string, value: number | undefined): number {
    if (WITHOUT_WORDS.has(name)) now.isSkipped = true
    else if (name === 'fonttbl') now.isFontTable = true
    else if (name === 'stylesheet') now.isStyleSheet = true
    else if (now.isFontTable) page.describeFont(name, value)
    else if (now.isStyleSheet) page.describeStyle(name, value)
    else if (name === 'ansicpg') page.codePage = value ?? page.codePage
    else if (name === 'deff' && value !== undefined) now.font = value
    else if (name === 'f' && value !== undefined) now.font = value
    else if (name === 'uc') now.fallbacks = value ?? 1
    else if (name === 'deleted') now.isDeleted = value !== 0
    else if (name === 'plain') now.isDeleted = false
    else if (name === 'u' && value !== undefined) {
      write(String.fromCharCode(value & 0xffff))
      return now.fallbacks
    } else if (!now.isSkipped) {
      const character = CHARACTERS[name]
      if (character !== undefined) write(character)
      else page.obey(name, value)
    }
    return 0
  }
}
