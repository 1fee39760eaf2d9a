import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A file of the house: its path from the top, with forward slashes, and what is in it. */
export interface HouseFile {
  readonly path: string
  readonly text: string
}

/** One place where a rule of the house is broken. */
export interface Breach {
  readonly path: string
  /** Counted from 1; 0 when the file as a whole is meant. */
  readonly line: number
  readonly what: string
}

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** The folders that hold the product; `test` is held to fewer rules. */
export const PRODUCT = ['schedules', 'audio', 'server', 'web'] as const

const NEVER_COMMITTED = new Set(['node_modules', '.git', 'dist', '.DS_Store'])
const STATION_DATA = 'data'
const SOURCE = /\.(ts|svelte)$/
const NOT_TEXT = /\.(png|jpg|jpeg|webp|ico|woff2?|wav|mp3|opus|ogg|flac|m4a|aac|amr|wma|mp4|webm|docx?|pdf|zip|gz)$/i

/** Every source file (`.ts`, `.svelte`) of the given top folders. */
export function readSources(folders: readonly string[]): HouseFile[] {
  return folders.flatMap((folder) => walk(join(ROOT, folder))).filter(isSource)
}

/** Every text file that would be committed, the hidden ones too. */
export function readAllText(): HouseFile[] {
  return walk(ROOT)
}

/** The names at the top level, without what git never sees. */
export function topLevel(): string[] {
  return readdirSync(ROOT).filter((name) => !isLeftOut(name, ROOT))
}

/** A breach on one line each, so that a failing rule reads as a list of places. */
export function list(breaches: readonly Breach[]): string[] {
  return breaches.map(({ path, line, what }) => `${path}${line > 0 ? `:${line}` : ''} ${what}`)
}

function isLeftOut(name: string, folder: string): boolean {
  if (name === STATION_DATA && join(folder, '/') === join(ROOT, '/')) return true
  return NEVER_COMMITTED.has(name) || name.endsWith('.log')
}

function isSource(file: HouseFile): boolean {
  return SOURCE.test(file.path)
}

function walk(folder: string): HouseFile[] {
  const files: HouseFile[] = []
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (isLeftOut(entry.name, folder)) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) files.push(...walk(path))
    else if (entry.isFile() && !NOT_TEXT.test(entry.name))
      files.push({ path: relative(ROOT, path).split(sep).join('/'), text: readFileSync(path, 'utf8') })
  }
  return files
}
