import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { dateAt, instantOf } from '../../schedules/index.ts'
import { airingsBetween } from '../airings/index.ts'
import { schema } from '../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { listProgrammes } from '../programmes/index.ts'
import type { PublicSide } from '../public-address/index.ts'
import { findRender } from '../renders/index.ts'
import { findStation } from '../station/index.ts'
import { deliveriesFor, findWardBySecret, unknownLinkPage } from '../stations/index.ts'
import { Conditional } from './conditional.ts'
import type { FeedEdition, FeedFacts } from './feed.ts'
import { calendarOf } from './icalendar.ts'
import { portalOf } from './portal.ts'
import { rssOf } from './rss.ts'

const BySecret = Type.Object({ secret: Type.String({ maxLength: 100 }) })
const OfFeed = Type.Object({
  /** One programme alone. */
  'chuong-trinh': Type.Optional(schema.Id),
  /** In which form a podcast carries the editions. */
  dang: Type.Optional(Type.Union([Type.Literal('mp3'), Type.Literal('mono')])),
})
type Asked = FastifyRequest<{ Params: Static<typeof BySecret>; Querystring: Static<typeof OfFeed> }>

const DAY_MS = 86_400_000
/** A month back and a quarter ahead. */
const SHOWN_DAYS = { before: 31, after: 92 }

/** The feeds of a ward's link: a podcast, a calendar, and JSON; each of all programmes or of one. */
export function registerFeeds(app: App, deps: Deps, outside: PublicSide): void {
  const { db, clock } = deps
  const conditional = new Conditional(() => clock.now())
  const asked = { config: { open: true }, schema: { params: BySecret, querystring: OfFeed } }

  app.get('/tram/:secret/rss.xml', asked, (request, reply) =>
    send(request, reply, 'application/rss+xml; charset=utf-8', (facts) => rssOf(facts, request.query.dang ?? 'mp3')),
  )
  app.get('/tram/:secret/lich.ics', asked, (request, reply) =>
    send(request, reply, 'text/calendar; charset=utf-8', calendarOf),
  )
  app.get('/tram/:secret/ke-hoach-phat.json', asked, (request, reply) =>
    send(request, reply, 'application/json; charset=utf-8', portalOf),
  )

  async function send(request: Asked, reply: FastifyReply, mediaType: string, write: (facts: FeedFacts) => string) {
    const facts = await factsFor(request)
    if (!facts) {
      reply.code(404).type('text/html; charset=utf-8').header('cache-control', 'no-store')
      return reply.send(unknownLinkPage())
    }
    return conditional.send(request, reply, { key: facts.self, body: write(facts), mediaType })
  }

  async function factsFor(request: Asked): Promise<FeedFacts | undefined> {
    const { secret } = request.params
    const programmeId = request.query['chuong-trinh']
    const ward = await findWardBySecret(db, secret, clock.now())
    const station = await findStation(db)
    const programmes = await listProgrammes(db)
    const programme = programmes.find(({ id }) => id === programmeId)
    if (!ward || !station || (programmeId !== undefined && !programme)) return undefined
    const editions: FeedEdition[] = []
    for (const delivery of await deliveriesFor(deps, ward.wardStationId)) {
      if (programme && delivery.programmeId !== programme.id) continue
      const programmeName = programmes.find(({ id }) => id === delivery.programmeId)?.name ?? delivery.title
      editions.push({
        ...delivery,
        programmeName,
        publishedAt: (await findRender(db, delivery.renderId))?.finishedAt ?? 0,
      })
    }
    const origin = outside.originFor(request)
    return {
      origin,
      linkPath: `/tram/${secret}`,
      self: origin + request.url,
      stationName: station.name,
      wardName: ward.name,
      programmeName: programme?.name,
      editions,
      airings: (await airings()).filter((airing) => !programme || airing.programmeId === programme.id),
    }
  }

  /** From midnight to midnight, so that the hour of asking changes nothing. */
  async function airings() {
    const midnight = instantOf(dateAt(clock.now(), STATION_ZONE), '00:00', STATION_ZONE)
    const all = await airingsBetween(
      db,
      midnight - SHOWN_DAYS.before * DAY_MS,
      midnight + SHOWN_DAYS.after * DAY_MS,
      clock.now(),
    )
    return all.filter(({ state }) => state !== 'outside')
  }
}
