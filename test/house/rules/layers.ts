import { posix } from 'node:path'
import type { Breach, HouseFile } from './house.ts'
import { type Import, importsOf } from './syntax.ts'

/**
 * Who may import whom, as the README shows it. A layer may always import itself; of another layer only the door.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  schedules: [],
  audio: [],
  server: ['audio/index.ts', 'schedules/index.ts'],
  web: ['server/contract/index.ts'],
}

/** Files that are named across the table, each with its reason. */
const EXCEPTIONS: readonly { readonly from: string; readonly to: string; readonly why: string }[] = [
  { from: 'server/start.ts', to: 'web/vite.config.ts', why: 'starting the station builds its pages' },
]

/** Folders without a door of their own, and the one file that may open them. */
const SHELVES: Readonly<Record<string, string>> = {
  // Numbered steps, never called by name by anybody else.
  'server/db/migrations': 'server/db/index.ts',
}

const CODE = /\.(ts|js|mjs|cjs|svelte)$/

/** One file asking for another file of ours. */
interface Link {
  readonly from: string
  readonly to: string
  readonly asked: Import
}

/** Breaches of the table: a layer that imports what it may not see, anything that imports a test, an alias that hides it. */
export function layerBreaches(files: readonly HouseFile[]): Breach[] {
  const breaches: Breach[] = []
  for (const file of files) {
    const layer = layerOf(file.path)
    for (const asked of importsOf(file)) {
      if (/^(\$|#|\/|~|@\/|file:)/.test(asked.specifier))
        breaches.push({
          path: file.path,
          line: asked.line,
          what: `imports ${asked.specifier}: an alias hides the layer`,
        })
      const to = targetOf(file.path, asked)
      if (to === undefined || layerOf(to) === layer || isException(file.path, to)) continue
      const allowed = MAY_IMPORT[layer] ?? []
      if (!allowed.includes(to))
        breaches.push({ path: file.path, line: asked.line, what: `imports ${to}: ${layer} may not (${asked.kind})` })
    }
  }
  return breaches
}

/** Breaches of the doors: code that reaches into a folder past its `index.ts`. */
export function doorBreaches(files: readonly HouseFile[]): Breach[] {
  return links(files)
    .filter(({ from, to }) => layerOf(from) !== 'web' && layerOf(from) === layerOf(to))
    .flatMap(({ from, to, asked }) => {
      const entered = folderEntered(from, to)
      if (entered === undefined || to === `${entered}/index.ts` || SHELVES[entered] === from) return []
      return [{ path: from, line: asked.line, what: `imports ${to}: the door of that folder is ${entered}/index.ts` }]
    })
}

/** Breaches among the pages: a page's folder is entered through one file of it, `parts` is a shelf open to all pages. */
export function pageBreaches(files: readonly HouseFile[]): Breach[] {
  const doors = new Map<string, Link>()
  const breaches: Breach[] = []
  for (const link of links(files)) {
    const page = /^web\/pages\/[^/]+/.exec(link.to)?.[0]
    if (page === undefined || layerOf(link.from) !== 'web' || link.from.startsWith(`${page}/`)) continue
    if (!link.to.startsWith(`${page}/`)) continue
    const door = doors.get(page)
    if (door === undefined) doors.set(page, link)
    else if (door.to !== link.to)
      breaches.push({
        path: link.from,
        line: link.asked.line,
        what: `imports ${link.to}: ${page} is entered through ${door.to}`,
      })
  }
  return breaches
}

/** Breaches of the contract: browsers load it, so it knows neither Node nor the rest of the server. */
export function contractBreaches(files: readonly HouseFile[]): Breach[] {
  const breaches: Breach[] = []
  for (const file of files.filter(({ path }) => path.startsWith('server/contract/'))) {
    for (const asked of importsOf(file)) {
      const to = targetOf(file.path, asked)
      const leaves = to !== undefined && !to.startsWith('server/contract/')
      if (leaves || asked.specifier.startsWith('node:'))
        breaches.push({
          path: file.path,
          line: asked.line,
          what: `imports ${to ?? asked.specifier}: browsers load the contract`,
        })
    }
  }
  return breaches
}

/** Circles of files that need one another to be loaded; types alone make none. */
export function cycles(files: readonly HouseFile[]): string[] {
  const needs = new Map<string, string[]>(files.map(({ path }) => [path, []]))
  for (const { from, to, asked } of links(files))
    if (['static', 'side-effect', 'export'].includes(asked.kind) && needs.has(to)) needs.get(from)?.push(to)

  const found: string[] = []
  const state = new Map<string, 'open' | 'closed'>()
  const path: string[] = []
  const visit = (file: string): void => {
    if (state.get(file) === 'closed') return
    if (state.get(file) === 'open') {
      found.push([...path.slice(path.indexOf(file)), file].join(' → '))
      return
    }
    state.set(file, 'open')
    path.push(file)
    for (const next of needs.get(file) ?? []) visit(next)
    path.pop()
    state.set(file, 'closed')
  }
  for (const file of needs.keys()) visit(file)
  return found
}

function links(files: readonly HouseFile[]): Link[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap((asked) => {
      const to = targetOf(file.path, asked)
      return to === undefined ? [] : [{ from: file.path, to, asked }]
    }),
  )
}

/** The file of ours that an import leads to; nothing for packages, and for addresses of files that are no code. */
function targetOf(from: string, asked: Import): string | undefined {
  if (!asked.specifier.startsWith('.')) return undefined
  const plain = asked.specifier.replace(/[?#].*$/, '')
  if (asked.kind === 'url' && !CODE.test(plain)) return undefined
  return posix.normalize(posix.join(posix.dirname(from), plain))
}

/** The outermost folder that holds `to` but not `from`. */
function folderEntered(from: string, to: string): string | undefined {
  const folders = posix.dirname(to).split('/')
  for (let depth = 1; depth <= folders.length; depth++) {
    const folder = folders.slice(0, depth).join('/')
    if (!from.startsWith(`${folder}/`)) return folder
  }
  return undefined
}

function layerOf(path: string): string {
  return path.split('/')[0] ?? ''
}

function isException(from: string, to: string): boolean {
  return EXCEPTIONS.some((exception) => exception.from === from && exception.to === to)
}
