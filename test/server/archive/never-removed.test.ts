import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readSources } from '../../house/rules/house.ts'

/** The tables of what was aired, of what it was made of, and of what was written about it. */
const AIRED = [
  'airings',
  'outside_airings',
  'emergencies',
  'journal_entries',
  'editions',
  'revisions',
  'revision_items',
  'approvals',
  'approval_answers',
  'paper_scans',
  'takes',
  'renders',
  'render_outcomes',
  'announcements',
  'proofs',
  'media',
  'log_notes',
  'archive_packages',
]
/** A retirement is written into an announcement's own row; nothing else of it changes. */
const MAY_CHANGE = ['announcements']

describe('what was aired', () => {
  const sources = readSources(['server'])

  it.each(AIRED)('is never removed from %s by anything in the station, nor written over', (table) => {
    const touched = sources
      .filter(({ path }) => !path.includes('/db/migrations/'))
      .filter(({ text }) => {
        const changes = MAY_CHANGE.includes(table) ? 'deleteFrom' : '(?:deleteFrom|updateTable)'
        return new RegExp(`${changes}\\(\\s*['"\`]${table}['"\`]`).test(text)
      })
    expect(touched.map(({ path }) => path)).toEqual([])
  })

  it('has files that nothing removes: the media store takes away only what is half made', () => {
    const text = readFileSync(new URL('../../../server/media/files.ts', import.meta.url), 'utf8')
    const removed = [...text.matchAll(/\brm\(([^,)]+)/g)].map(([, what]) => what?.trim())
    expect(removed.length).toBeGreaterThan(0)
    // Work files and folders by their own names; never a place under a hash.
    expect(removed.filter((what) => !['files.#work', 'path', 'file.path'].includes(what ?? ''))).toEqual([])
    const users = sources.filter(({ text: other }) =>
      /\b(rm|unlink|rmSync|unlinkSync)\([^)]*files\.pathOf\(/.test(other),
    )
    expect(users.map(({ path }) => path)).toEqual([])
  })
})
