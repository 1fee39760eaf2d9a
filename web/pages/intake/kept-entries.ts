/** Items that the collector is entering, kept in this browser until they are in the register. Pure but for the shelf. */
import type { ArrivedFile } from '../../../server/contract/index.ts'
import { putOn, type Shelf, takeFrom } from '../../shelf.ts'

const TEXTS = ['title', 'text', 'unitId', 'author', 'year', 'award', 'source', 'sourceName', 'contact', 'note'] as const
const FACTS = ['entryKey', 'receivedOn', 'programmeId', 'period'] as const

/** An item as it stands on the page; its files are at the station already, their words stand in the text. */
export interface KeptEntry {
  entryKey: string
  fields: Record<(typeof TEXTS)[number], string> & { topics: string[] }
  isEarlier: boolean
  receivedOn: string
  receivedTime: string
  programmeId: string
  period: string
  files: ArrivedFile[]
}

const key = (accountId: string) => `len-song.nhap-bai.${accountId}`

/** Keeps the item that is entered and those that wait behind it; false when the browser has no room for them. */
export const keepEntries = (shelf: Shelf, accountId: string, entries: readonly KeptEntry[]): boolean =>
  putOn(shelf, key(accountId), entries)

export const forgetEntries = (shelf: Shelf, accountId: string): void => shelf.removeItem(key(accountId))

/** What this person left; nothing, or anything that is none of it, is an empty list. */
export const keptEntries = (shelf: Shelf, accountId: string): KeptEntry[] =>
  takeFrom(shelf, key(accountId), (read): read is KeptEntry[] => Array.isArray(read) && read.every(isEntry)) ?? []

function isEntry(read: unknown): read is KeptEntry {
  if (!isRecord(read) || !isRecord(read.fields) || !Array.isArray(read.files)) return false
  const { fields } = read
  return (
    TEXTS.every((name) => typeof fields[name] === 'string') &&
    FACTS.every((name) => typeof read[name] === 'string') &&
    typeof read.receivedTime === 'string' &&
    typeof read.isEarlier === 'boolean' &&
    isTexts(fields.topics) &&
    read.files.every(isFile)
  )
}

function isFile(read: unknown): read is ArrivedFile {
  if (!isRecord(read)) return false
  return (
    ['id', 'fileName', 'kind', 'text'].every((name) => typeof read[name] === 'string') &&
    typeof read.bytes === 'number' &&
    isTexts(read.warnings) &&
    Array.isArray(read.sameFileIn)
  )
}

function isTexts(read: unknown): boolean {
  return Array.isArray(read) && read.every((one) => typeof one === 'string')
}

function isRecord(read: unknown): read is Record<string, unknown> {
  return typeof read === 'object' && read !== null
}
