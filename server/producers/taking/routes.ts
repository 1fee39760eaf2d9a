import { Type } from 'typebox'
import { dateAt, type Period } from '../../../schedules/index.ts'
import { personOf } from '../../accounts/index.ts'
import { type ItemsTaken, type Revision, schema } from '../../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../../deps.ts'
import { StationError } from '../../errors.ts'
import { enterSubmission, findSubmission, placeSubmission } from '../../intake/index.ts'
import { type EditionNames, findEditionNames, listProgrammes } from '../../programmes/index.ts'
import { findRevision, listRevisions } from '../../scripts/index.ts'
import { listWardStations } from '../../stations/index.ts'
import { resolveUnit } from '../../units/index.ts'
import { listTaken, noteTaken } from './store.ts'

const ById = Type.Object({ id: schema.Id })
const Item = Type.Object({ id: schema.Id, itemId: schema.Id })

/** Of a text the first digits of its hash tell it from every other that an item ever had. */
const HASH_DIGITS = 32

/**
 * Taking up: an item of a ward's edition, in the words that the ward's leader approved, becomes a submission of the station's
 * register and is placed in a station's programme; there it is appraised, edited and approved as any other. The same words are
 * one submission, in however many programmes they are placed.
 */
export function registerTaking(app: App, { db, clock, live }: Deps): void {
  app.get('/api/editions/:id/taken', { schema: { params: ById, response: { 200: schema.ItemsTaken } } }, (request) =>
    takenOf(request.params.id),
  )

  app.post(
    '/api/editions/:id/items/:itemId/taken',
    { schema: { params: Item, body: schema.ItemTaking, response: { 201: schema.ItemsTaken } } },
    async (request, reply) => {
      const { id: editionId, itemId } = request.params
      const { programmeId, period } = request.body
      const edition = await names(editionId)
      const wardName = await wardNameOf(edition.programmeId)
      if (wardName === undefined) throw new StationError('not-a-ward-item')
      const revision = await approvedOf(editionId)
      if (!revision) throw new StationError('ward-item-not-approved')
      const target = (await listProgrammes(db)).find(({ id }) => id === programmeId)
      if (!target) throw new StationError('not-found')
      if (target.producer.kind === 'ward') throw new StationError('taken-into-ward')
      const signed = { by: personOf(request).id, at: Math.round(clock.now()) }
      const submissionId = await entered({
        edition,
        revision,
        itemId,
        wardName,
        place: { programmeId, period },
        signed,
      })
      await placeSubmission(db, { submissionId, programmeId, period, ...signed })
      await noteTaken(db, { submissionId, editionId, revisionId: revision.id, itemId, ...signed })
      live.tell({ event: 'changed', data: { what: 'submissions' } })
      return reply.code(201).send(await takenOf(editionId))
    },
  )

  /** The submission of an item's words: a new one, or the one that they became before. */
  async function entered({ edition, revision, itemId, wardName, place, signed }: Taken): Promise<string> {
    const item = revision.items.find((one) => one.itemId === itemId)
    if (!item) throw new StationError('item-unknown')
    const unit = await resolveUnit(db, wardName, dateAt(signed.at, STATION_ZONE))
    return enterSubmission(
      db,
      {
        title: item.title,
        text: item.text,
        unitId: 'unit' in unit ? unit.unit.id : null,
        author: '',
        year: null,
        award: '',
        source: 'unit',
        sourceName: '',
        contact: '',
        note: `Lấy từ chương trình của ${wardName}: ${edition.title}, bản ${revision.number} đã được trạm duyệt.`,
        topics: [],
        fileIds: [],
        placements: [place],
        entryKey: `${itemId}-${item.textHash.slice(0, HASH_DIGITS)}`,
      },
      signed,
    )
  }

  async function takenOf(editionId: string): Promise<ItemsTaken> {
    const { programmeId } = await names(editionId)
    const wardName = await wardNameOf(programmeId)
    const approved = wardName === undefined ? undefined : await approvedOf(editionId)
    const taken: ItemsTaken['taken'] = []
    for (const row of await listTaken(db, editionId)) {
      const places = (await findSubmission(db, row.submissionId))?.placements ?? []
      taken.push({
        ...row,
        places: places.map(({ programmeId, programmeName, period, periodTitle }) => ({
          programmeId,
          programmeName,
          period,
          periodTitle,
        })),
      })
    }
    return { taken, ...(wardName !== undefined && { wardName }), ...(approved && { approvedRevisionId: approved.id }) }
  }

  async function names(editionId: string): Promise<EditionNames> {
    const found = await findEditionNames(db, editionId)
    if (!found) throw new StationError('not-found')
    return found
  }

  async function wardNameOf(programmeId: string): Promise<string | undefined> {
    const producer = (await listProgrammes(db)).find(({ id }) => id === programmeId)?.producer
    if (producer?.kind !== 'ward') return undefined
    return (await listWardStations(db)).find(({ id }) => id === producer.wardStationId)?.name
  }

  async function approvedOf(editionId: string): Promise<Revision | undefined> {
    const newest = (await listRevisions(db, editionId)).find(({ approval }) => approval)
    return newest && findRevision(db, newest.id)
  }
}

interface Taken {
  edition: EditionNames
  revision: Revision
  itemId: string
  wardName: string
  place: { programmeId: string; period: Period }
  signed: { by: string; at: number }
}
