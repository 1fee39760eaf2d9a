import { randomUUID } from 'node:crypto'
import type { TaskProof, TaskWritten } from '../contract/index.ts'
import type { Db } from '../db/index.ts'

/** A list as it is kept. */
export interface KeptList {
  id: string
  title: string
  year: number
  fileName: string | undefined
  isClosed: boolean
  made: { by: string; at: number }
}

/** A task with what counts of it. */
export interface KeptTask extends TaskWritten {
  id: string
  listId: string
  outcome: { isDone: boolean; doneOn: string | undefined; note: string; by: string; at: number } | undefined
  proofs: (TaskProof & { sha256: string })[]
}

interface Signature {
  by: string
  at: number
}

/** All lists, the newest year first. */
export async function listLists(db: Db): Promise<KeptList[]> {
  const rows = await db
    .selectFrom('task_lists')
    .innerJoin('accounts', 'accounts.id', 'task_lists.made_by')
    .selectAll('task_lists')
    .select('accounts.display_name')
    .orderBy('year', 'desc')
    .orderBy('made_at', 'desc')
    .execute()
  const closings = await db.selectFrom('task_list_closings').selectAll().orderBy('set_at').execute()
  const states = new Map(closings.map(({ list_id, state }) => [list_id, state]))
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    year: row.year,
    fileName: row.file_name ?? undefined,
    isClosed: states.get(row.id) === 'closed',
    made: { by: row.display_name, at: row.made_at },
  }))
}

/** The tasks of a list, or of every list, in their order; those that were taken out are left out. */
export async function listTasks(db: Db, listId?: string): Promise<KeptTask[]> {
  let query = db.selectFrom('tasks').selectAll().orderBy('list_id').orderBy('place')
  if (listId !== undefined) query = query.where('list_id', '=', listId)
  const rows = await query.execute()
  const texts = new Map(
    (await db.selectFrom('task_texts').selectAll().orderBy('set_at').execute()).map((text) => [text.task_id, text]),
  )
  const outcomes = new Map(
    (
      await db
        .selectFrom('task_outcomes')
        .innerJoin('accounts', 'accounts.id', 'task_outcomes.set_by')
        .selectAll('task_outcomes')
        .select('accounts.display_name')
        .orderBy('set_at')
        .execute()
    ).map((outcome) => [outcome.task_id, outcome]),
  )
  const proofs = Map.groupBy(await listProofs(db), ({ taskId }) => taskId)
  return rows.flatMap(({ id, list_id }) => {
    const text = texts.get(id)
    const outcome = outcomes.get(id)
    if (!text || text.state === 'removed') return []
    return {
      id,
      listId: list_id,
      section: text.section,
      content: text.content,
      form: text.form,
      time: text.time_text,
      unitText: text.unit_text,
      helperText: text.helper_text,
      unitIds: JSON.parse(text.unit_ids),
      outcome: outcome && {
        isDone: outcome.outcome === 'done',
        doneOn: outcome.done_on ?? undefined,
        note: outcome.note,
        by: outcome.display_name,
        at: outcome.set_at,
      },
      proofs: (proofs.get(id) ?? []).map(({ taskId: _, ...proof }) => proof),
      ...(text.due_on !== null && { dueOn: text.due_on }),
    }
  })
}

async function listProofs(db: Db): Promise<(KeptTask['proofs'][number] & { taskId: string })[]> {
  const rows = await db
    .selectFrom('task_proofs')
    .innerJoin('accounts', 'accounts.id', 'task_proofs.added_by')
    .leftJoin('task_proof_removals', 'task_proof_removals.proof_id', 'task_proofs.id')
    .selectAll('task_proofs')
    .select('accounts.display_name')
    .where('task_proof_removals.proof_id', 'is', null)
    .orderBy('added_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    taskId: row.task_id,
    sha256: row.sha256,
    fileName: row.file_name,
    mediaType: row.media_type,
    bytes: row.bytes,
    added: { by: row.display_name, at: row.added_at },
  }))
}

/** Adds a list with its tasks. */
export async function addList(
  db: Db,
  list: { title: string; year: number; fileName: string | undefined; tasks: readonly TaskWritten[] },
  signature: Signature,
): Promise<string> {
  const id = randomUUID()
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('task_lists')
      .values({
        id,
        title: list.title,
        year: list.year,
        file_name: list.fileName ?? null,
        made_by: signature.by,
        made_at: signature.at,
      })
      .execute()
    for (const [place, task] of list.tasks.entries()) await insertTask(trx, id, place, task, signature)
  })
  return id
}

/** Adds a task at the end of a list. */
export async function addTask(db: Db, listId: string, task: TaskWritten, signature: Signature): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const last = await trx
      .selectFrom('tasks')
      .select('place')
      .where('list_id', '=', listId)
      .orderBy('place', 'desc')
      .executeTakeFirst()
    await insertTask(trx, listId, (last?.place ?? -1) + 1, task, signature)
  })
}

async function insertTask(db: Db, listId: string, place: number, task: TaskWritten, signature: Signature) {
  const id = randomUUID()
  await db.insertInto('tasks').values({ id, list_id: listId, place }).execute()
  await setTask(db, id, task, 'in-use', signature)
}

/** What a task says from now on, or that it is taken out; newer than what it said before, whatever the clock was set to. */
export async function setTask(
  db: Db,
  taskId: string,
  task: TaskWritten,
  state: 'in-use' | 'removed',
  { by, at }: Signature,
): Promise<void> {
  const last = await db
    .selectFrom('task_texts')
    .select('set_at')
    .where('task_id', '=', taskId)
    .orderBy('set_at', 'desc')
    .executeTakeFirst()
  await db
    .insertInto('task_texts')
    .values({
      id: randomUUID(),
      task_id: taskId,
      section: task.section,
      content: task.content,
      form: task.form,
      time_text: task.time,
      due_on: task.dueOn ?? null,
      unit_text: task.unitText,
      helper_text: task.helperText,
      unit_ids: JSON.stringify(task.unitIds),
      state,
      set_by: by,
      set_at: last ? Math.max(at, last.set_at + 1) : at,
    })
    .execute()
}

/** Notes that a task is done, or that it is open again. */
export async function setOutcome(
  db: Db,
  taskId: string,
  outcome: { outcome: 'done' | 'open'; doneOn: string | undefined; note: string },
  { by, at }: Signature,
): Promise<void> {
  const last = await db
    .selectFrom('task_outcomes')
    .select('set_at')
    .where('task_id', '=', taskId)
    .orderBy('set_at', 'desc')
    .executeTakeFirst()
  await db
    .insertInto('task_outcomes')
    .values({
      id: randomUUID(),
      task_id: taskId,
      outcome: outcome.outcome,
      done_on: outcome.doneOn ?? null,
      note: outcome.note,
      set_by: by,
      set_at: last ? Math.max(at, last.set_at + 1) : at,
    })
    .execute()
}

/** Notes a file that proves a task. */
export async function addProof(
  db: Db,
  taskId: string,
  proof: Pick<KeptTask['proofs'][number], 'sha256' | 'fileName' | 'mediaType' | 'bytes'>,
  { by, at }: Signature,
): Promise<void> {
  await db
    .insertInto('task_proofs')
    .values({
      id: randomUUID(),
      task_id: taskId,
      sha256: proof.sha256,
      file_name: proof.fileName,
      media_type: proof.mediaType,
      bytes: proof.bytes,
      added_by: by,
      added_at: at,
    })
    .execute()
}

/** Notes that a file proves it no longer; the file stays among the media. */
export async function removeProof(db: Db, proofId: string, { by, at }: Signature): Promise<void> {
  await db
    .insertInto('task_proof_removals')
    .values({ proof_id: proofId, removed_by: by, removed_at: at })
    .onConflict((conflict) => conflict.column('proof_id').doNothing())
    .execute()
}

/** Closes a list, or opens it again. */
export async function setClosed(db: Db, listId: string, isClosed: boolean, { by, at }: Signature): Promise<void> {
  const last = await db
    .selectFrom('task_list_closings')
    .select('set_at')
    .where('list_id', '=', listId)
    .orderBy('set_at', 'desc')
    .executeTakeFirst()
  await db
    .insertInto('task_list_closings')
    .values({
      id: randomUUID(),
      list_id: listId,
      state: isClosed ? 'closed' : 'open',
      set_by: by,
      set_at: last ? Math.max(at, last.set_at + 1) : at,
    })
    .execute()
}
