import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { APIRequestContext, CDPSession } from 'playwright-core'
import type { Edition, Render, Revision, Take } from '../../server/contract/index.ts'
import { openReadingDesk, type ReadingDesk, takesOf } from '../journeys/reading-desk.ts'
import { delay } from '../on-air/sound-server.ts'
import { babbleWav } from '../sounds.ts'
import { descendantsOf, pssBytesOf } from './memory.ts'
import { compareWithNoise, feedEndlessNoise } from './studio-noise.ts'

const LOOK_EVERY_MS = 10_000
const LARGEST_GROWTH_MB = 40
const RENDERED_SECONDS = 120

/**
 * A read of so many minutes recorded in a real Chromium while the station renders one edition after another, and from the
 * middle on without a network for a while: the take against what was fed, sample by sample, the frames that the page says it
 * lost, and the memory of the page (its heap) and of the whole browser from the first to the last part of the read.
 * `npm run bench -- studio [minutes, default 60] [minutes without a network, default 10]`. Ends with 1 when a frame is lost
 * or altered or memory grows.
 */
export async function run([minutes = '60', offlineMinutes = '10']: string[]): Promise<void> {
  const say = (text: string) => process.stdout.write(`${text}\n`)
  const desk = await openReadingDesk(1)
  const feed = feedEndlessNoise(desk.sound, 'mic')
  try {
    const profile = await desk.openProfile()
    const { request } = profile.context
    const page = await desk.studio(profile.context)
    await page.getByRole('button', { name: /^Thu/ }).waitFor()
    await delay(4000)
    const debug = await profile.context.newCDPSession(page)
    await debug.send('Performance.enable')
    await page.keyboard.press('r')
    await page.getByText('Đang thu', { exact: true }).waitFor()

    const renders = keepRendering(request, desk)
    const looks: Look[] = []
    const lengthMs = Number.parseFloat(minutes) * 60_000
    const offlineMs = Math.min(Number.parseFloat(offlineMinutes) * 60_000, lengthMs / 2)
    const begunAt = performance.now()
    const endsAt = begunAt + lengthMs
    let isOffline = false
    while (performance.now() < endsAt) {
      const afterMiddleMs = performance.now() - begunAt - lengthMs / 2
      if (isOffline !== (afterMiddleMs >= 0 && afterMiddleMs < offlineMs)) {
        isOffline = !isOffline
        await profile.context.setOffline(isOffline)
      }
      await delay(Math.min(LOOK_EVERY_MS, Math.max(0, endsAt - performance.now())))
      looks.push({ heapMb: await heapMb(debug), processesMb: await processesMb(profile.folder) })
    }
    await profile.context.setOffline(false)
    const lostWords = await page.getByText(/hụt .* mẫu/).allInnerTexts()
    await page.keyboard.press('s')
    const stoppedAt = performance.now()
    await page.getByRole('button', { name: /^Giữ/ }).waitFor({ timeout: 600_000 })
    const finishS = (performance.now() - stoppedAt) / 1000
    const count = await renders.stop()

    const take = (await takesOf(request, desk)).find(({ source }) => source === 'browser')
    if (!take) throw new Error('no take')
    const compared = await compareWithNoise(soundOf(desk, take), take.channels ?? 1)
    const heap = growth(looks.map((look) => look.heapMb))
    const browser = growth(looks.map(({ processesMb: all }) => [...all.values()].reduce((sum, mb) => sum + mb, 0)))
    say(
      `bản thu (take): ${(compared.frames / 48_000 / 60).toFixed(2)} phút, ${take.channels} kênh, ${count} lần dựng cùng lúc (renders), mất mạng ${(offlineMs / 60_000).toFixed(1)} phút (offline)`,
    )
    say(`sai lệch (altered): ${compared.altered}; mất (lost): ${compared.lost} mẫu ở ${compared.places} chỗ`)
    say(
      `trang báo (the page says): ${lostWords.join(' ') || 'không hụt'}; ${take.warnings.join(' ') || 'không cảnh báo'}`,
    )
    say(`bộ nhớ trang (page heap): ${heap.words}; cả trình duyệt (whole browser): ${browser.words}`)
    for (const kind of looks[0]?.processesMb.keys() ?? [])
      say(`  ${kind}: ${growth(looks.map(({ processesMb: all }) => all.get(kind) ?? 0)).words}`)
    say(`ghép sau khi dừng (finish): ${finishS.toFixed(1)} giây`)
    const isWhole = compared.altered === 0 && compared.lost === 0 && lostWords.length === 0
    process.exitCode = isWhole && heap.mb < LARGEST_GROWTH_MB && browser.mb < LARGEST_GROWTH_MB ? 0 : 1
  } finally {
    await feed.stop()
    await desk.close()
  }
}

interface Look {
  heapMb: number
  /** By what Chromium calls its processes. */
  processesMb: Map<string, number>
}

/** The station's own renders, one after another, each of a read that it has not met yet. */
function keepRendering(request: APIRequestContext, desk: ReadingDesk): { stop: () => Promise<number> } {
  let isEnding = false
  let count = 0
  const origin = desk.house.origin
  const post = async <T>(url: string, sent: Parameters<APIRequestContext['post']>[1] = {}): Promise<T> => {
    const answer = await request.post(`${origin}${url}`, sent)
    if (!answer.ok()) throw new Error(`${url}: ${await answer.text()}`)
    return answer.json() as Promise<T>
  }
  const work = async () => {
    const { programmeId } = desk.edition
    const edition = await post<Edition>('/api/editions', { data: { programmeId, period: '2026-12' } })
    const items = [{ title: 'Tin', text: 'Kính thưa quý vị và các bạn.' }]
    const revision = await post<Revision>(`/api/editions/${edition.id}/revisions`, {
      data: { source: 'written', items },
    })
    await post(`/api/revisions/${revision.id}/approval`, { data: { approver: 'Chủ tịch UBND' } })
    const itemId = revision.items[0]?.itemId ?? ''
    while (!isEnding) {
      const file = { name: 'tin.wav', mimeType: 'audio/wav', buffer: babbleWav(RENDERED_SECONDS, { seed: count + 1 }) }
      const url = `/api/editions/${edition.id}/items/${itemId}/takes?revisionId=${revision.id}`
      const take = await post<Take>(url, { multipart: { file }, timeout: 300_000 })
      await post(`/api/takes/${take.id}/choice`, { data: { choice: 'kept' } })
      let render = await post<Render>(`/api/editions/${edition.id}/renders`)
      while (render.state === 'queued' || render.state === 'running') {
        await delay(500)
        render = await (await request.get(`${origin}/api/renders/${render.id}`)).json()
      }
      count += 1
    }
  }
  const working = work()
  // Looked at when it is stopped; until then it is no unhandled rejection.
  working.catch(() => undefined)
  return {
    async stop() {
      isEnding = true
      await working
      return count
    },
  }
}

/** What the page's own code holds, after its rubbish was taken out. */
async function heapMb(debug: CDPSession): Promise<number> {
  await debug.send('HeapProfiler.collectGarbage')
  const { metrics } = await debug.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 1024 ** 2
}

/** What the processes of the browser take, by their kind: `browser` is the one that started the others. */
async function processesMb(folder: string): Promise<Map<string, number>> {
  const all = new Map<string, number>()
  for (const pid of await descendantsOf(process.pid)) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (!command.includes(folder) && !command.includes('--type=')) continue
    const kind = /--utility-sub-type=([\w.]+)/.exec(command)?.[1] ?? /--type=([\w-]+)/.exec(command)?.[1] ?? 'browser'
    all.set(kind, (all.get(kind) ?? 0) + (await pssBytesOf(pid)) / 1024 ** 2)
  }
  return all
}

/** Between the middle of the first third of the looks and the middle of the last. */
function growth(values: number[]): { mb: number; words: string } {
  const third = Math.max(1, Math.floor(values.length / 3))
  const middle = (some: number[]) => some.toSorted((a, b) => a - b)[some.length >> 1] ?? 0
  const [first, last] = [middle(values.slice(0, third)), middle(values.slice(-third))]
  const highest = Math.max(...values)
  return { mb: last - first, words: `${first.toFixed(1)} → ${last.toFixed(1)} MB (cao nhất ${highest.toFixed(1)})` }
}

async function* soundOf(desk: ReadingDesk, { mediaSha256 }: Take): AsyncGenerator<Buffer> {
  for await (const piece of createReadStream(join(desk.house.dataDir, 'media', mediaSha256.slice(0, 2), mediaSha256)))
    yield piece
}
