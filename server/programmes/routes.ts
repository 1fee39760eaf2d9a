import { Type } from 'typebox'
import { dateAt, monthOf } from '../../schedules/index.ts'
import { type Programme, type ProgrammeAirRules, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { programmeFromPreset } from './presets/index.ts'
import { addProgramme, changeProgramme, listProgrammes } from './store.ts'

const ById = Type.Object({ id: schema.Id })

/** Programmes: made from a preset or empty, then changed by the station. */
export function registerProgrammes(
  app: App,
  deps: Deps,
  { onChange, isAnnouncement }: { onChange: () => Promise<void>; isAnnouncement: (id: string) => Promise<boolean> },
): void {
  const { db, clock, live } = deps

  app.get('/api/programmes', { schema: { response: { 200: Type.Array(schema.Programme) } } }, () => listProgrammes(db))

  app.post(
    '/api/programmes',
    { schema: { body: schema.ProgrammeMade, response: { 201: schema.Programme } } },
    async (request, reply) => {
      const now = clock.now()
      const thisMonth = monthOf(dateAt(now, STATION_ZONE))
      const made = programmeFromPreset(request.body.preset, `${thisMonth}-01`)
      const name = request.body.name?.normalize('NFC').trim() || made.name
      const id = await addProgramme(db, { ...made, name, createdAt: Math.round(now) })
      live.tell({ event: 'changed', data: { what: 'editions' } })
      return reply.code(201).send(await programme(id))
    },
  )

  app.patch(
    '/api/programmes/:id',
    { schema: { params: ById, body: schema.ProgrammeChange, response: { 200: schema.Programme } } },
    async (request) => {
      const { id } = await programme(request.params.id)
      const { name, times, rule, airRules } = request.body
      if (rule && rule.fromDay > rule.toDay) {
        throw new StationError('bad-request', {
          what: `ngày bắt đầu ${rule.fromDay} nằm sau ngày kết thúc ${rule.toDay}`,
        })
      }
      if (rule && rule.daysAMonth > rule.toDay - rule.fromDay + 1) {
        throw new StationError('bad-request', { what: `khung ngày không đủ ${rule.daysAMonth} ngày` })
      }
      const keptRules = airRules && (await airRulesToKeep(airRules))
      await changeProgramme(db, id, {
        ...(name !== undefined && { name: name.normalize('NFC').trim() }),
        ...(times && { times: [...new Set(times)].sort() }),
        ...(rule && { rule }),
        ...(keptRules && { airRules: keptRules }),
      })
      await onChange()
      live.tell({ event: 'changed', data: { what: 'editions' } })
      live.tell({ event: 'changed', data: { what: 'airings' } })
      return programme(id)
    },
  )

  /** An apology names the announcement that it is; no other reserve does. */
  async function airRulesToKeep({ apologyId, ...rules }: ProgrammeAirRules): Promise<ProgrammeAirRules> {
    if (rules.reserve !== 'apology') return rules
    if (apologyId === undefined || !(await isAnnouncement(apologyId))) throw new StationError('apology-needed')
    return { ...rules, apologyId }
  }

  async function programme(id: string): Promise<Programme> {
    const found = (await listProgrammes(db)).find((candidate) => candidate.id === id)
    if (!found) throw new StationError('not-found')
    return found
  }
}
