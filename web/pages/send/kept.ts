/** What was typed into a unit's form and the files that went up, kept in this browser until the receipt is there. */
import { putOn, type Shelf, takeFrom } from '../../shelf.ts'

/** The typed fields, all of them text. */
export interface SendFields {
  title: string
  text: string
  author: string
  senderName: string
  contact: string
  note: string
  /** “programme period”; empty: none was chosen. */
  target: string
}

/** A file of the form. One with an id is at the station; the others must be chosen again after the page was reloaded. */
export interface KeptFile {
  id: string | undefined
  fileName: string
  bytes: number
  warnings: string[]
}

export interface KeptForm {
  entryKey: string
  fields: SendFields
  files: KeptFile[]
}

/** Who sends, remembered for the next time. */
export type KeptSender = Pick<SendFields, 'author' | 'senderName' | 'contact'>

const formKey = (secret: string) => `len-song.gui-bai.${secret}`
const senderKey = (secret: string) => `len-song.nguoi-gui.${secret}`
const FIELDS = ['title', 'text', 'author', 'senderName', 'contact', 'note', 'target'] as const

/** Keeps the form; false when the browser has no room for it. */
export const keepForm = (shelf: Shelf, secret: string, form: KeptForm): boolean => putOn(shelf, formKey(secret), form)

/** The form that an earlier visit left. */
export const keptForm = (shelf: Shelf, secret: string): KeptForm | undefined =>
  takeFrom(shelf, formKey(secret), isKeptForm)

/** The receipt is there: the form goes, the sender is remembered. */
export function forgetForm(shelf: Shelf, secret: string, sender: KeptSender): void {
  shelf.removeItem(formKey(secret))
  putOn(shelf, senderKey(secret), sender)
}

export const keptSender = (shelf: Shelf, secret: string): KeptSender | undefined =>
  takeFrom(shelf, senderKey(secret), isKeptSender)

function isKeptForm(read: unknown): read is KeptForm {
  if (!isObject(read) || typeof read.entryKey !== 'string' || !isObject(read.fields)) return false
  const { fields, files } = read
  if (!FIELDS.every((name) => typeof fields[name] === 'string') || !Array.isArray(files)) return false
  return files.every(
    (file: unknown) =>
      isObject(file) &&
      typeof file.fileName === 'string' &&
      typeof file.bytes === 'number' &&
      (file.id === undefined || typeof file.id === 'string') &&
      Array.isArray(file.warnings) &&
      file.warnings.every((warning: unknown) => typeof warning === 'string'),
  )
}

function isKeptSender(read: unknown): read is KeptSender {
  if (!isObject(read)) return false
  return [read.author, read.senderName, read.contact].every((value) => typeof value === 'string')
}

function isObject(read: unknown): read is Record<string, unknown> {
  return typeof read === 'object' && read !== null
}
