import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { until } from '../builders.ts'
import { delay } from '../on-air/sound-server.ts'
import { layYears, SIGN_IN, type YearsLaid } from './ten-years.ts'
import { startWebProcess } from './web-process.ts'

const ON_SCREEN_BAR_MS = 1000
const PAPER_BAR_MS = 3000
/** What everybody else waits at most while somebody counts: a click that still feels like one. */
const OTHERS_BAR_MS = 100
const OTHERS_EVERY_MS = 20
const ASKED = 7

/**
 * `npm run bench -- report [years, default 1 and 10]`: reports over years of data (see ten-years.ts) from the real web process: the
 * figures of the last year, of its last quarter and of all years together, for the station, a unit and a ward; the same as .docx
 * and .xlsx; and what other requests take meanwhile, asked every 20 ms whether or not the one before has answered. Ends with 1 when
 * the slowest of the figures takes a second, a .docx three, or one in a hundred of the others 100 ms.
 */
export async function run(asked: string[]): Promise<void> {
  const spans = (asked.length === 0 ? ['1', '10'] : asked).map((text) => Number.parseInt(text, 10))
  const isGood: boolean[] = []
  for (const years of spans) isGood.push(await measure(years))
  if (isGood.includes(false)) process.exitCode = 1
}

const say = (text: string) => process.stdout.write(`${text}\n`)

async function measure(years: number): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'len-song-report-'))
  const ends: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })]
  try {
    const from = performance.now()
    const laid = await layYears(folder, { years })
    const { counts } = laid
    say(
      `${years} năm (years): ${laid.editions.length} kỳ, ${counts.airings} lượt phát, ${counts.journal_entries} dòng nhật ký, ` +
        `${laid.wardStationIds.length} trạm, ${counts.downloads} lượt nhận; ghi trong ${seconds(performance.now() - from)}`,
    )
    const web = await startWebProcess(folder)
    ends.unshift(web.stop)
    const cookie = await signIn(web.origin)
    await indexed(folder)
    return await ask(web.origin, cookie, laid)
  } finally {
    for (const stop of ends) await stop()
  }
}

/** Asks for every report again and again, with and without the others beside. */
async function ask(origin: string, cookie: string, laid: YearsLaid): Promise<boolean> {
  const get = (path: string) => answered(`${origin}${path}`, cookie)
  const quiet = keepAsking(get)
  await delay(3000)
  const idle = await quiet.stop()
  say(`người khác, lúc rảnh (others, idle) | n ${idle.length} | ${spread(idle)}`)

  // What was counted may be kept until somebody writes, and somebody always does.
  const write = (turn: number) =>
    sent(`${origin}/api/feedback`, cookie, {
      kind: 'opinion',
      via: 'telephone',
      receivedOn: laid.to,
      text: `Ý kiến ghi giữa hai lần đếm, lần ${turn}`,
    })
  say(
    'báo cáo (report), đếm lại (counted anew) | p50 ms | lâu nhất ms (slowest) | không đổi gì (unchanged) ms | người khác (others)',
  )
  let isGood = true
  for (const { name, path, barMs } of questionsOf(laid)) {
    const others = keepAsking(get)
    const tookMs: number[] = []
    for (let turn = 0; turn < ASKED; turn++) {
      await write(turn)
      tookMs.push(await get(path))
    }
    const waitedMs = await others.stop()
    const keptMs = await get(path)
    const slowest = Math.max(...tookMs)
    const isWithin = slowest < barMs && quantile(waitedMs, 0.99) < OTHERS_BAR_MS
    if (!isWithin) isGood = false
    say(
      `${isWithin ? '' : '✗ '}${name} | ${quantile(tookMs, 0.5).toFixed(0)} | ${slowest.toFixed(0)} | ${keptMs.toFixed(0)} | ` +
        `n ${waitedMs.length} | ${spread(waitedMs)}`,
    )
  }
  return isGood
}

function questionsOf({ from, to, station, wardStationIds }: YearsLaid) {
  const year = to.slice(0, 4)
  const spans = [
    { name: `năm ${year}`, span: year },
    { name: `quý IV/${year}`, span: `${year}-Q4` },
    { name: `từ ${from} đến ${to}`, span: `${from}..${to}` },
  ]
  const scopes = [
    { name: 'đài', scope: 'station' },
    { name: 'một đơn vị', scope: `unit.${station.unitIds[0]}` },
    { name: 'một trạm', scope: `ward.${wardStationIds[0]}` },
  ]
  const figures = spans.flatMap(({ name, span }) =>
    scopes.map((one) => ({
      name: `${name}, ${one.name}`,
      path: `/api/figures?${new URLSearchParams({ span, scope: one.scope })}`,
      barMs: ON_SCREEN_BAR_MS,
    })),
  )
  const papers = [spans[0], spans[2]].flatMap((one) =>
    one === undefined
      ? []
      : (['docx', 'xlsx'] as const).map((form) => ({
          name: `${one.name}, .${form}`,
          path: `/api/reports/${form}?${new URLSearchParams({ span: one.span, scope: 'station' })}`,
          barMs: form === 'docx' ? PAPER_BAR_MS : Number.POSITIVE_INFINITY,
        })),
  )
  return [...figures, ...papers]
}

/** Asks what every page asks, at its instants, whether or not the one before has answered; how long each took. */
function keepAsking(get: (path: string) => Promise<number>): { stop: () => Promise<number[]> } {
  const tookMs: number[] = []
  const open = new Set<Promise<void>>()
  const asking = setInterval(() => {
    const one: Promise<void> = get('/api/me').then((ms) => {
      tookMs.push(ms)
      open.delete(one)
    })
    // Looked at when it is stopped; until then it is no unhandled rejection.
    one.catch(() => undefined)
    open.add(one)
  }, OTHERS_EVERY_MS)
  return {
    async stop() {
      clearInterval(asking)
      await Promise.all(open)
      return tookMs
    },
  }
}

async function answered(url: string, cookie: string): Promise<number> {
  const from = performance.now()
  const answer = await fetch(url, { headers: { cookie } })
  const body = await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${Buffer.from(body).toString('utf8').slice(0, 300)}`)
  return performance.now() - from
}

async function sent(url: string, cookie: string, body: object): Promise<Response> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
  return answer
}

async function signIn(origin: string): Promise<string> {
  const answer = await sent(`${origin}/api/sign-in`, '', SIGN_IN)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/** Waits until the search has read what was laid down: it does that once, and in a real station did it long ago. */
async function indexed(dataDir: string): Promise<void> {
  const sqlite = new Database(join(dataDir, 'station.db'), { readonly: true })
  const left = sqlite.prepare('select count(*) from search_changes').pluck()
  await until('the index of all texts', () => (left.get() === 0 ? true : undefined), 300_000)
  sqlite.close()
}

function spread(tookMs: readonly number[]): string {
  return `p50 ${quantile(tookMs, 0.5).toFixed(1)}, p99 ${quantile(tookMs, 0.99).toFixed(1)}, max ${Math.max(...tookMs).toFixed(1)} ms`
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(0)} s`
}

function quantile(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0
}
