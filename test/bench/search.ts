import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeDb, type Db, openDb } from '../../server/db/index.ts'
import { DEMO_SCRIPT } from '../../server/demo/content/index.ts'
import { highlighted, snippet } from '../../server/search/highlight.ts'
import { inOrder } from '../../server/search/order.ts'
import { readQuestion } from '../../server/search/question.ts'
import { countTexts, findTexts, putTexts } from '../../server/search/store.ts'

const BAR_MS = 100
const ASKED = 400

/**
 * Searching so many texts of some 200 words, mixed from the words of the tour's scripts: names that one text has, words
 * that nearly every text has, beginnings of words, with and without marks; beside it `LIKE` over the same texts.
 * `npm run bench -- search [texts, default 100000]`. Ends with 1 when the 99th of a hundred takes 100 ms or more.
 */
export async function run([count = '100000']: string[]): Promise<void> {
  const say = (text: string) => process.stdout.write(`${text}\n`)
  const folder = await mkdtemp(join(tmpdir(), 'len-song-bench-'))
  const db = await openDb(folder)
  try {
    const wanted = Number.parseInt(count, 10)
    const from = performance.now()
    await fill(db, wanted)
    say(`${wanted} văn bản, đọc vào trong ${((performance.now() - from) / 1000).toFixed(0)} giây`)
    say('tìm (looked for) | p50 ms | p99 ms | lâu nhất ms')
    let isBroken = false
    for (const [what, typed] of Object.entries(QUESTIONS)) {
      const tookMs: number[] = []
      for (let turn = 0; turn < ASKED; turn++) tookMs.push(await timed(() => answer(db, typed(turn))))
      const p99 = quantile(tookMs, 0.99)
      if (p99 >= BAR_MS) isBroken = true
      say(`${what} | ${quantile(tookMs, 0.5).toFixed(1)} | ${p99.toFixed(1)} | ${Math.max(...tookMs).toFixed(1)}`)
    }
    const likeMs: number[] = []
    for (let turn = 0; turn < 5; turn++) likeMs.push(await timed(() => like(db, `%${QUESTIONS['tên riêng']?.(turn)}%`)))
    say(`LIKE, có dấu | ${quantile(likeMs, 0.5).toFixed(1)} | | ${Math.max(...likeMs).toFixed(1)}`)
    if (isBroken) process.exitCode = 1
  } finally {
    await closeDb(db)
    await rm(folder, { recursive: true, force: true })
  }
}

const WORDS = DEMO_SCRIPT.flatMap(({ title, text }) => `${title} ${text}`.split(/\s+/))
const word = (seed: number) => WORDS[(seed * 7919) % WORDS.length] ?? ''

const QUESTIONS: Record<string, (turn: number) => string> = {
  'tên riêng': (turn) => `ấp ${turn * 97}`,
  'hai từ': (turn) => `${word(turn)} ${word(turn + 1)}`,
  'cụm từ hay gặp': (turn) => ['hồ sơ', 'dịch vụ công', 'uy ban nhan dan', 'bà con'][turn % 4] ?? '',
  'gõ dở một chữ': (turn) => word(turn).slice(0, 2),
  'cả câu': (turn) => Array.from({ length: 8 }, (_, place) => WORDS[(turn * 31 + place) % WORDS.length]).join(' '),
}

/** As the route does it. */
async function answer(db: Db, typed: string): Promise<number> {
  const question = readQuestion(typed)
  if (!question) return 0
  const found = inOrder(question, await findTexts(db, question, {})).slice(0, 50)
  await countTexts(db, question, {}, 1000)
  return found.map(({ title, body }) => [highlighted(question, title), snippet(question, body)]).length
}

async function like(db: Db, pattern: string): Promise<number> {
  return (await db.selectFrom('search_texts').select('number').where('body', 'like', pattern).execute()).length
}

async function fill(db: Db, count: number): Promise<void> {
  for (let number = 0; number < count; number += 50) {
    const texts = Array.from({ length: 50 }, (_, place) => {
      const seed = number + place
      const body = Array.from({ length: 200 }, (_word, at) => word(seed * 13 + at)).join(' ')
      return {
        kind: 'submission' as const,
        refId: String(number),
        partId: String(place),
        title: `${word(seed)} ${word(seed + 3)} ${word(seed + 5)}`,
        context: 'Ủy ban nhân dân xã',
        body: `${body} ấp ${seed}`,
        at: seed,
      }
    })
    await putTexts(db, { kind: 'submission', refId: String(number), times: 1 }, 'submission', texts)
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

function quantile(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0
}
