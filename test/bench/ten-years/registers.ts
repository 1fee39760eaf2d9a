import { addDays, type CalendarDate } from '../../../schedules/index.ts'
import { hourOf } from './desk.ts'
import type { Dice } from './dice.ts'
import type { LaidSounds } from './editions.ts'
import type { Rows } from './rows.ts'
import type { LaidStation } from './station.ts'

const READERS = 5
const WORKS = 30
const FEEDBACK_A_YEAR = 80
const EVALUATIONS_A_YEAR = 5
const TASKS_A_YEAR = 30
const DONE = 0.8

/** Writes who reads, the signature tunes and the works that were given awards. */
export function laySounds(rows: Rows, dice: Dice, { accountId }: LaidStation, from: CalendarDate): LaidSounds {
  const at = hourOf(from, '08:00')
  const tune = (role: 'intro' | 'outro' | 'filler', title: string) => {
    const [id, sha256] = [dice.id(), dice.hash()]
    rows.add('media', { sha256, bytes: 1_000_000, media_type: 'audio/wav', added_at: at })
    rows.add('tunes', {
      id,
      role,
      title,
      rights_note: '',
      shipped: 0,
      media_sha256: sha256,
      duration_ms: 8000,
      warnings: '[]',
      created_by: accountId,
      created_at: at,
    })
    return { id, sha256 }
  }
  const readerIds = Array.from({ length: READERS }, (_, place) => {
    const id = dice.id()
    rows.add('accounts', {
      id,
      username: `phat-thanh-vien-${place + 1}`,
      display_name: `Phát thanh viên ${place + 1}`,
      password_hash: '',
      created_at: at,
    })
    return id
  })
  const works = Array.from({ length: WORKS }, (_, place) => {
    const sound = tune('filler', `Tác phẩm số ${place + 1}`)
    const entryId = dice.id()
    rows.add('library_entries', { id: entryId, kind: 'work', made_by: accountId, made_at: at })
    rows.add('library_versions', {
      id: dice.id(),
      entry_id: entryId,
      number: 1,
      title: `Tác phẩm số ${place + 1}`,
      contact_id: null,
      facts: JSON.stringify({
        work: { author: 'Đội tuyên truyền', award: 'Giải Nhì Hội thi', year: 2015, source: 'contest' },
      }),
      saved_by: accountId,
      saved_at: at,
    })
    rows.add('library_sounds', {
      tune_id: sound.id,
      entry_id: entryId,
      file_name: `tac-pham-${place + 1}.mp3`,
      added_by: accountId,
      added_at: at + place,
    })
    return sound.sha256
  })
  return {
    readerIds,
    tuneSha256s: [tune('intro', 'Nhạc hiệu đầu').sha256, tune('outro', 'Nhạc hiệu cuối').sha256],
    workSha256s: works,
  }
}

/** Writes a year of the registers: feedback, evaluations, a list of tasks. */
export function layRegisters(rows: Rows, dice: Dice, station: LaidStation, year: number): void {
  const dayOf = () => addDays(`${year}-01-01`, dice.between(0, 363))
  for (let number = 1; number <= FEEDBACK_A_YEAR; number++)
    layFeedback(rows, dice, station, { year, number, receivedOn: dayOf() })
  for (let count = 0; count < EVALUATIONS_A_YEAR; count++) layEvaluation(rows, dice, station, dayOf())
  const listId = dice.id()
  const at = hourOf(`${year}-01-05`, '09:00')
  rows.add('task_lists', {
    id: listId,
    title: `Danh mục nhiệm vụ năm ${year}`,
    year,
    file_name: null,
    made_by: station.accountId,
    made_at: at,
  })
  for (let place = 1; place <= TASKS_A_YEAR; place++)
    layTask(rows, dice, station, { listId, place, dueOn: dayOf(), at })
}

function layFeedback(
  rows: Rows,
  dice: Dice,
  { accountId, programmes }: LaidStation,
  { year, number, receivedOn }: { year: number; number: number; receivedOn: CalendarDate },
): void {
  const id = dice.id()
  const at = hourOf(receivedOn, '10:00')
  rows.add('feedback', { id, year, number, received_by: accountId, received_at: at })
  const facts = [
    {
      kind: 'said' as const,
      told: {
        said: {
          kind: dice.pick(['opinion', 'proposal', 'complaint', 'praise']),
          via: 'telephone',
          receivedOn,
          text: 'Loa ở khu vực chợ nghe nhỏ vào buổi sáng.',
          ...(dice.happens(0.7) && { programmeId: dice.pick(programmes).id }),
        },
      },
    },
    ...(dice.happens(DONE)
      ? [{ kind: 'done' as const, told: { done: { outcome: 'Đã chỉnh cụm loa.', doneOn: addDays(receivedOn, 3) } } }]
      : []),
  ]
  for (const [place, { kind, told }] of facts.entries()) {
    rows.add('feedback_facts', {
      id: dice.id(),
      feedback_id: id,
      number: place + 1,
      kind,
      facts: JSON.stringify(told),
      noted_by: accountId,
      noted_at: at + place,
    })
  }
}

function layEvaluation(rows: Rows, dice: Dice, { accountId }: LaidStation, onDate: CalendarDate): void {
  const id = dice.id()
  const at = hourOf(onDate, '16:00')
  rows.add('evaluations', { id, made_by: accountId, made_at: at })
  rows.add('evaluation_versions', {
    id: dice.id(),
    evaluation_id: id,
    number: 1,
    facts: JSON.stringify({
      kind: dice.pick(['preliminary', 'final', 'inspection']),
      onDate,
      about: 'Việc phát sóng trong quý',
      who: 'Phòng Nội vụ',
      findings: 'Phát đủ số ngày theo kế hoạch.',
      followUps: [],
    }),
    saved_by: accountId,
    saved_at: at,
  })
}

function layTask(
  rows: Rows,
  dice: Dice,
  { accountId, unitIds }: LaidStation,
  { listId, place, dueOn, at }: { listId: string; place: number; dueOn: CalendarDate; at: number },
): void {
  const id = dice.id()
  rows.add('tasks', { id, list_id: listId, place })
  rows.add('task_texts', {
    id: dice.id(),
    task_id: id,
    section: '',
    content: `Nhiệm vụ số ${place}`,
    form: 'Tin, bài trên đài truyền thanh',
    time_text: '',
    due_on: dueOn,
    unit_text: '',
    helper_text: '',
    unit_ids: JSON.stringify([dice.pick(unitIds)]),
    state: 'in-use',
    set_by: accountId,
    set_at: at,
  })
  if (!dice.happens(DONE)) return
  const doneOn = addDays(dueOn, dice.between(-10, 5))
  rows.add('task_outcomes', {
    id: dice.id(),
    task_id: id,
    outcome: 'done',
    done_on: doneOn,
    note: '',
    set_by: accountId,
    set_at: hourOf(doneOn, '16:00'),
  })
}
