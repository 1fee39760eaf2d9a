import type { Breach, HouseFile } from './house.ts'

/** What may lie at the top level, besides files that begin with a dot. */
const CARD = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'biome.json',
  'README.md',
  'LICENSE',
  'server',
  'web',
  'audio',
  'schedules',
  'test',
]

const LINES_AT_MOST = 400

const VAGUE = /(^|\/)(utils?|helpers?|misc|lib)(\.[^/]+)?(\/|$)/

/** Paths of one machine, which mean nothing on another. Composed, so that this file does not break its own rule. */
const MACHINE_PATHS: readonly RegExp[] = [
  new RegExp(`(^|[^\\w.])/${'work'}/`),
  new RegExp(`\\.\\./${'shared'}\\b`),
  new RegExp(`/tmp/${'brief'}\\b`),
  new RegExp(`/${'root'}/`),
  new RegExp(`/${'home'}/[a-z]`),
  new RegExp(`[A-Z]:\\\\${'Users'}\\\\`),
]

/** Entries of the top level that the card does not name. */
export function strangers(entries: readonly string[]): string[] {
  return entries.filter((entry) => !entry.startsWith('.') && !CARD.includes(entry))
}

/** Files too long to be one room. */
export function lengthBreaches(files: readonly HouseFile[]): Breach[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
    return lines > LINES_AT_MOST ? [{ path, line: 0, what: `has ${lines} lines; ${LINES_AT_MOST} is the most` }] : []
  })
}

/** Files and folders whose name says nothing. */
export function vagueNames(files: readonly HouseFile[]): string[] {
  return files.map(({ path }) => path).filter((path) => VAGUE.test(path))
}

/** Lines that speak of a path of one machine. */
export function machinePathBreaches(files: readonly HouseFile[]): Breach[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const found = MACHINE_PATHS.find((pattern) => pattern.test(line))
      return found === undefined ? [] : [{ path, line: index + 1, what: `names a path of one machine: ${line.trim()}` }]
    }),
  )
}
