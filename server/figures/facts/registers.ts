import { addDays, type CalendarDate } from '../../../schedules/index.ts'
import type { Db } from '../../db/index.ts'
import { listEvaluations } from '../../evaluations/index.ts'
import { feedbackOf, listFeedback } from '../../feedback/index.ts'
import {
  holdsIn,
  listPostings,
  listQuotas,
  postedWithin,
  quotaPeriodName,
  quotaSpan,
  standingOf as quotaStandingOf,
  subjectsOf,
} from '../../postings/index.ts'
import { codeOf, listRecords as listQuestionRecords, standingOf } from '../../questions/index.ts'
import { listEntries } from '../../spots/index.ts'
import { listTaskLists, listTasks, unitsNamedIn } from '../../tasks/index.ts'
import { listTunes } from '../../tunes/index.ts'
import type { UnitRegister } from '../../units/index.ts'
import type { Days } from '../spans.ts'
import type { PairFact } from './contents.ts'
import type {
  EvaluationFact,
  FeedbackFact,
  ItemFact,
  PlayFact,
  QuestionFact,
  QuotaFact,
  TaskFact,
  WorkFact,
} from './facts.ts'
import type { UnitLines } from './units.ts'

/** Every question of the register with what counts of it, and the items of scripts that ask and answer it. */
export async function questionFacts(
  db: Db,
  units: UnitLines,
): Promise<{ questions: QuestionFact[]; pairOf: Map<string, PairFact> }> {
  const pairOf = new Map<string, PairFact>()
  const questions = (await listQuestionRecords(db)).map((record) => {
    const { text, topic, dispatch, answer, closedBecause, placed } = standingOf(record)
    for (const { questionItemId, answerItemId } of placed)
      for (const itemId of [questionItemId, answerItemId]) pairOf.set(itemId, { questionId: record.id, topic })
    return {
      id: record.id,
      code: codeOf(record),
      text,
      receivedOn: record.receivedOn,
      agency: dispatch && (dispatch.unitId === undefined ? units.named(dispatch.unitName) : units.of(dispatch.unitId)),
      dueOn: dispatch?.dueOn,
      answeredOn: answer?.answeredOn,
      isClosed: closedBecause !== undefined,
    }
  })
  return { questions, pairOf }
}

/** What listeners said within the days. */
export async function feedbackWithin(db: Db, { from, to }: Days, today: CalendarDate): Promise<FeedbackFact[]> {
  return (await listFeedback(db)).flatMap((record) => {
    const one = feedbackOf(record, new Map(), today)
    if (!one || one.receivedOn < from || one.receivedOn > to) return []
    const { id, code, kind, receivedOn, text, state } = one
    return [{ id, code, kind, receivedOn, text, isDone: state === 'done' }]
  })
}

/** The evaluations that were held within the days. */
export async function evaluationsWithin(db: Db, { from, to }: Days): Promise<EvaluationFact[]> {
  return (await listEvaluations(db))
    .map(({ id, facts: { kind, onDate, about } }) => ({ id, kind, onDate, about }))
    .filter(({ onDate }) => from <= onDate && onDate <= to)
    .sort((a, b) => a.onDate.localeCompare(b.onDate))
}

/** The library's works that were given an award, with the sounds and items by which they are known in what was heard. */
export async function workFacts(db: Db): Promise<WorkFact[]> {
  const tunes = new Map((await listTunes(db)).map(({ id, mediaSha256 }) => [id, mediaSha256]))
  return (await listEntries(db)).flatMap(({ id, kind, title, work, sounds, items }) =>
    kind === 'work'
      ? [
          {
            id,
            title,
            award: work?.award,
            author: work?.author,
            sounds: new Set(sounds.flatMap(({ tuneId }) => tunes.get(tuneId) ?? [])),
            itemIds: new Set(items.map(({ itemId }) => itemId)),
            itemKey: undefined,
          },
        ]
      : [],
  )
}

/** The works among the items that were heard: those that came as a submission and not by the library. */
export function worksHeard(plays: readonly PlayFact[], library: readonly WorkFact[]): WorkFact[] {
  const known = library.flatMap(({ itemIds }) => [...itemIds])
  const heard = new Map(
    plays
      .filter(({ itemIds }) => !known.some((itemId) => itemIds.has(itemId)))
      .flatMap(({ items }) => items.map(({ item }): [string, ItemFact] => [item.key, item])),
  )
  return [...heard.values()].flatMap(({ key, title, award }) =>
    award ? [{ id: key, title, ...award, sounds: new Set<string>(), itemIds: new Set<string>(), itemKey: key }] : [],
  )
}

/** Every quota in each of its periods that closes within the days. */
export async function quotasWithin(
  db: Db,
  days: Days,
  { units, cutOffDay, today }: { units: UnitLines; cutOffDay: number | undefined; today: CalendarDate },
): Promise<QuotaFact[]> {
  const quotas = await listQuotas(db)
  if (quotas.length === 0) return []
  const postings = await listPostings(db)
  const subjects = await subjectsOf(db, [...new Set(postings.map(({ submissionId }) => submissionId))])
  const posted = postings.flatMap(({ submissionId, channelId, posted: done }) => {
    const unitId = subjects.get(submissionId)?.unitId
    return done ? [{ submissionId, channelId, unitId: unitId && units.of(unitId).key, on: done.on }] : []
  })
  return quotas.flatMap((quota) => {
    const unit = quota.unitId === undefined ? undefined : units.of(quota.unitId)
    const mine = { channelId: quota.channelId, ...(unit && { unitId: unit.key }) }
    const facts: QuotaFact[] = []
    for (let span = quotaSpan(quota.per, days.from, cutOffDay); span.to <= days.to; ) {
      if (holdsIn(quota, span)) {
        const items = postedWithin(posted, mine, span)
        facts.push({
          unit,
          channelId: quota.channelId,
          channelName: quota.channelName,
          periodName: quotaPeriodName(quota.per, span.to, cutOffDay),
          to: span.to,
          owed: quota.itemsOwed,
          posted: items,
          state: quotaStandingOf(quota.itemsOwed, items, span, today),
        })
      }
      span = quotaSpan(quota.per, addDays(span.to, 1), cutOffDay)
    }
    return facts
  })
}

/**
 * The tasks that a span is about: due in it, or done in it, or without a day in a list of a year that it touches. Done counts by the
 * last day of the span; overdue is what was not done by its day.
 */
export async function tasksWithin(
  db: Db,
  days: Days,
  { register, units, today }: { register: UnitRegister; units: UnitLines; today: CalendarDate },
): Promise<TaskFact[]> {
  const lists = new Map((await listTaskLists(db)).map((list) => [list.id, list]))
  const [firstYear, lastYear] = [days.from, days.to].map((date) => Number(date.slice(0, 4)))
  const isWithin = (date: CalendarDate | undefined) => date !== undefined && days.from <= date && date <= days.to
  return (await listTasks(db)).flatMap(({ id, listId, content, unitText, unitIds, dueOn, outcome }): TaskFact[] => {
    const list = lists.get(listId)
    const doneOn = outcome?.isDone ? outcome.doneOn : undefined
    const isOfYear = list !== undefined && (firstYear ?? 0) <= list.year && list.year <= (lastYear ?? 0)
    if (!list || !(isWithin(dueOn) || isWithin(doneOn) || (dueOn === undefined && isOfYear))) return []
    const isDone = outcome?.isDone === true && (doneOn === undefined || doneOn <= days.to)
    const known = unitIds.length > 0 ? unitIds : unitsNamedIn(register, unitText, today).map(({ unitId }) => unitId)
    const written = units.named(unitText)
    const lines = known.length > 0 ? known.map((unitId) => units.of(unitId)) : written ? [written] : []
    return [
      {
        id,
        listId,
        listTitle: list.title,
        content,
        units: [...new Map(lines.map((line) => [line.key, line])).values()],
        dueOn,
        doneOn,
        state: isDone ? 'done' : dueOn !== undefined && dueOn < today && dueOn <= days.to ? 'overdue' : 'open',
      },
    ]
  })
}
