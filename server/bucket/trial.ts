import { createHash, randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BucketTried } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { BucketClient } from './client.ts'
import { bucketReason } from './reasons.ts'
import type { KeptBucket } from './store.ts'

const FETCH_WITHIN_MS = 10_000

/**
 * Tries a bucket with a small file, as an edition would go: in, there, out again by a link and in parts, away. Stops at the
 * first step that fails; what was put there is taken away where that can be done. Never rejects.
 */
export async function tryBucket({ media }: Pick<Deps, 'media'>, settings: KeptBucket): Promise<BucketTried> {
  const steps: BucketTried['steps'] = []
  const step = async (words: string, act: () => Promise<unknown>): Promise<boolean> => {
    const why = await act().then(
      () => undefined,
      (cause: unknown) => (cause instanceof Unexpected ? cause.message : bucketReason(cause)),
    )
    steps.push({ words, isGood: why === undefined, ...(why !== undefined && { why }) })
    return why === undefined
  }
  const folder = await media.files.workFolder()
  const client = await BucketClient.open(settings)
  try {
    const content = `Lên Sóng thử kho tệp ${randomUUID()}\n`
    const path = join(folder, 'thu.txt')
    await writeFile(path, content)
    const bytes = Buffer.byteLength(content)
    const sha256 = createHash('sha256').update(content).digest('hex')
    const key = `${settings.prefix}thu-${randomUUID()}.txt`
    const isIn = await step('Ghi một tệp nhỏ vào kho', () =>
      client.put({ key, path, bytes, sha256, mediaType: 'text/plain' }),
    )
    if (!isIn) return { isGood: false, steps }
    await step('Lấy lại bằng đường dẫn có hạn, không cần khoá, từng phần', () => fetchBack(client, key, content))
    await step('Xoá tệp thử', () => client.remove(key))
    return { isGood: steps.every(({ isGood }) => isGood), steps }
  } finally {
    client.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** What no error of a server stands for, in a sentence of our own. */
class Unexpected extends Error {}

async function fetchBack(client: BucketClient, key: string, content: string): Promise<void> {
  const link = await client.linkTo(key, { saveAs: 'thu.txt', mediaType: 'text/plain' })
  const answer = await fetch(link, { signal: AbortSignal.timeout(FETCH_WITHIN_MS), headers: { range: 'bytes=4-' } })
  const got = Buffer.from(await answer.arrayBuffer())
  if (!answer.ok) throw new Unexpected(`Kho trả lời HTTP ${answer.status} cho đường dẫn có hạn.`)
  if (answer.status !== 206) throw new Unexpected('Kho không cho tải từng phần: rớt mạng thì trạm phải tải lại từ đầu.')
  if (!got.equals(Buffer.from(content).subarray(4))) throw new Unexpected('Tệp lấy lại không đúng như tệp đã ghi.')
}
