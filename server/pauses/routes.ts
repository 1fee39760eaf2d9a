import { randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { type Pause, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { readStatus, writeCommand } from '../handover/index.ts'
import { endOfPause } from './rest.ts'
import { addPause, findPause, liftPause, listPauses } from './store.ts'

const ById = Type.Object({ id: schema.Id })

/** “Tạm dừng mọi lịch”: made with a reason and an end, lifted before it. The plan carries them to the on-air process. */
export function registerPauses(app: App, deps: Deps, onChange: () => Promise<void>): void {
  const { db, clock, config, live } = deps

  app.get('/api/pauses', { schema: { response: { 200: Type.Array(schema.Pause) } } }, () => currentPauses(deps))

  app.post(
    '/api/pauses',
    { schema: { body: schema.PauseMade, response: { 201: schema.Pause } } },
    async (request, reply) => {
      const now = clock.now()
      const { until, stopsNow } = request.body
      const from = Math.max(now, request.body.from ?? now)
      const reason = request.body.reason.normalize('NFC').trim()
      if (reason === '') throw new StationError('bad-request', { what: 'chưa ghi lý do tạm dừng' })
      if (until <= from) throw new StationError('bad-request', { what: 'lúc hết tạm dừng phải sau lúc bắt đầu' })
      const person = personOf(request)
      const id = await addPause(db, { from, until, reason, by: person.id, at: now })
      await changed()
      if (stopsNow && from <= now) await stopWhatSounds(person.displayName)
      return reply.code(201).send(await pause(id))
    },
  )

  app.post('/api/pauses/:id/lift', { schema: { params: ById, response: { 200: schema.Pause } } }, async (request) => {
    const found = await pause(request.params.id)
    if (endOfPause(found) <= clock.now()) throw new StationError('pause-over')
    await liftPause(db, found.id, personOf(request).id, clock.now())
    await changed()
    return pause(found.id)
  })

  /** Fades out the programme that sounds; an emergency announcement is over every pause and is stopped by itself. */
  async function stopWhatSounds(by: string): Promise<void> {
    const { status, stale } = await readStatus(config.dataDir, clock.now())
    const sounds = status?.state === 'playing' || status?.state === 'device-error'
    if (stale || !sounds || status.airingId === undefined || status.emergency) return
    const { airingId } = status
    await writeCommand(config.dataDir, { id: randomUUID(), kind: 'stop', airingId, by, at: clock.now() })
  }

  async function pause(id: string): Promise<Pause> {
    const found = await findPause(db, id)
    if (!found) throw new StationError('not-found')
    return found
  }

  async function changed(): Promise<void> {
    await onChange()
    live.tell({ event: 'changed', data: { what: 'airings' } })
  }
}

/** The pauses that are in force or still to come, in order. */
export async function currentPauses({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<Pause[]> {
  return (await listPauses(db, clock.now())).filter(({ lifted }) => lifted === undefined)
}
