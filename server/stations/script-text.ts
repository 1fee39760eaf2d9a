import { createHash } from 'node:crypto'
import type { Db } from '../db/index.ts'
import { findEditionNames } from '../programmes/index.ts'
import { findRevision } from '../scripts/index.ts'

/** The words of a render as a file: bytes that never change, for the revision does not. */
export interface ScriptText {
  content: Buffer
  bytes: number
  sha256: string
}

/**
 * The words of a revision as a text file for Notepad and telephones: UTF-8 with its mark, lines ended as Windows ends
 * them. Undefined when there is no such revision.
 */
export async function scriptText(db: Db, revisionId: string): Promise<ScriptText | undefined> {
  const revision = await findRevision(db, revisionId)
  if (!revision) return undefined
  const names = await findEditionNames(db, revision.editionId)
  const items = revision.items.map(({ title, text }, place) => `${place + 1}. ${title}\n\n${text.trim()}\n`)
  const whole = [...(names ? [`${names.title}\n`] : []), ...items].join('\n')
  const content = Buffer.from(`\u{FEFF}${whole.normalize('NFC').replace(/\r?\n/g, '\r\n')}`, 'utf8')
  return { content, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') }
}
