import { type CalendarDate, dateAt } from '../../schedules/index.ts'
import type { HotlineContact, LibraryEntry, LibraryPlay, Tune } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { listPlays, type Play } from '../plays/index.ts'
import { findEditionNames } from '../programmes/index.ts'
import { listTunes } from '../tunes/index.ts'
import { compareVietnamese } from '../vietnamese/index.ts'
import { type ContactRecord, contactOn, contactView, listContacts } from './contacts/index.ts'
import { filled, standingOn, warningsOn } from './rules.ts'
import { type EntryRecord, listEntries } from './store.ts'

/** The whole library with its play counts, what was put away too. */
export async function libraryOf(db: Db, today: CalendarDate): Promise<LibraryEntry[]> {
  const entries = await listEntries(db)
  const [contacts, tunes] = [await listContacts(db), await listTunes(db)]
  const plays = entries.length === 0 ? [] : await listPlays(db)
  return entries.map((entry) => entryView(entry, { contacts, tunes, plays, today }))
}

/** One entry. Refuses `not-found`. */
export async function entryOf(db: Db, id: string, today: CalendarDate): Promise<LibraryEntry> {
  const found = (await libraryOf(db, today)).find((entry) => entry.id === id)
  if (!found) throw new StationError('not-found')
  return found
}

/** When an entry was heard, the newest first. Refuses `not-found`. */
export async function playsOf(db: Db, id: string): Promise<LibraryPlay[]> {
  const entry = (await listEntries(db)).find((one) => one.id === id)
  if (!entry) throw new StationError('not-found')
  const heard = playsWith(entry, await listTunes(db), await listPlays(db))
  const titles = new Map<string, string>()
  for (const editionId of new Set(heard.map((play) => play.editionId))) {
    titles.set(editionId, (await findEditionNames(db, editionId))?.title ?? '')
  }
  return heard
    .map(({ at, editionId, isOutside }) => ({ at, editionId, editionTitle: titles.get(editionId) ?? '', isOutside }))
    .reverse()
}

/**
 * What a person should know before these sounds of the library are heard: expired announcements, numbers that have changed
 * since they were recorded. Vietnamese sentences; empty when nothing.
 */
export async function warningsOfSounds(db: Db, tuneIds: readonly string[], now: number): Promise<string[]> {
  const today = dateAt(now, STATION_ZONE)
  const wanted = new Set(tuneIds)
  const entries = (await listEntries(db)).filter(({ sounds }) => sounds.some(({ tuneId }) => wanted.has(tuneId)))
  if (entries.length === 0) return []
  const contacts = await listContacts(db)
  return entries.flatMap((entry) => warningsFor(entry, contacts, today))
}

/** The announcements that want a look: expired or about to, or recorded with a number that has changed. */
export async function announcementsToSee(db: Db, today: CalendarDate): Promise<{ id: string; warnings: string[] }[]> {
  const [entries, contacts] = [await listEntries(db), await listContacts(db)]
  return entries
    .map((entry) => ({ id: entry.id, warnings: warningsFor(entry, contacts, today) }))
    .filter(({ warnings }) => warnings.length > 0)
}

/** The contacts by name, with what uses them. */
export async function contactsOf(db: Db, today: CalendarDate): Promise<HotlineContact[]> {
  const entries = (await listEntries(db)).filter(({ retired }) => !retired)
  return (await listContacts(db))
    .flatMap((record) => {
      const usedBy = entries.filter(({ contactId }) => contactId === record.id).map(({ title }) => title)
      return contactView(record, today, usedBy.toSorted(compareVietnamese)) ?? []
    })
    .toSorted((a, b) => compareVietnamese(a.now.name, b.now.name))
}

function entryView(
  entry: EntryRecord,
  known: { contacts: readonly ContactRecord[]; tunes: readonly Tune[]; plays: readonly Play[]; today: CalendarDate },
): LibraryEntry {
  const { contacts, tunes, today } = known
  const record = contacts.find(({ id }) => id === entry.contactId)
  const contact = record && contactOn(record.versions, today)
  const [newest] = entry.sounds
  const tune = newest && tunes.find(({ id }) => id === newest.tuneId)
  const heard = playsWith(entry, tunes, known.plays)
  const { text, expiresOn, work, retired } = entry
  return {
    id: entry.id,
    kind: entry.kind,
    number: entry.number,
    title: entry.title,
    standing: standingOn({ expiresOn, isRetired: retired !== undefined }, today),
    warnings: warningsFor(entry, contacts, today),
    plays: { count: heard.length, ...lastOf(heard) },
    saved: entry.saved,
    ...(text !== undefined && { text, spoken: filled(text, contact).spoken }),
    ...(record && contact && { contact: { id: record.id, name: contact.name } }),
    ...(newest && tune && { sound: soundOf(newest, tune) }),
    ...(expiresOn !== undefined && { expiresOn }),
    ...(work && { work }),
    ...(retired && { retired }),
  }
}

function soundOf(sound: EntryRecord['sounds'][number], tune: Tune): LibraryEntry['sound'] {
  const { id: tuneId, durationMs, mediaSha256, warnings } = tune
  return { tuneId, fileName: sound.fileName, durationMs, mediaSha256, warnings, added: sound.added }
}

function warningsFor(entry: EntryRecord, contacts: readonly ContactRecord[], today: CalendarDate): string[] {
  const versions = contacts.find(({ id }) => id === entry.contactId)?.versions ?? []
  const [sound] = entry.sounds
  const known = sound && versions.filter(({ noted }) => noted.at <= sound.added.at)
  const contact = contactOn(versions, today)
  return warningsOn(
    {
      title: entry.title,
      expiresOn: entry.expiresOn,
      isRetired: entry.retired !== undefined,
      text: entry.text,
      contact,
      contactAsRecorded: sound && contactOn(known ?? [], dateAt(sound.added.at, STATION_ZONE)),
      coming: versions
        .filter((version) => version.validFrom > today && version !== contact)
        .toSorted((a, b) => a.validFrom.localeCompare(b.validFrom))[0],
    },
    today,
  )
}

function playsWith(entry: EntryRecord, tunes: readonly Tune[], plays: readonly Play[]): Play[] {
  const mine = new Set(entry.sounds.map(({ tuneId }) => tuneId))
  const sounds = tunes.filter(({ id }) => mine.has(id)).map(({ mediaSha256 }) => mediaSha256)
  return plays.filter(
    (play) =>
      sounds.some((sha256) => play.sounds.has(sha256)) || entry.items.some(({ itemId }) => play.itemIds.has(itemId)),
  )
}

function lastOf(plays: readonly Play[]): { lastAt?: number } {
  const lastAt = plays.at(-1)?.at
  return lastAt === undefined ? {} : { lastAt }
}
