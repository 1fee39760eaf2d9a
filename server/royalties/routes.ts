import { Type } from 'typebox'
import { isCalendarDate, vietnameseDate } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { type RoyaltyCorrection, type RoyaltyRatesAnswer, type RoyaltyRatesWritten, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { tidyLine } from '../scripts/index.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { ledgerOf } from './ledger.ts'
import { PROPOSED_KINDS, standingTables } from './rates.ts'
import { ledgerTabs, sheetName } from './sheet.ts'
import { addCorrection, addRates, isLine, listRates } from './store.ts'

const ratesAnswer = { response: { 200: schema.RoyaltyRatesAnswer } }
const Withdrawn = Type.Object({ from: schema.CalendarDate, baseNumber: Type.Integer() })

/** The royalty ledger (sổ nhuận bút): counted from what was heard; the rates, and what people say of single lines. */
export function registerRoyalties(app: App, { db, clock, live }: Deps): void {
  app.get(
    '/api/royalties',
    { schema: { querystring: schema.RoyaltiesAsked, response: { 200: schema.RoyaltyLedger } } },
    ({ query }) => ledgerOf(db, query, clock.now()),
  )

  app.get('/api/royalties/xlsx', { schema: { querystring: schema.RoyaltiesAsked } }, async ({ query }, reply) => {
    const ledger = await ledgerOf(db, query, clock.now())
    return sendSheet(reply, await writeSheet(ledgerTabs(ledger)), sheetName(ledger))
  })

  app.put(
    '/api/royalties/lines/:lineId',
    {
      schema: {
        params: Type.Object({ lineId: Type.String({ maxLength: 100 }) }),
        body: schema.RoyaltyCorrected,
        response: { 200: schema.Done },
      },
    },
    async (request) => {
      const { lineId } = request.params
      const { correction, baseNumber } = request.body
      if (!(await isLine(db, lineId))) throw new StationError('not-found')
      const kept = tidied(correction)
      if (kept.kindId !== undefined && !(await everyKind()).has(kept.kindId)) {
        throw new StationError('royalty-kind-unknown')
      }
      await addCorrection(db, { lineId, correction: kept, baseNumber, ...signed(personOf(request).id) })
      changed()
      return { done: true as const }
    },
  )

  app.get('/api/royalty-rates', { schema: ratesAnswer }, () => answer())

  app.put(
    '/api/royalty-rates',
    { schema: { body: schema.RoyaltyRatesWritten, ...ratesAnswer } },
    async (request): Promise<RoyaltyRatesAnswer> => {
      const { from, baseNumber } = request.body
      const rates = written(request.body)
      await addRates(db, { from, rates, baseNumber, ...signed(personOf(request).id) })
      changed()
      return answer()
    },
  )

  app.delete(
    '/api/royalty-rates',
    { schema: { querystring: Withdrawn, ...ratesAnswer } },
    async (request): Promise<RoyaltyRatesAnswer> => {
      const { from, baseNumber } = request.query
      await addRates(db, { from, rates: undefined, baseNumber, ...signed(personOf(request).id) })
      changed()
      return answer()
    },
  )

  async function answer(): Promise<RoyaltyRatesAnswer> {
    return { tables: standingTables(await listRates(db)), proposed: [...PROPOSED_KINDS] }
  }

  async function everyKind(): Promise<Set<string>> {
    const tables = standingTables(await listRates(db))
    return new Set(tables.flatMap(({ kinds }) => kinds.map(({ kindId }) => kindId)))
  }

  function signed(by: string): { by: string; at: number } {
    return { by, at: Math.round(clock.now()) }
  }

  function changed(): void {
    live.tell({ event: 'changed', data: { what: 'registers' } })
  }
}

/** A table as it is kept. Refuses a date that does not exist, kinds without or of one name, coefficients without their value. */
function written({ from, decision, unitValueDong, kinds }: RoyaltyRatesWritten) {
  if (!isCalendarDate(from)) throw new StationError('no-such-date', { date: vietnameseDate(from) })
  const named = kinds.map((kind) => ({ ...kind, name: tidyLine(kind.name) }))
  const seen = new Set<string>()
  for (const { name } of named) {
    if (name === '') throw new StationError('bad-request', { what: 'tên thể loại' })
    const key = name.toLocaleLowerCase('vi')
    if (seen.has(key)) throw new StationError('royalty-kind-named-twice', { name })
    seen.add(key)
  }
  const hasCoefficient = named.some(({ author, reader }) =>
    [author, reader].some((rate) => rate?.measure === 'coefficient'),
  )
  if (hasCoefficient && unitValueDong === undefined) throw new StationError('royalty-unit-value-missing')
  return { decision: tidyLine(decision), kinds: named, ...(unitValueDong !== undefined && { unitValueDong }) }
}

/** A correction as it is kept: what is left empty is as the books have it. */
function tidied({ person, unitName, note, ...rest }: RoyaltyCorrection): RoyaltyCorrection {
  const texts = { person: tidyLine(person ?? ''), unitName: tidyLine(unitName ?? ''), note: tidyLine(note ?? '') }
  return {
    ...rest,
    ...(texts.person !== '' && { person: texts.person }),
    ...(texts.unitName !== '' && { unitName: texts.unitName }),
    ...(texts.note !== '' && { note: texts.note }),
  }
}
