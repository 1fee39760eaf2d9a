import { describe, expect, it } from 'vitest'
import { runInThread, ThreadEnded } from '../../../server/threads/index.ts'

const SCRIPT = new URL('./behaving.ts', import.meta.url)
const LIMITS = { memoryMb: 32, timeMs: 20_000 }

const run = (how: string, more: object = {}, limits = LIMITS) => runInThread<string>(SCRIPT, { how, ...more }, limits)

describe('a thread', () => {
  it('gives its answer or its refusal', async () => {
    expect(await run('answers', { value: 'xong' })).toEqual({ kind: 'done', result: 'xong' })
    expect(await run('refuses')).toMatchObject({ kind: 'refused', code: 'document-unreadable' })
  })

  it.each([
    ['hoards', 'memory', LIMITS],
    ['hangs', 'time', { ...LIMITS, timeMs: 300 }],
    ['throws', 'crash', LIMITS],
    ['leaves', 'crash', LIMITS],
  ] as const)('that %s is ended, and the station goes on', async (how, why, limits) => {
    const ended = await run(how, {}, limits).catch((error: unknown) => error)
    expect(ended).toBeInstanceOf(ThreadEnded)
    expect(ended).toMatchObject({ why })
  })

  it('waits while two others run', async () => {
    let begun = 0
    const rests = Array.from({ length: 6 }, () => run('rests', { ms: 50 }).then(() => (begun += 1)))
    await rests[0]
    expect(begun).toBeLessThan(4)
    await Promise.all(rests)
    expect(begun).toBe(6)
  })
})
