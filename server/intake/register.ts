import type { PlacementMade, SentForm, SubmissionChange, SubmissionMade } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { findUnit } from '../units/index.ts'
import { type FileRow, filesOf, findFiles } from './files/index.ts'
import { noteLikeness } from './likeness/index.ts'
import { addPlacement } from './placements/index.ts'
import { lastDayInTime } from './placing.ts'
import {
  addDescription,
  addSubmission,
  type Description,
  findByEntryKey,
  findRow,
  type SubmissionRow,
  textOf,
} from './store.ts'

/** Clocks differ: what is a little ahead of ours is now. */
const AHEAD_MS = 5 * 60_000

interface Signed {
  by: string
  at: number
}

/**
 * Enters what came to the collector, with its places. The same entry key twice is one submission. Refuses `nothing-sent`,
 * `file-gone`, `received-in-future`, `bad-request` for an unknown unit, and as `lastDayInTime` does.
 */
export async function enterSubmission(db: Db, made: SubmissionMade, { by, at }: Signed): Promise<string> {
  const known = await findByEntryKey(db, made.entryKey)
  if (known) return known.id
  const receivedAt = receiptOf(made.receivedAt, at)
  const files = await filesFor(db, made.fileIds)
  await refuseUnknownUnit(db, made.unitId)
  // The page showed the words of the files to the collector: what stands in the field is what is meant.
  const text = tidyText(made.text) || readIn(files)
  const description = { ...describedWith(made, text, files), receivedAt, fileIds: made.fileIds }
  const places = await placesOf(db, made.placements)
  return db.transaction().execute(async (trx) => {
    const id = await addSubmission(trx, { entryKey: made.entryKey, via: 'collector', by, at, description })
    for (const place of places) await addPlacement(trx, { submissionId: id, ...place, by, at })
    await noteLikeness(trx, id, description.text)
    return id
  })
}

/**
 * Takes in what a unit sent by its link. The same entry key twice is one submission. Refuses `nothing-sent`, `file-gone`, and as
 * `lastDayInTime` does.
 */
export async function takeSubmission(
  db: Db,
  form: SentForm,
  link: { id: string; unitId: string },
  at: number,
): Promise<SubmissionRow> {
  const known = await findByEntryKey(db, form.entryKey)
  // A key of somebody else's says nothing of what stands under it.
  if (known && known.unitId !== link.unitId) throw new StationError('bad-request', { what: 'mã của trang gửi bài' })
  if (known) return known
  const files = await filesFor(db, form.fileIds, link.id)
  const written = {
    ...form,
    unitId: link.unitId,
    year: null,
    award: '',
    source: 'unit' as const,
    sourceName: '',
    topics: [],
  }
  const text = [tidyText(form.text), readIn(files)].filter((part) => part !== '').join('\n\n')
  const description = { ...describedWith(written, text, files), receivedAt: at, fileIds: form.fileIds }
  const places = await placesOf(db, form.target ? [form.target] : [])
  const id = await db.transaction().execute(async (trx) => {
    const made = await addSubmission(trx, {
      entryKey: form.entryKey,
      via: 'link',
      unitLinkId: link.id,
      senderName: wordsIn(form.senderName),
      at,
      description,
    })
    for (const place of places) await addPlacement(trx, { submissionId: made, ...place, by: undefined, at })
    await noteLikeness(trx, made, description.text)
    return made
  })
  const row = await findRow(db, id)
  if (!row) throw new StationError('not-found')
  return row
}

/**
 * Corrects what is written about a submission; what is left out stays. Refuses `not-found`, `submission-withdrawn`,
 * `received-by-link` for the instant of what the machine received itself, and as `enterSubmission` does.
 */
export async function correctSubmission(
  db: Db,
  id: string,
  change: SubmissionChange,
  { by, at }: Signed,
): Promise<void> {
  const row = await findRow(db, id)
  if (!row) throw new StationError('not-found')
  if (row.withdrawn) throw new StationError('submission-withdrawn')
  if (change.receivedAt !== undefined && change.receivedAt !== row.receivedAt && row.via === 'link') {
    throw new StationError('received-by-link')
  }
  if (change.unitId !== undefined) await refuseUnknownUnit(db, change.unitId)
  const now = (await filesOf(db, [row.descriptionId])).get(row.descriptionId) ?? []
  const { fileIds = now.map((file) => file.id), receivedAt, ...rest } = change
  const files = await filesFor(db, fileIds)
  const { author = '', award = '', sourceName = '', contact = '', note = '' } = row
  const whole = {
    title: row.title,
    unitId: row.unitId ?? null,
    author,
    year: row.year ?? null,
    award,
    source: row.source,
    sourceName,
    contact,
    note,
    topics: row.topics,
    ...rest,
  }
  const added = files.filter((file) => !now.some((had) => had.id === file.id))
  const kept = [await textOf(db, row.descriptionId), readIn(added)].filter((part) => part !== '').join('\n\n')
  const description = {
    ...describedWith(whole, change.text === undefined ? kept : tidyText(change.text), files),
    receivedAt: receivedAt === undefined ? row.receivedAt : receiptOf(receivedAt, at),
    fileIds,
  }
  await db.transaction().execute(async (trx) => {
    await addDescription(trx, id, description, { by, at })
    await noteLikeness(trx, id, description.text)
  })
}

type Written = Omit<SubmissionMade, 'text' | 'receivedAt' | 'fileIds' | 'placements' | 'entryKey'>

/** What was written, tidied. Refuses `nothing-sent` where there is neither a word nor a file. */
function describedWith(
  written: Written,
  text: string,
  files: readonly FileRow[],
): Omit<Description, 'receivedAt' | 'fileIds'> {
  if (text === '' && files.length === 0) throw new StationError('nothing-sent')
  const title = wordsIn(written.title)
  if (title === undefined) throw new StationError('bad-request', { what: 'tên tin, bài' })
  return {
    title,
    text,
    unitId: written.unitId ?? undefined,
    author: wordsIn(written.author),
    year: written.year ?? undefined,
    award: wordsIn(written.award),
    source: written.source,
    sourceName: wordsIn(written.sourceName),
    contact: wordsIn(written.contact),
    note: tidyText(written.note) || undefined,
    topics: [...new Set(written.topics.flatMap((topic) => wordsIn(topic) ?? []))],
  }
}

/** The words of the documents among files, one after the other. */
function readIn(files: readonly FileRow[]): string {
  return files
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join('\n\n')
}

function tidyText(written: string): string {
  return written.normalize('NFC').replace(/\r\n?/g, '\n').replaceAll('\u00a0', ' ').trim()
}

function wordsIn(written: string): string | undefined {
  return written.normalize('NFC').replace(/\s+/g, ' ').trim() || undefined
}

/** The files that are meant, all of them there; of a link only its own. */
async function filesFor(db: Db, fileIds: readonly string[], unitLinkId?: string): Promise<FileRow[]> {
  const files = await findFiles(db, fileIds)
  const isOwn = (file: FileRow) => unitLinkId === undefined || file.unitLinkId === unitLinkId
  if (files.length < fileIds.length || !files.every(isOwn)) throw new StationError('file-gone')
  return files
}

async function placesOf(db: Db, placements: readonly PlacementMade[]) {
  const places: (PlacementMade & { dueOn: string | undefined })[] = []
  for (const place of placements)
    places.push({ ...place, dueOn: await lastDayInTime(db, place.programmeId, place.period) })
  return places
}

async function refuseUnknownUnit(db: Db, unitId: string | null): Promise<void> {
  if (unitId === null || (await findUnit(db, unitId))) return
  throw new StationError('bad-request', { what: 'đơn vị gửi' })
}

function receiptOf(receivedAt: number | undefined, now: number): number {
  if (receivedAt === undefined) return now
  if (receivedAt > now + AHEAD_MS) throw new StationError('received-in-future')
  return Math.round(receivedAt)
}
