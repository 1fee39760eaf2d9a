import type { FastifyRequest } from 'fastify'
import type { App, Deps } from '../../deps.ts'
import { StationError } from '../../errors.ts'
import { listProgrammes } from '../../programmes/index.ts'
import { wardOf, wardOfLeader } from '../members/index.ts'
import { programmeIdOf } from './store.ts'
import { body, listed, type Named, type Use, WARD_MAY } from './table.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The ward of the signed-in account; undefined: the account is the station's own, or nobody is signed in. */
    wardStationId: string | undefined
  }
}

export interface GateParts {
  /** Which read an edit that is being made is of; undefined: there is no such edit. */
  editedTakeId: (editId: string) => string | undefined
}

/**
 * The one gate for wards' accounts, before every route of the app that is registered after it. A ward's account may use what
 * stands in the table of its routes and nothing else (`ward-not-allowed`); what a request names must be of one of the ward's own
 * programmes (`ward-not-yours`, whether there is such a thing or not); lists hold only what is the ward's. For everybody it
 * keeps a ward's programme off the station's device (`ward-airs-itself`) and each ward's scripts with the ward's own leaders
 * (`leader-of-another`).
 */
export function registerGate(app: App, { db }: Pick<Deps, 'db'>, parts: GateParts): void {
  app.decorateRequest('wardStationId', undefined)

  app.addHook('onRequest', async (request) => {
    request.wardStationId = request.person && (await wardOf(db, request.person.id))?.id
    if (request.wardStationId !== undefined && !isForAnybody(request) && !useOf(request)) {
      throw new StationError('ward-not-allowed')
    }
  })

  // Before the schemas are asked: a refusal must not depend on how well the rest of the request is formed.
  app.addHook('preValidation', async (request) => {
    const { wardStationId } = request
    if (wardStationId !== undefined && !isForAnybody(request)) {
      for (const named of useOf(request)?.names?.(request) ?? []) {
        if (!(await isOf(wardStationId, named))) throw new StationError('ward-not-yours')
      }
    }
    await refuseForEverybody(request)
  })

  app.addHook('preSerialization', async (request, _reply, payload: unknown) => {
    const { wardStationId } = request
    const row = wardStationId === undefined ? undefined : useOf(request)?.row
    if (wardStationId === undefined || !row || isError(payload)) return payload
    if (!row.in) return narrowed(wardStationId, payload, row)
    const told: Record<string, unknown> = { ...(payload as object) }
    for (const list of row.in) told[list] = await narrowed(wardStationId, told[list], row)
    return told
  })

  async function narrowed(wardStationId: string, list: unknown, { what, key }: NonNullable<Use['row']>) {
    if (!Array.isArray(list)) throw new StationError('ward-not-allowed')
    const kept: unknown[] = []
    for (const one of list) if (await isOf(wardStationId, { what, id: one[key] })) kept.push(one)
    return kept
  }

  async function isOf(wardStationId: string, { what, id }: Named): Promise<boolean> {
    if (typeof id !== 'string') return false
    if (what === 'ward-station') return id === wardStationId
    if (what === 'account') return (await wardOf(db, id))?.id === wardStationId
    if (what === 'leader') return (await wardOfLeader(db, id))?.id === wardStationId
    const [thing, thingId] = what === 'edit' ? (['take', parts.editedTakeId(id)] as const) : ([what, id] as const)
    return thingId !== undefined && (await makerOf(await programmeIdOf(db, thing, thingId))) === wardStationId
  }

  /** The ward that makes a programme; undefined: the station does, or there is none. */
  async function makerOf(programmeId: string | undefined): Promise<string | undefined> {
    if (programmeId === undefined) return undefined
    const producer = (await listProgrammes(db)).find(({ id }) => id === programmeId)?.producer
    return producer?.kind === 'ward' ? producer.wardStationId : undefined
  }

  async function refuseForEverybody(request: FastifyRequest): Promise<void> {
    const route = routeOf(request)
    const id = idIn(request)
    if (route === 'POST /api/editions/:id/airings') await refuseOnDevice(id)
    if (route === 'POST /api/on-air/play-now') await refuseOnDevice(body(request).editionId)
    if (route !== 'POST /api/revisions/:id/request' || id === undefined) return
    const maker = await makerOf(await programmeIdOf(db, 'revision', id))
    for (const leaderId of listed(body(request).leaderIds)) {
      const ward = typeof leaderId === 'string' ? await wardOfLeader(db, leaderId) : undefined
      if (ward?.id !== maker) throw new StationError('leader-of-another')
    }
  }

  async function refuseOnDevice(editionId: unknown): Promise<void> {
    if (typeof editionId !== 'string') return
    if ((await makerOf(await programmeIdOf(db, 'edition', editionId))) !== undefined) {
      throw new StationError('ward-airs-itself')
    }
  }
}

/** Answers without a signed-in person, or is no route at all: there is nothing in it that a ward might not see. */
function isForAnybody({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.config.open === true || routeOptions.url === undefined
}

function routeOf({ method, routeOptions }: FastifyRequest): string {
  return `${method} ${routeOptions.url}`
}

/** HEAD is what GET answers without its body. */
function useOf(request: FastifyRequest): Use | undefined {
  const route = routeOf(request)
  return own(route) ?? (request.method === 'HEAD' ? own(route.replace('HEAD', 'GET')) : undefined)
}

function own(route: string): Use | undefined {
  return Object.hasOwn(WARD_MAY, route) ? WARD_MAY[route] : undefined
}

function idIn({ params }: FastifyRequest): string | undefined {
  return typeof params === 'object' && params !== null && 'id' in params && typeof params.id === 'string'
    ? params.id
    : undefined
}

function isError(payload: unknown): boolean {
  return typeof payload === 'object' && payload !== null && 'code' in payload && 'message' in payload
}
