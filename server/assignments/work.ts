import { addMonths, type CalendarDate, monthOf } from '../../schedules/index.ts'
import type { MyRead, MyWork, ReadAssignment, ReadToHear, ScriptItem } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { isInUse } from '../takes/index.ts'
import { isListeningRequired, listRemarks, listVerdicts, sentBackUnanswered } from '../verdicts/index.ts'
import { byUrgency, undecidedOf } from './rules.ts'
import { editionsSince, makerOf } from './store.ts'
import { assignmentsView, type EditionFacts, factsOf } from './view.ts'

/** How many months back an unread item is still called to mind; after that the edition is history. */
const REMEMBERED_MONTHS = 2

/** What waits for a person: reads assigned to them, reads sent back to them, and reads that somebody has to hear. */
export async function workOf(db: Db, accountId: string, today: CalendarDate): Promise<MyWork> {
  const reads: MyRead[] = []
  const toHear: ReadToHear[] = []
  for (const editionId of await editionsSince(db, `${addMonths(monthOf(today), -REMEMBERED_MONTHS)}-01`)) {
    const facts = await factsOf(db, editionId)
    const { isApproved, items } = assignmentsView(facts, today)
    if (!facts.latest) continue
    for (const [place, item] of facts.latest.items.entries()) {
      const assignment = items[place]
      if (!assignment) continue
      const read = await readFor(db, accountId, facts, { editionId, item, assignment, isApproved })
      if (read) reads.push(read)
    }
    if (await isListeningRequired(db, facts.programmeId)) toHear.push(...unheardOf(facts, editionId))
  }
  return { reads: byUrgency(reads), toHear }
}

/** A read sent back is its reader's to make again; where it is assigned to nobody, it is his who made it. */
async function readFor(
  db: Db,
  accountId: string,
  { title, takes }: EditionFacts,
  one: { editionId: string; item: ScriptItem; assignment: ReadAssignment; isApproved: boolean },
): Promise<MyRead | undefined> {
  const { editionId, item, assignment, isApproved } = one
  if (assignment.state === 'read') return undefined
  const sentBack = sentBackUnanswered(item, takes)
  const whose = assignment.reader ? assignment.reader.id : sentBack && (await makerOf(db, sentBack.id))
  if (whose !== accountId || !(isApproved || sentBack)) return undefined
  const [verdict] = sentBack ? await listVerdicts(db, sentBack.id) : []
  return {
    editionId,
    editionTitle: title,
    itemId: item.itemId,
    number: assignment.number,
    title: item.title,
    estimatedMs: item.estimatedMs,
    isOverdue: assignment.state === 'overdue',
    undecidedTakes: undecidedOf(item, takes),
    ...(assignment.dueOn !== undefined && { dueOn: assignment.dueOn }),
    ...(assignment.assigned && { assigned: assignment.assigned }),
    ...(sentBack &&
      verdict && {
        sentBack: {
          takeId: sentBack.id,
          listener: verdict.listener,
          at: verdict.at,
          remarks: await listRemarks(db, sentBack.id),
        },
      }),
  }
}

function unheardOf({ title, latest, takes }: EditionFacts, editionId: string): ReadToHear[] {
  return (latest?.items ?? []).flatMap((item, place) => {
    const take = takes.find(
      (one) => one.itemId === item.itemId && one.textHash === item.textHash && isInUse(one) && !one.listening,
    )
    if (!take) return []
    const { id: takeId, durationMs, created } = take
    return [
      { takeId, editionId, editionTitle: title, number: place + 1, title: item.title, durationMs, readBy: created.by },
    ]
  })
}
