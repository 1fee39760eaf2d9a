import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { type ArchiveAsked, type ArchivePackage, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { sendPieces } from '../media/index.ts'
import { zipOf } from '../packs/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { ArchiveDesk } from './desk.ts'
import { packageName, packOfPackage } from './make.ts'
import { archiveTab } from './sheet.ts'
import { findPackage, listCopies, listPackages, type PackageRow } from './store.ts'
import { bytesOfSounds, entriesAsked, instantsOfYear, type KeptYear, keptYear, yearsAired } from './year.ts'

const ById = Type.Object({ id: schema.Id })
/** As long as somebody looks for something in a year that is on the screen. */
const ON_SHELF_MS = 60_000
const ByYear = Type.Object({ year: Type.Integer({ minimum: 2000, maximum: 2199 }) })

/** Lưu trữ: everything that was aired, by year, to be searched and heard; and yearly packages that open offline. */
export function registerArchive(app: App, deps: Deps): void {
  const { db, clock, media } = deps
  const desk = new ArchiveDesk(deps)
  /** The year that was gathered last: whoever types words looks through it again and again. */
  let shelf: { kept: KeptYear; at: number } | undefined

  /** A year is gathered anew whenever all of it is asked for; what narrows it looks through what was just shown. */
  const yearFor = async (year: number, { words, programmeId }: ArchiveAsked): Promise<KeptYear> => {
    const now = clock.now()
    const isNarrowed = (words ?? '') !== '' || programmeId !== undefined
    if (isNarrowed && shelf?.kept.year === year && Math.abs(now - shelf.at) < ON_SHELF_MS) return shelf.kept
    const kept = await keptYear(db, year, now)
    shelf = { kept, at: now }
    return kept
  }

  app.get('/api/archive', { schema: { response: { 200: schema.ArchiveYears } } }, async () => ({
    years: await yearsAired(db, clock.now()),
  }))

  app.get(
    '/api/archive/years/:year',
    { schema: { params: ByYear, querystring: schema.ArchiveAsked, response: { 200: schema.ArchiveYear } } },
    async ({ params: { year }, query }) => {
      const kept = await yearFor(year, query)
      const packages: ArchivePackage[] = []
      for (const made of await listPackages(db, year)) packages.push(await packageTold(made))
      return {
        year,
        isOver: clock.now() >= instantsOfYear(year)[1],
        entries: await entriesAsked(db, kept, query),
        total: kept.entries.length,
        ...bytesOfSounds(kept.sounds),
        freeBytes: await media.files.freeBytes(),
        packages,
      }
    },
  )

  app.get(
    '/api/archive/years/:year/xlsx',
    { schema: { params: ByYear, querystring: schema.ArchiveAsked } },
    async ({ params: { year }, query }, reply) => {
      const kept = await yearFor(year, query)
      const tab = archiveTab(await entriesAsked(db, kept, query))
      return sendSheet(reply, await writeSheet([tab]), `Lưu trữ năm ${year}.xlsx`)
    },
  )

  app.post(
    '/api/archive/years/:year/packages',
    { schema: { params: ByYear, body: schema.ArchivePackageAsked, response: { 202: schema.ArchiveWork } } },
    async (request, reply) => {
      const { year } = request.params
      return reply.code(202).send(desk.beginPackage(year, request.body.withMasters, personOf(request)))
    },
  )

  app.post(
    '/api/archive/packages/:id/copies',
    { schema: { params: ById, body: schema.ArchiveCopyAsked, response: { 202: schema.ArchiveWork } } },
    async (request, reply) =>
      reply.code(202).send(await desk.beginCopy(request.params.id, request.body.path, personOf(request))),
  )

  app.get('/api/archive/works', { schema: { response: { 200: Type.Array(schema.ArchiveWork) } } }, async () =>
    desk.works(),
  )

  app.post(
    '/api/archive/works/:id/cancel',
    { schema: { params: ById, response: { 200: Type.Array(schema.ArchiveWork) } } },
    async ({ params }) => {
      desk.cancel(params.id)
      return desk.works()
    },
  )

  app.get('/api/archive/packages/:id/zip', { schema: { params: ById } }, async (request, reply) => {
    const made = await findPackage(db, request.params.id)
    if (!made) throw new StationError('not-found')
    const { pieces, etag } = await zipOf(deps, packOfPackage(made)).catch((cause: unknown) => {
      const isLost = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
      if (!isLost) throw cause
      throw new StationError('archive-file-lost', { fileName: `năm ${made.year}` }, { cause })
    })
    await sendPieces(request, reply, {
      pieces,
      etag,
      mediaType: 'application/zip',
      saveAs: `${packageName(made.year)}.zip`,
    })
    return reply
  })

  app.addHook('onClose', () => desk.close())

  const packageTold = async ({ files, ...made }: PackageRow): Promise<ArchivePackage> => ({
    ...made,
    fileCount: files.length,
    zipPath: `/api/archive/packages/${made.id}/zip`,
    copies: await listCopies(db, made.id),
  })
}
