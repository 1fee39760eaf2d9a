import { type CalendarDate, dateAt, instantOf } from '../../schedules/index.ts'
import { listAnnouncements } from '../announcements/index.ts'
import type { SearchKind } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { listEvaluations } from '../evaluations/index.ts'
import { feedbackOf, listFeedback } from '../feedback/index.ts'
import { findSubmission } from '../intake/index.ts'
import { findEditionNames, listProgrammes } from '../programmes/index.ts'
import { questionView } from '../questions/index.ts'
import { findRevision, listRevisions } from '../scripts/index.ts'
import { listEntries } from '../spots/index.ts'
import { listTaskLists, listTasks } from '../tasks/index.ts'
import { listTunes } from '../tunes/index.ts'
import { findUnit } from '../units/index.ts'
import type { Change, SearchText } from './store.ts'

/** What things of one kind say, and under which kind they are found. */
interface Source {
  kind: SearchKind
  /**
   * The texts of these things as they are now, by their ids; none of what is not to be found any more. No name and no
   * telephone number of anybody who asked or said something: whoever may search may not see them.
   */
  read: (db: Db, ids: ReadonlySet<string>, now: number) => Promise<(Written & { id: string })[]>
}

type Written = Pick<SearchText, 'title' | 'at'> & {
  partId?: string | undefined
  context?: string
  body?: (string | undefined)[]
}

/** A source that is asked for one thing after the other. */
const each =
  (read: (db: Db, id: string, now: number) => Promise<Written[]>): Source['read'] =>
  async (db, ids, now) => {
    const all: (Written & { id: string })[] = []
    for (const id of ids) for (const written of await read(db, id, now)) all.push({ id, ...written })
    return all
  }

const dayStart = (date: CalendarDate) => instantOf(date, '00:00', STATION_ZONE)

const SOURCES: Record<Change['kind'], Source> = {
  edition: {
    kind: 'script',
    read: each(async (db, editionId) => {
      const names = await findEditionNames(db, editionId)
      const [newest] = await listRevisions(db, editionId)
      const revision = newest && (await findRevision(db, newest.id))
      return (revision?.items ?? []).map(({ itemId, title, text, unitName }) => ({
        partId: itemId,
        title,
        context: [names?.title, unitName].filter((words) => words !== undefined).join(' · '),
        body: [text],
        at: revision?.created.at ?? 0,
      }))
    }),
  },
  submission: {
    kind: 'submission',
    read: each(async (db, id) => {
      const found = await findSubmission(db, id)
      if (!found || found.withdrawn) return []
      const { title, unitName, sourceName, text, author, award, note, topics, receiptCode, receivedAt } = found
      // Found by the code on the receipt that a unit reads out; beside the unit, for it is none of the item's words.
      const context = [unitName ?? sourceName, receiptCode].filter((words) => words !== undefined).join(' · ')
      return [{ title, context, body: [text, author, award, note, topics.join(', ')], at: receivedAt }]
    }),
  },
  question: {
    kind: 'question',
    read: each(async (db, id, now) => {
      const { code, text, topic, answer, edited, received } = await questionView(db, id, dateAt(now, STATION_ZONE))
      const title = edited?.title ?? topic ?? `Câu hỏi ${code}`
      const body = [text, answer?.answerer, answer?.text, edited?.questionText, edited?.answerText]
      return [{ title, context: `Câu hỏi ${code}`, body, at: received.at }]
    }),
  },
  library: {
    kind: 'library',
    read: async (db, ids) =>
      (await listEntries(db))
        .filter(({ id, retired }) => ids.has(id) && !retired)
        .map(({ id, title, text, work, saved }) => ({
          id,
          title,
          context: work?.award ?? '',
          body: [text, work?.author],
          at: saved.at,
        })),
  },
  feedback: {
    kind: 'feedback',
    read: async (db, ids, now) => {
      const names = new Map((await listProgrammes(db)).map(({ id, name }) => [id, name]))
      return (await listFeedback(db))
        .filter(({ id }) => ids.has(id))
        .flatMap((record) => feedbackOf(record, names, dateAt(now, STATION_ZONE)) ?? [])
        .map(({ id, code, text, programmeName = '', done, noted }) => ({
          id,
          title: `Ý kiến ${code}`,
          context: programmeName,
          body: [text, done?.outcome],
          at: noted.at,
        }))
    },
  },
  evaluation: {
    kind: 'evaluation',
    read: async (db, ids) =>
      (await listEvaluations(db))
        .filter(({ id }) => ids.has(id))
        .map(({ id, facts: { about, who, findings, followUps, onDate } }) => ({
          id,
          title: about,
          body: [who, findings, ...followUps.map(({ what }) => what)],
          at: dayStart(onDate),
        })),
  },
  unit: {
    kind: 'unit',
    read: each(async (db, id, now) => {
      const unit = await findUnit(db, id)
      if (!unit) return []
      const body = [...unit.aliases, ...[...unit.formerNames, ...unit.heirs].map(({ name }) => name)]
      return [{ title: unit.name, body, at: unit.since === undefined ? now : dayStart(unit.since) }]
    }),
  },
  task: {
    kind: 'task',
    read: async (db, ids) => {
      const lists = new Map((await listTaskLists(db)).map((list) => [list.id, list]))
      return (await listTasks(db))
        .filter(({ id }) => ids.has(id))
        .map(({ id, listId, content, form, time, unitText, section }) => ({
          id,
          partId: listId,
          title: content,
          context: lists.get(listId)?.title ?? '',
          body: [section, form, time, unitText],
          at: lists.get(listId)?.made.at ?? 0,
        }))
    },
  },
  tune: {
    kind: 'sound',
    read: async (db, ids) =>
      (await listTunes(db))
        .filter(({ id, retired }) => ids.has(id) && !retired)
        .map(({ id, title, rightsNote, created }) => ({ id, title, body: [rightsNote], at: created.at })),
  },
  announcement: {
    kind: 'sound',
    read: async (db, ids) =>
      (await listAnnouncements(db))
        .filter(({ id, retired }) => ids.has(id) && !retired)
        .map(({ id, title, created }) => ({ id, title, context: 'Thông báo khẩn cấp', at: created.at })),
  },
  programme: {
    kind: 'programme',
    read: async (db, ids) =>
      (await listProgrammes(db))
        .filter(({ id }) => ids.has(id))
        .map(({ id, name, topics, audiences, startsOn }) => ({
          id,
          title: name,
          body: [...topics, ...audiences],
          at: dayStart(startsOn),
        })),
  },
}

/** The kind under which something that was written is found. */
export const kindOf = (change: Change['kind']): SearchKind => SOURCES[change].kind

/** The texts of things of one kind, as they are now. */
export async function textsOf(
  db: Db,
  change: Change['kind'],
  ids: ReadonlySet<string>,
  now: number,
): Promise<SearchText[]> {
  const { kind, read } = SOURCES[change]
  return (await read(db, ids, now)).map(({ id, partId, title, context = '', body = [], at }) => ({
    kind,
    refId: id,
    partId,
    title: tidy(title),
    context: tidy(context),
    body: tidy(body.filter((words) => words !== undefined).join(' ')),
    at,
  }))
}

/** A place in a folded text is a place in the text itself only where it is NFC and its spaces are single. */
const tidy = (text: string) => text.normalize('NFC').replace(/\s+/gu, ' ').trim()
