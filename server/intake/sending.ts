import { Type } from 'typebox'
import { dateAt, instantOf } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { type Receipt, type SendPage, schema, type UnitLink } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { humanBytes } from '../media/index.ts'
import { listProgrammes } from '../programmes/index.ts'
import { findStation } from '../station/index.ts'
import { UnitRegister } from '../units/index.ts'
import { receiveFile, sentSince } from './files/index.ts'
import { findLink, listLinks, renewLink, revokeLink } from './links/index.ts'
import { expectedIn } from './periods.ts'
import { receiptFor } from './receipt.ts'
import { takeSubmission } from './register.ts'
import { findByCode, lastSentBy, listOfUnit } from './store.ts'
import { openPeriods, sendTargets, type TargetFacts } from './targets.ts'
import { Turns } from './turns.ts'
import { summariesOf } from './view.ts'

const BySecret = Type.Object({ secret: Type.String({ maxLength: 100 }) })
const ByCode = Type.Object({ secret: Type.String({ maxLength: 100 }), code: Type.String({ maxLength: 20 }) })
const ByUnit = Type.Object({ unitId: schema.Id })

/** Questions a minute from one address; a telephone that sends an item with ten files needs a score. */
const ASKED_A_MINUTE = 120
/** An interview of two hours as a telephone records it; films of an award are brought to the station. */
const FILE_BYTES = 300 * 1024 ** 2
const FILES_AN_ITEM = 20
/** What one link may bring in a day: far beyond any unit's work, and nothing to fill a disk with. */
const DAY_BYTES = 2 * 1024 ** 3
const DAY_FILES = 200
const SENT_SHOWN = 10
const LARGEST_FORM_BYTES = 8 * 1024 ** 2

/** The units' own links: made and ended by the station, and behind each the form that needs no account. */
export function registerSending(app: App, deps: Deps): void {
  const { db, clock, config, live } = deps
  const limitBytes = Math.min(FILE_BYTES, config.uploadLimitBytes)
  const open = { open: true, rateLimit: { max: ASKED_A_MINUTE, timeWindow: '1 minute' } }
  const now = () => Math.round(clock.now())
  const links = { response: { 200: Type.Array(schema.UnitLink) } }

  app.get('/api/unit-links', { schema: links }, () => unitLinks(db, now()))

  app.post('/api/unit-links/:unitId', { schema: { params: ByUnit, ...links } }, async (request) => {
    const { unitId } = request.params
    if (!(await UnitRegister.open(db)).find(unitId)) throw new StationError('not-found')
    await renewLink(db, { unitId, by: personOf(request).id, at: now() })
    return unitLinks(db, now())
  })

  app.delete('/api/unit-links/:unitId', { schema: { params: ByUnit, ...links } }, async (request) => {
    await revokeLink(db, { unitId: request.params.unitId, by: personOf(request).id, at: now() })
    return unitLinks(db, now())
  })

  app.get(
    '/api/send/:secret',
    { config: open, schema: { params: BySecret, response: { 200: schema.SendPage } } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return sendPage(await link(request.params.secret))
    },
  )

  app.post(
    '/api/send/:secret/files',
    { config: open, schema: { params: BySecret, response: { 201: schema.SentFile } } },
    async (request, reply) => {
      const { id: unitLinkId } = await link(request.params.secret)
      await refuseFullDay(unitLinkId)
      const file = await receiveFile(deps, request, { unitLinkId, limitBytes, takesAnything: false })
      const { id, fileName, bytes, kind, title, warnings } = file
      return reply.code(201).send({ id, fileName, bytes, kind, warnings, ...(title !== undefined && { title }) })
    },
  )

  app.post(
    '/api/send/:secret/submissions',
    {
      config: open,
      bodyLimit: LARGEST_FORM_BYTES,
      schema: { params: BySecret, body: schema.SentForm, response: { 201: schema.Receipt } },
    },
    async (request, reply) => {
      const found = await link(request.params.secret)
      if (request.body.fileIds.length > FILES_AN_ITEM)
        throw new StationError('too-many-files', { limit: FILES_AN_ITEM })
      const row = await takeSubmission(db, request.body, found, now())
      live.tell({ event: 'changed', data: { what: 'submissions' } })
      return reply.code(201).send(await receiptFor(db, row))
    },
  )

  app.get(
    '/api/send/:secret/receipts/:code',
    { config: open, schema: { params: ByCode, response: { 200: schema.Receipt } } },
    async (request, reply): Promise<Receipt> => {
      const { unitId } = await link(request.params.secret)
      const row = await findByCode(db, request.params.code.toUpperCase())
      if (!row || row.unitId !== unitId) throw new StationError('not-found')
      reply.header('cache-control', 'no-store')
      return receiptFor(db, row)
    },
  )

  async function link(secret: string): Promise<{ id: string; unitId: string }> {
    const found = await findLink(db, secret)
    if (!found) throw new StationError('link-unknown')
    return found
  }

  async function refuseFullDay(unitLinkId: string): Promise<void> {
    const midnight = instantOf(dateAt(clock.now(), STATION_ZONE), '00:00', STATION_ZONE)
    const { files, bytes } = await sentSince(db, unitLinkId, midnight)
    if (files >= DAY_FILES) throw new StationError('link-day-full', { limit: `${DAY_FILES} tệp` })
    if (bytes >= DAY_BYTES) throw new StationError('link-day-full', { limit: humanBytes(DAY_BYTES) })
  }

  async function sendPage({ unitId }: { unitId: string }): Promise<SendPage> {
    const today = dateAt(clock.now(), STATION_ZONE)
    const turns = await Turns.open(db)
    const sent = await summariesOf(db, await listOfUnit(db, unitId, SENT_SHOWN), turns)
    const station = await findStation(db)
    return {
      stationName: station?.name ?? '',
      unitName: turns.nameOn(unitId, today) ?? '',
      now: now(),
      targets: sendTargets(await targetFacts(db, unitId, turns, today), today),
      limits: { fileBytes: limitBytes, files: FILES_AN_ITEM },
      sent: sent.map(({ receiptCode, title, receivedAt, isLate }) => ({ receiptCode, title, receivedAt, isLate })),
    }
  }
}

/** The units of today with their links, and those gone that still have one. */
async function unitLinks(db: Db, now: number): Promise<UnitLink[]> {
  const today = dateAt(now, STATION_ZONE)
  const [register, links, sent] = [await UnitRegister.open(db), await listLinks(db), await lastSentBy(db)]
  return register
    .list()
    .filter(({ id }) => links.has(id) || register.find(id, today)?.isActive)
    .map(({ id }) => {
      const link = links.get(id)
      const lastSentAt = sent.get(id)
      return {
        unitId: id,
        unitName: register.nameOn(id, today) ?? '',
        ...(link && { linkPath: `/gui-bai/${link.secret}`, made: link.made }),
        ...(lastSentAt !== undefined && { lastSentAt }),
      }
    })
}

/** What a unit may send for, by the station's own programmes. */
async function targetFacts(db: Db, unitId: string, turns: Turns, today: string): Promise<TargetFacts[]> {
  const facts: TargetFacts[] = []
  for (const programme of await listProgrammes(db)) {
    if (programme.producer.kind !== 'station') continue
    for (const { period, intake } of openPeriods(programme, today)) {
      const { id: programmeId, name: programmeName } = programme
      const expected = await expectedIn(db, programmeId, period)
      const mine = expected.find(({ duty }) => turns.standsFor(unitId, duty.unitId, period))
      facts.push({
        programmeId,
        programmeName,
        period,
        intake,
        itemsOwed: mine?.duty.itemsOwed ?? 0,
        itemsReceived: mine?.received.length ?? 0,
      })
    }
  }
  return facts
}
