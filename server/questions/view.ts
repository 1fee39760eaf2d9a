import { type CalendarDate, dateAt } from '../../schedules/index.ts'
import type { Question, QuestionPlacement, QuestionSummary, Revision } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { listPlays } from '../plays/index.ts'
import { findEditionNames } from '../programmes/index.ts'
import { findRevision, listRevisions } from '../scripts/index.ts'
import { findStation } from '../station/index.ts'
import type { QuestionRecord } from './facts.ts'
import { codeOf, isOverdue, type Placed, type Standing, standingOf, stateOf } from './rules.ts'
import { findRecord, listRecords, listTelephones } from './store.ts'
import { withoutTelephone } from './telephone.ts'
import { editedDraft, noteDraft, stepsOf } from './words.ts'

/** The register, the newest first. */
export async function summariesOf(db: Db, today: CalendarDate): Promise<QuestionSummary[]> {
  const records = await listRecords(db)
  const air = await airOf(db, records)
  return records.map((record) => summaryOf(record, standingOf(record), air, today))
}

/** A question with all that is known of it but the asker's telephone number. Refuses `not-found`. */
export async function questionView(db: Db, id: string, today: CalendarDate): Promise<Question> {
  const record = await findRecord(db, id)
  if (!record) throw new StationError('not-found')
  const standing = standingOf(record)
  const air = await airOf(db, [record])
  const summary = summaryOf(record, standing, air, today)
  const station = await findStation(db)
  const last = summary.placements.findLast(({ airedOn }) => airedOn.length > 0)
  const edited = editedDraft(standing)
  const note = noteDraft(standing, {
    stationName: station?.name ?? '',
    receivedOn: record.receivedOn,
    aired: last?.airedOn[0] === undefined ? undefined : { editionTitle: last.editionTitle, date: last.airedOn[0] },
  })
  const telephones = await listTelephones(db, id)
  const { answer, told, closedBecause } = standing
  return {
    ...summary,
    received: record.received,
    dispatches: standing.dispatches,
    drafts: { ...(edited && { edited }), ...(note !== undefined && { note }) },
    steps: stepsOf(record, (editionId) => air.get(editionId)?.title ?? 'một kỳ phát').map((step) => ({
      ...step,
      words: withoutTelephone(step.words, telephones),
      ...(step.text !== undefined && { text: withoutTelephone(step.text, telephones) }),
    })),
    ...(answer && { answer }),
    ...(standing.edited && { edited: standing.edited }),
    ...(told && { told }),
    ...(closedBecause !== undefined && { closedBecause }),
  }
}

/** What an edition came to that questions stand in. */
interface EditionAir {
  title: string
  newest: Revision | undefined
  /** Dates on which each item was heard. */
  heardOn: (itemId: string) => CalendarDate[]
}

async function airOf(db: Db, records: readonly QuestionRecord[]): Promise<Map<string, EditionAir>> {
  const editionIds = [
    ...new Set(records.flatMap(({ facts }) => facts.flatMap((fact) => (fact.kind === 'placed' ? fact.editionId : [])))),
  ]
  const plays = await listPlays(db, editionIds)
  const air = new Map<string, EditionAir>()
  for (const editionId of editionIds) {
    const names = await findEditionNames(db, editionId)
    const [newest] = await listRevisions(db, editionId)
    const mine = plays.filter((play) => play.editionId === editionId)
    air.set(editionId, {
      title: names?.title ?? '',
      newest: newest && (await findRevision(db, newest.id)),
      heardOn: (itemId) => [
        ...new Set(mine.filter(({ itemIds }) => itemIds.has(itemId)).map(({ at }) => dateAt(at, STATION_ZONE))),
      ],
    })
  }
  return air
}

function summaryOf(
  record: QuestionRecord,
  standing: Standing,
  air: ReadonlyMap<string, EditionAir>,
  today: CalendarDate,
): QuestionSummary {
  const placements = standing.placed.map((placed) => placementOf(placed, air.get(placed.editionId)))
  const current = placements.filter((_, place) => standing.placed[place]?.isCurrent)
  const state = stateOf(standing, {
    isApproved: current.some(({ isApproved }) => isApproved),
    isAired: current.some(({ airedOn }) => airedOn.length > 0),
  })
  const { asker, consent, topic, dispatch, answer, told } = standing
  const airedOn = placements.flatMap((placement) => placement.airedOn).sort()[0]
  return {
    id: record.id,
    code: codeOf(record),
    via: record.via,
    receivedOn: record.receivedOn,
    text: standing.text,
    asker,
    hasTelephone: record.hasTelephone,
    state,
    isOverdue: isOverdue(state, dispatch?.dueOn, today),
    placements,
    ...(topic !== undefined && { topic }),
    ...(consent && { consent }),
    ...(dispatch && { dispatch }),
    ...(answer && { answeredOn: answer.answeredOn, answerer: answer.answerer }),
    ...(airedOn !== undefined && { airedOn }),
    ...(told && { toldOn: told.toldOn }),
  }
}

/** Both words of a pair make it one: the answer alone was heard by nobody who knows what was asked. */
function placementOf(placed: Placed, edition: EditionAir | undefined): QuestionPlacement {
  const { editionId, questionItemId, answerItemId } = placed
  const items = new Set(edition?.newest?.items.map(({ itemId }) => itemId))
  const isInScript = items.has(questionItemId) && items.has(answerItemId)
  const asked = new Set(edition?.heardOn(questionItemId))
  return {
    editionId,
    editionTitle: edition?.title ?? '',
    questionItemId,
    answerItemId,
    isInScript,
    isApproved: isInScript && edition?.newest?.approval !== undefined,
    airedOn: edition?.heardOn(answerItemId).filter((date) => asked.has(date)) ?? [],
  }
}
