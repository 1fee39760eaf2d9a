import { Type } from 'typebox'
import { dateAt, isCalendarDate, vietnameseDate } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { type LibraryEntry, type LibraryWritten, schema } from '../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { receiveForm } from '../media/index.ts'
import { placeItems } from '../placing/index.ts'
import { findEditionNames } from '../programmes/index.ts'
import { tidyLine, tidyText } from '../scripts/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { programmesNaming } from '../templates/index.ts'
import { chooseTune, listTunes, makeTune, retireTune } from '../tunes/index.ts'
import { contactOn, findContact } from './contacts/index.ts'
import { registerContacts } from './contacts-routes.ts'
import { libraryTab, matching } from './list.ts'
import { filled, ROLE_OF } from './rules.ts'
import { addEntry, addItem, addSound, addVersion, retireEntry } from './store.ts'
import { entryOf, libraryOf, playsOf } from './view.ts'

const ById = Type.Object({ id: schema.Id })
const entryAnswer = { response: { 200: schema.LibraryEntry } }
/** A sound without a note of the right to use it is not taken. */
const LEAST_RIGHTS_NOTE = 3

/**
 * Hotline announcements, spots and award works: their words and sounds, until when they hold, how often they were heard. The
 * sound of each is one of the station's library, so that templates and rundowns take it as any other. `onChange` follows what
 * enters a script.
 */
export function registerLibrary(app: App, deps: Deps, onChange: () => Promise<void>): void {
  const { db, clock, config, media, live } = deps
  const today = () => dateAt(clock.now(), STATION_ZONE)
  const changed = () => live.tell({ event: 'changed', data: { what: 'library' } })

  registerContacts(app, deps, { today, changed })

  app.get(
    '/api/library',
    { schema: { querystring: schema.LibraryAsked, response: { 200: Type.Array(schema.LibraryEntry) } } },
    async (request) => matching(await libraryOf(db, today()), request.query),
  )

  app.get('/api/library/xlsx', { schema: { querystring: schema.LibraryAsked } }, async (request, reply) => {
    const entries = matching(await libraryOf(db, today()), request.query)
    return sendSheet(reply, await writeSheet([libraryTab(entries)]), `Kho spot và tác phẩm ${today()}.xlsx`)
  })

  app.get('/api/library/:id', { schema: { params: ById, ...entryAnswer } }, (request) =>
    entryOf(db, request.params.id, today()),
  )

  app.get(
    '/api/library/:id/plays',
    { schema: { params: ById, response: { 200: Type.Array(schema.LibraryPlay) } } },
    (request) => playsOf(db, request.params.id),
  )

  app.post(
    '/api/library',
    { schema: { body: schema.LibraryWritten, response: { 201: schema.LibraryEntry } } },
    async (request, reply) => {
      const id = await addEntry(db, await written(request.body), personOf(request).id, clock.now())
      changed()
      return reply.code(201).send(await entryOf(db, id, today()))
    },
  )

  app.put(
    '/api/library/:id',
    { schema: { params: ById, body: schema.LibraryWritten, ...entryAnswer } },
    async (request) => {
      const { kind, title, standing } = await entryOf(db, request.params.id, today())
      if (standing === 'retired') throw new StationError('library-retired', { title })
      const facts = await written({ ...request.body, kind })
      await addVersion(db, request.params.id, facts, personOf(request).id, clock.now())
      changed()
      return entryOf(db, request.params.id, today())
    },
  )

  app.post(
    '/api/library/:id/sound',
    { schema: { params: ById, response: { 201: schema.LibraryEntry } } },
    async (request, reply) => {
      const entry = await entryOf(db, request.params.id, today())
      const { title, standing } = entry
      if (standing === 'retired') throw new StationError('library-retired', { title })
      const { upload, texts } = await receiveForm(request, media, config.uploadLimitBytes)
      const rightsNote = tidyLine(texts.rightsNote ?? '')
      if (rightsNote.length < LEAST_RIGHTS_NOTE) {
        await media.files.drop(upload.file)
        throw new StationError('bad-request', { what: 'ghi chú quyền sử dụng' })
      }
      const by = personOf(request).id
      const isChosen = await takesItsRole(entry)
      const tuneId = await makeTune(deps, upload, { role: ROLE_OF[entry.kind], title, rightsNote, isChosen }, by)
      await addSound(db, { entryId: entry.id, tuneId, fileName: upload.fileName, by, at: clock.now() })
      // What a template names goes on sounding until somebody names another one.
      if (entry.sound && (await programmesNaming(db, entry.sound.tuneId)).length === 0) {
        await retireTune(db, entry.sound.tuneId, by, Math.round(clock.now()))
      }
      soundsChanged()
      return reply.code(201).send(await entryOf(db, entry.id, today()))
    },
  )

  app.post('/api/library/:id/retire', { schema: { params: ById, ...entryAnswer } }, async (request) => {
    const { id, title, sound } = await entryOf(db, request.params.id, today())
    const by = personOf(request).id
    if (sound) {
      const programmes = await programmesNaming(db, sound.tuneId)
      if (programmes.length > 0) throw new StationError('sound-in-use', { title, programmes })
      await retireTune(db, sound.tuneId, by, Math.round(clock.now()))
    }
    await retireEntry(db, id, by, clock.now())
    soundsChanged()
    return entryOf(db, id, today())
  })

  app.post('/api/library/:id/use', { schema: { params: ById, ...entryAnswer } }, async (request) => {
    const { id, title, kind, standing, sound } = await entryOf(db, request.params.id, today())
    if (standing === 'retired') throw new StationError('library-retired', { title })
    if (!sound) throw new StationError('not-found')
    const tune = { id: sound.tuneId, role: ROLE_OF[kind] }
    await chooseTune(db, tune, personOf(request).id, Math.round(clock.now()))
    soundsChanged()
    return entryOf(db, id, today())
  })

  app.post(
    '/api/library/:id/placements',
    { schema: { params: ById, body: schema.LibraryPlaced, ...entryAnswer } },
    async (request) => {
      const { editionId } = request.body
      const { id, title, text, standing, expiresOn, contact } = await entryOf(db, request.params.id, today())
      if (standing === 'retired') throw new StationError('library-retired', { title })
      if (standing === 'expired') {
        throw new StationError('spot-expired', { title, expiresOn: vietnameseDate(expiresOn ?? today()) })
      }
      if (text === undefined) throw new StationError('spot-empty', { title })
      if (!(await findEditionNames(db, editionId))) throw new StationError('not-found')
      const record = contact && (await findContact(db, contact.id))
      const { spoken, gaps } = filled(text, record && contactOn(record.versions, today()))
      if (gaps.length > 0) throw new StationError('spot-unfilled', { title, gaps })
      const by = personOf(request).id
      const items = [{ kind: 'notice' as const, title, text: spoken }]
      const [itemId = ''] = await placeItems(db, { editionId, items, by, at: clock.now() })
      await addItem(db, { entryId: id, itemId, editionId, by, at: clock.now() })
      await onChange()
      live.tell({ event: 'changed', data: { what: 'editions' } })
      changed()
      return entryOf(db, id, today())
    },
  )

  /** An entry as it is kept; what does not belong to its kind is left out. */
  async function written(body: LibraryWritten): Promise<LibraryWritten> {
    const { kind, parentNumber, contactId, expiresOn, work } = body
    const title = tidyLine(body.title)
    const text = tidyText(body.text ?? '')
    if (title === '') throw new StationError('bad-request', { what: 'tên' })
    if (kind === 'hotline' && contactId === undefined) throw new StationError('contact-needed', { title })
    if (contactId !== undefined && !(await findContact(db, contactId))) throw new StationError('not-found')
    if (expiresOn !== undefined && !isCalendarDate(expiresOn)) {
      throw new StationError('no-such-date', { date: vietnameseDate(expiresOn) })
    }
    const isWork = kind === 'work'
    return {
      kind,
      parentNumber,
      title,
      ...(text !== '' && { text }),
      ...(contactId !== undefined && !isWork && { contactId }),
      ...(expiresOn !== undefined && !isWork && { expiresOn }),
      ...(isWork && { work: tidyWork(work) }),
    }
  }

  /** A hotline's new sound is what templates take where its old one was, or where there was none; others are named one by one. */
  async function takesItsRole({ kind, sound }: LibraryEntry): Promise<boolean> {
    if (kind !== 'hotline') return false
    const inUse = (await listTunes(db)).find((tune) => tune.role === 'hotline' && tune.inUse)
    return inUse === undefined || inUse.id === sound?.tuneId
  }

  function soundsChanged(): void {
    changed()
    live.tell({ event: 'changed', data: { what: 'rundowns' } })
    live.tell({ event: 'changed', data: { what: 'editions' } })
  }
}

function tidyWork(work: LibraryWritten['work']): NonNullable<LibraryWritten['work']> {
  const [author, award] = [tidyLine(work?.author ?? ''), tidyLine(work?.award ?? '')]
  return {
    source: work?.source ?? 'other',
    ...(author !== '' && { author }),
    ...(award !== '' && { award }),
    ...(work?.year !== undefined && { year: work.year }),
  }
}
