import {
  type CalendarDate,
  type DateWindow,
  intakeWindowOf,
  isPeriod,
  type Period,
  periodTitle,
  reviewWindowOf,
} from '../../schedules/index.ts'
import type { Programme, UnitReceipt, UrgingSettings, UrgingSheet } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { listProgrammes } from '../programmes/index.ts'
import { findUnit } from '../units/index.ts'
import { receiptsIn } from './expected.ts'
import type { LetterFacts } from './letter.ts'
import { answerByOn, fillTemplate, SHIPPED_TEMPLATE } from './message.ts'
import { missingOf } from './receipts.ts'
import { findSettings, listUrgings } from './store.ts'

/** The office that items are sent to where a programme names none. */
const NAMELESS_COLLECTOR = 'đài truyền thanh'

/** What urging in a period is made of. */
export interface UrgingFacts {
  programme: Programme
  period: Period
  collector: string
  monitor: string
  windows: { intake: DateWindow | undefined; review: DateWindow | undefined }
  receipts: UnitReceipt[]
}

/** Gathers it. Refuses `not-found` for a programme or a period that does not exist. */
export async function urgingFacts(db: Db, programmeId: string, period: Period): Promise<UrgingFacts> {
  const programme = (await listProgrammes(db)).find(({ id }) => id === programmeId)
  if (!programme || !isPeriod(period)) throw new StationError('not-found')
  const collector = programme.roles.collector?.name ?? NAMELESS_COLLECTOR
  return {
    programme,
    period,
    collector,
    monitor: programme.roles.monitor?.name ?? collector,
    windows: { intake: intakeWindowOf(programme, period), review: reviewWindowOf(programme, period) },
    receipts: await receiptsIn(db, programmeId, period),
  }
}

/** Everything that the page of urging shows. `answerBy`: the day that was chosen; the obvious one where none was. */
export async function urgingSheet(
  db: Db,
  facts: UrgingFacts,
  { today, answerBy }: { today: CalendarDate; answerBy: CalendarDate | undefined },
): Promise<UrgingSheet> {
  const { programme, period, collector, windows, receipts } = facts
  const letter = letterFacts(facts, today, answerBy)
  const { template } = await urgingSettings(db)
  return {
    programmeId: programme.id,
    programmeName: programme.name,
    period,
    periodTitle: periodTitle(period),
    collector,
    receipts,
    contacts: await contactsOf(db, letter.missing),
    answerBy: letter.answerBy,
    text: letter.missing.length === 0 ? '' : fillTemplate(template, letter),
    urgings: await listUrgings(db, programme.id, period),
    ...(windows.intake && { intake: windows.intake }),
  }
}

/** What a message and a letter are written from. */
export function letterFacts(
  { programme, period, collector, monitor, windows, receipts }: UrgingFacts,
  today: CalendarDate,
  answerBy: CalendarDate | undefined,
): LetterFacts {
  return {
    programmeName: programme.name,
    periodTitle: periodTitle(period),
    collector,
    monitor,
    answerBy: answerBy ?? answerByOn(today, windows),
    missing: missingOf(receipts),
    today,
  }
}

/** The words that count. */
export async function urgingSettings(db: Db): Promise<UrgingSettings> {
  const kept = await findSettings(db)
  if (!kept) return { template: SHIPPED_TEMPLATE, isOwnTemplate: false }
  return {
    template: kept.template || SHIPPED_TEMPLATE,
    isOwnTemplate: kept.template !== '',
    set: { by: kept.by, at: kept.at },
  }
}

async function contactsOf(db: Db, missing: readonly UnitReceipt[]): Promise<UrgingSheet['contacts']> {
  const found: UrgingSheet['contacts'] = []
  for (const { unitId } of missing) {
    const unit = await findUnit(db, unitId)
    for (const contact of unit?.contacts ?? []) found.push({ unitId, ...contact })
  }
  return found
}
