import { Type } from 'typebox'
import { dateAt, isCalendarDate, monthOf } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import {
  type DatedRule,
  type Producer,
  type Programme,
  type ProgrammeAirRules,
  type RuleClash,
  schema,
} from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { factsAfter, programmeWith, ruleAfter } from './change.ts'
import { callOffRule, courseOf } from './dated/index.ts'
import { withUnits } from './holders.ts'
import { periodsAround } from './periods.ts'
import { listPresets, programmeFromPreset } from './presets/index.ts'
import { programmesAsked, programmesTab } from './sheet.ts'
import { addProgramme, changeProgramme, listEditionIds, listProgrammes } from './store.ts'
import { isToldTo } from './told.ts'
import { airingDatesWords } from './words.ts'

const ById = Type.Object({ id: schema.Id })
const OfRule = Type.Object({ id: schema.Id, from: schema.CalendarDate })
/** A person reads a few; the rest follow from the same cause. */
const CLASHES_SHOWN = 12
const PERIODS_SHOWN = 3

/** What programmes ask of other rooms. */
export interface ProgrammeParts {
  onChange: () => Promise<void>
  isAnnouncement: (id: string) => Promise<boolean>
  /** The ward stations by id. */
  wardNames: () => Promise<ReadonlyMap<string, string>>
  /** Writes the norm into the programme's template; undefined takes it away. */
  setNorm: (programmeId: string, normMs: number | undefined, by: string) => Promise<void>
  /** What a programme's rules would sound together with in the year ahead. */
  clashesOf: (programme: Programme) => Promise<RuleClash[]>
}

/** Programmes: made from a preset or empty, then changed by the station, from a date on or from the beginning. */
export function registerProgrammes(app: App, deps: Deps, parts: ProgrammeParts): void {
  const { db, clock, live } = deps

  app.get('/api/programme-presets', { schema: { response: { 200: Type.Array(schema.ProgrammePreset) } } }, () =>
    listPresets(),
  )

  app.get('/api/programmes', { schema: { response: { 200: Type.Array(schema.Programme) } } }, () =>
    listProgrammes(db, today()),
  )

  app.get('/api/programmes/xlsx', { schema: { querystring: schema.ProgrammesAsked } }, async (request, reply) => {
    const told = (await listProgrammes(db, today())).filter((one) => isToldTo(one, request.wardStationId))
    const tab = programmesTab(programmesAsked(told, request.query, today()), await parts.wardNames())
    return sendSheet(reply, await writeSheet([tab]), 'Chương trình.xlsx')
  })

  app.post(
    '/api/programmes',
    { schema: { body: schema.ProgrammeMade, response: { 201: schema.Programme } } },
    async (request, reply) => {
      const { preset, producer, startsOn } = request.body
      await refuseUnknownWard(producer)
      if (startsOn !== undefined && !isCalendarDate(startsOn)) {
        throw new StationError('bad-rule', { what: 'ngày bắt đầu không có trong lịch' })
      }
      const made = programmeFromPreset(preset, `${monthOf(today())}-01`, producer)
      const name = tidyName(request.body.name ?? '') || made.name
      const facts = startsOn === undefined ? made.facts : { ...made.facts, startsOn }
      const { by, at } = signature(request)
      const id = await addProgramme(db, { ...made, name, facts, by, createdAt: at })
      await changed()
      return reply.code(201).send(await programme(id))
    },
  )

  app.patch(
    '/api/programmes/:id',
    { schema: { params: ById, body: schema.ProgrammeChange, response: { 200: schema.Programme } } },
    async (request) => {
      const before = await programme(request.params.id)
      const { name, normMs, airRules, acceptsClashes } = request.body
      const asked = factsAfter(before, request.body)
      const facts = request.body.roles && asked ? { ...asked, roles: await withUnits(db, asked.roles, today()) } : asked
      const rule = ruleAfter(before, request.body, today())
      if ((rule || facts) && !acceptsClashes) await refuseNewClashes(before, programmeWith(before, rule, facts))
      const keptRules = airRules && (await airRulesToKeep(airRules))
      await changeProgramme(
        db,
        before.id,
        {
          ...(name !== undefined && { name: tidyName(name) }),
          ...(facts && { facts }),
          ...(rule && { rule }),
          ...(keptRules && { airRules: keptRules }),
        },
        signature(request),
      )
      if (normMs !== undefined) await parts.setNorm(before.id, normMs ?? undefined, personOf(request).id)
      await changed()
      return programme(before.id)
    },
  )

  app.delete(
    '/api/programmes/:id/rules/:from',
    { schema: { params: OfRule, response: { 200: schema.Programme } } },
    async (request) => {
      const { id, rules } = await programme(request.params.id)
      const place = rules.findIndex(({ from }) => from === request.params.from)
      if (place < 0) throw new StationError('not-found')
      if (rules.length === 1) throw new StationError('bad-rule', { what: 'chương trình phải còn một quy định' })
      await callOffRule(db, id, request.params.from, signature(request))
      await changed()
      return programme(id)
    },
  )

  app.post(
    '/api/programmes/:id/rule-check',
    { schema: { params: ById, body: schema.ProgrammeChange, response: { 200: schema.RuleCheck } } },
    async (request) => {
      const before = await programme(request.params.id)
      const wanted = programmeWith(before, ruleAfter(before, request.body, today()), factsAfter(before, request.body))
      const clashes = await parts.clashesOf(wanted)
      const course = courseOf(wanted)
      const ahead = periodsAround(course, [today(), request.body.from ?? ''].sort().at(-1) ?? today())
      return {
        clashes: clashes.slice(0, CLASHES_SHOWN),
        clashCount: clashes.length,
        periods: ahead
          .filter(({ airs }) => airs.to >= today())
          .slice(0, PERIODS_SHOWN)
          .map(({ period, title, datesWanted }) => ({
            period,
            title,
            datesWanted,
            words: airingDatesWords(course, period),
          })),
      }
    },
  )

  app.get(
    '/api/programmes/:id/periods',
    { schema: { params: ById, response: { 200: Type.Array(schema.ProgrammePeriod) } } },
    async (request) => {
      const one = await programme(request.params.id)
      const editions = await listEditionIds(db, one.id)
      return periodsAround(courseOf(one), today()).map((period) => {
        const editionId = editions.get(period.period)
        return { ...period, ...(editionId !== undefined && { editionId }) }
      })
    },
  )

  /** Only what the change brings: clashes that were there before were accepted or are somebody else's to mend. */
  async function refuseNewClashes(before: Programme, after: Programme): Promise<void> {
    const known = new Set((await parts.clashesOf(before)).map(({ startsAt }) => startsAt))
    const clashes = (await parts.clashesOf(after)).filter(({ startsAt }) => !known.has(startsAt))
    const [first] = clashes
    if (!first) return
    throw new StationError('rules-clash', {
      count: clashes.length,
      first: first.words,
      clashes: clashes.slice(0, CLASHES_SHOWN),
    })
  }

  async function refuseUnknownWard(producer: Producer | undefined): Promise<void> {
    if (producer?.kind === 'ward' && !(await parts.wardNames()).has(producer.wardStationId)) {
      throw new StationError('no-such-ward')
    }
  }

  /** An apology names the announcement that it is; no other reserve does. */
  async function airRulesToKeep({ apologyId, ...rules }: ProgrammeAirRules): Promise<ProgrammeAirRules> {
    if (rules.reserve !== 'apology') return rules
    if (apologyId === undefined || !(await parts.isAnnouncement(apologyId))) throw new StationError('apology-needed')
    return { ...rules, apologyId }
  }

  async function programme(id: string): Promise<Programme> {
    const found = (await listProgrammes(db, today())).find((candidate) => candidate.id === id)
    if (!found) throw new StationError('not-found')
    return found
  }

  async function changed(): Promise<void> {
    await parts.onChange()
    for (const what of ['programmes', 'editions', 'airings', 'rundowns'] as const)
      live.tell({ event: 'changed', data: { what } })
  }

  function signature(request: Parameters<typeof personOf>[0]): { by: string; at: number } {
    return { by: personOf(request).id, at: Math.round(clock.now()) }
  }

  function today(): DatedRule['from'] {
    return dateAt(clock.now(), STATION_ZONE)
  }
}

function tidyName(written: string): string {
  return written.normalize('NFC').replace(/\s+/g, ' ').trim()
}
