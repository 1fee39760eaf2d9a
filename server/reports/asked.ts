import { type CalendarDate, dateAt } from '../../schedules/index.ts'
import type { ReportScope, ReportSpan } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { daysOfSpan, readScope, readSpan, scopeCode, spanCode } from '../figures/index.ts'
import { findOffice } from '../office/index.ts'
import { listProgrammes } from '../programmes/index.ts'
import { findStation } from '../station/index.ts'
import { findUnit } from '../units/index.ts'
import { listWardStations } from '../wards/index.ts'

/** A report that is asked for, and how it is kept. */
export interface Asked {
  span: ReportSpan
  scope: ReportScope
  spanCode: string
  scopeCode: string
}

/** Reads the codes of an address. Refuses `bad-request`: days that do not exist or end before they begin. */
export function askedOf(codes: { span: string; scope: string }): Asked {
  const [span, scope] = [readSpan(codes.span), readScope(codes.scope)]
  if (!span) throw new StationError('bad-request', { what: 'kỳ báo cáo' })
  if (!scope) throw new StationError('bad-request', { what: 'phạm vi báo cáo' })
  return { span, scope, spanCode: spanCode(span), scopeCode: scopeCode(scope) }
}

/** The day it is at the station. */
export function todayOf({ clock }: Pick<Deps, 'clock'>): CalendarDate {
  return dateAt(clock.now(), STATION_ZONE)
}

/** The days of a span as the office closes its periods now. */
export async function daysAsked(
  db: Db,
  span: ReportSpan,
): Promise<{ from: CalendarDate; to: CalendarDate; cutOffDay: number | undefined }> {
  const { cutOffDay } = await findOffice(db)
  return { ...daysOfSpan(span, cutOffDay), cutOffDay }
}

/** Looks up of whom reports tell. */
export class ScopeNames {
  readonly #names: ReadonlyMap<string, string>
  readonly #db: Db

  private constructor(db: Db, names: ReadonlyMap<string, string>) {
    this.#db = db
    this.#names = names
  }

  static async open(db: Db): Promise<ScopeNames> {
    const monitors = (await listProgrammes(db)).flatMap(({ roles }) => roles.monitor?.name ?? [])
    const names = new Map([
      ['station', (await findStation(db))?.name ?? ''],
      ['agency', [...new Set(monitors)].join(', ') || 'Cơ quan thường trực'],
    ])
    for (const { id, name } of await listWardStations(db)) names.set(scopeCode({ of: 'ward', wardStationId: id }), name)
    return new ScopeNames(db, names)
  }

  /** The station's name, the offices that monitor its programmes, the unit, the ward; undefined: there is no such. */
  async find(scope: ReportScope): Promise<string | undefined> {
    if (scope.of === 'unit') return (await findUnit(this.#db, scope.unitId))?.name
    return this.#names.get(scopeCode(scope))
  }
}

/** Of whom a report tells. Refuses `not-found`. */
export async function scopeNameOf(db: Db, scope: ReportScope): Promise<string> {
  const name = await (await ScopeNames.open(db)).find(scope)
  if (name === undefined) throw new StationError('not-found')
  return name
}
