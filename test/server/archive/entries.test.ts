import { describe, expect, it } from 'vitest'
import { foldersOf } from '../../../server/archive/contents.ts'
import { entriesOf, type KeptSounds } from '../../../server/archive/entries.ts'
import { indexPage } from '../../../server/archive/pages.ts'
import type { LogLine } from '../../../server/contract/index.ts'

const line = (more: Partial<LogLine> = {}): LogLine => ({
  airingId: 'l',
  editionId: 'e',
  programmeName: 'Bản tin',
  editionTitle: 'Bản tin, tháng 11/2026',
  plannedAt: 1,
  startedAt: 1,
  outcome: 'aired',
  note: '',
  renderId: 'r',
  masterSha256: 'm',
  items: [],
  readers: [],
  notes: [],
  ...more,
})
const sounds: KeptSounds = {
  renders: new Map([
    [
      'r',
      {
        id: 'r',
        editionId: 'e',
        programmeId: 'p',
        programmeName: 'Bản tin',
        period: '2026-11',
        revisionId: 'v',
        revisionNumber: 1,
        durationMs: 60_000,
        master: { sha256: 'm', bytes: 100 },
        mp3: { sha256: '3', bytes: 10 },
      },
    ],
  ]),
  announcements: new Map([['k', { id: 'a', title: 'Bão số 5', durationMs: 5000, master: { sha256: 'k', bytes: 50 } }]]),
}

describe('what was aired', () => {
  it('is each sound once, with every time that it was heard', () => {
    const [entry, ...others] = entriesOf(
      [
        line({ airingId: '1', startedAt: 1 }),
        line({ airingId: '2', startedAt: 2, outcome: 'aired-in-part' }),
        line({ airingId: '3', plannedAt: 3, outcome: 'outside' }),
      ],
      sounds,
    )
    expect(others).toEqual([])
    expect(entry).toMatchObject({
      kind: 'edition',
      title: 'Bản tin, tháng 11/2026',
      soundPath: '/api/renders/r/programme.mp3',
    })
    expect(entry?.airings.map(({ airingId }) => airingId)).toEqual(['1', '2', '3'])
  })

  it('is nothing that nobody heard: missed, skipped, into the null device; nor what still sounds', () => {
    const { startedAt: _, ...silent } = line({ outcome: 'missed' })
    expect(entriesOf([silent, line({ deviceIsNull: true }), line({ outcome: 'on-air' })], sounds)).toEqual([])
  })

  it('is the reserve that sounded, and says in whose place', () => {
    const [entry] = entriesOf(
      [line({ outcome: 'replaced', editionId: 'f', editionTitle: 'Bản tin, tháng 12/2026' })],
      sounds,
    )
    expect(entry).toMatchObject({ editionId: 'e', title: 'Bản tin, tháng 11/2026' })
    expect(entry?.airings[0]?.insteadOf).toBe('Bản tin, tháng 12/2026')
  })

  it('is announcements too, and what has no sound at the station: live, and by other means without a render', () => {
    const { renderId: _, ...bare } = line()
    const { masterSha256: __, ...live } = bare
    const kinds = entriesOf(
      [
        { ...bare, airingId: '1', editionId: '', isEmergency: true, masterSha256: 'k' },
        { ...live, airingId: '2', editionId: '', isEmergency: true, editionTitle: 'Trực tiếp' },
        { ...live, airingId: '3', outcome: 'outside', editionId: 'g' },
        { ...live, airingId: '4', outcome: 'outside', editionId: 'g' },
      ],
      sounds,
    ).map(({ kind, title, airings }) => [kind, title, airings.length])
    expect(kinds).toEqual([
      ['announcement', 'Bão số 5', 1],
      ['without-sound', 'Trực tiếp', 1],
      ['without-sound', 'Bản tin, tháng 11/2026', 2],
    ])
  })
})

describe('the page of a package', () => {
  const told = {
    stationName: 'Đài <thử>',
    year: 2026,
    madeAt: 0,
    madeBy: 'Kỹ thuật viên',
    lacks: ['Bản tin: tệp a.mp3 không còn trong kho.'],
    isThere: () => true,
  }
  const file = (name: string) => ({ name, sha256: 'm', bytes: 1, of: 'Bản tin' })
  const folder = (entry: Parameters<typeof indexPage>[1][number]['entry']) => ({
    entry,
    folder: 'ky-phat/x/',
    sound: file('ky-phat/x/Bản tin #1.mp3'),
    master: undefined,
    scans: [],
    script: { name: 'ky-phat/x/kich-ban.txt', content: Buffer.from('\u{FEFF}Lời <b>đọc</b>'), mediaType: 'text/plain' },
    approval: undefined,
  })
  const [entry] = entriesOf([line({ startedAt: Date.UTC(2026, 10, 18) })], sounds)
  if (!entry) throw new Error('there is no entry')

  it('leads to files by relative paths, needs no network, and shows words as they were written', () => {
    const page = indexPage(told, [folder(entry)], ['nhat-ky-phat-song-2026.html'])
    expect(page).toContain('src="ky-phat/x/B%E1%BA%A3n%20tin%20%231.mp3"')
    expect(page).toContain('Lời &#60;b&#62;đọc&#60;/b&#62;')
    expect(page).toContain('Đài &#60;thử&#62;')
    expect(page).toContain('tệp a.mp3 không còn trong kho')
    expect(page).not.toMatch(/https?:/)
  })

  it('offers nothing to hear where the file was not found', () => {
    const page = indexPage({ ...told, isThere: (name) => !name.endsWith('.mp3') }, [folder(entry)], [])
    expect(page).not.toContain('<audio')
    expect(page).toContain('Không có tệp tiếng trong gói.')
  })

  it('has a script that an old browser understands', () => {
    const script = /<script>(.*)<\/script>/s.exec(indexPage(told, [folder(entry)], []))?.[1] ?? ''
    expect(() => new Function(script)).not.toThrow()
    expect(script).not.toMatch(/=>|`|\bconst\b|\blet\b/)
  })
})

it('names folders in ASCII, each once, short enough for any disk', async () => {
  const long = 'Chương trình rất dài '.repeat(20)
  const entries = entriesOf([line()], sounds).flatMap((entry) => [
    { ...entry, key: '1', title: long },
    { ...entry, key: '2', title: long },
    { ...entry, key: '3', title: '???' },
  ])
  const year = { year: 2026, lines: [], entries, sounds, revisions: new Map() }
  // Nothing is asked of the database where no entry has words.
  const folders = await foldersOf(undefined as never, year, true)
  const names = folders.flatMap(({ sound, master }) => [sound?.name ?? '', master?.name ?? ''])
  expect(new Set(names).size).toBe(6)
  for (const name of names) {
    expect(name).toMatch(/^[A-Za-z0-9./-]+$/)
    expect(name.length).toBeLessThan(170)
  }
})
