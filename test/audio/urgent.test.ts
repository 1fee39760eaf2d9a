import { readdir, readFile } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'

const SYSTEM = new URL('../../audio/system/urgent.ts', import.meta.url).href
const SCHED_RR = '2'

/** How many of this process's threads are scheduled in real time, proc(5). */
async function urgent(): Promise<number> {
  const stats = (await readdir('/proc/self/task')).map((id) => readFile(`/proc/self/task/${id}/stat`, 'utf8'))
  // The policy is field 41; the name, field 2, may hold blanks.
  const policies = (await Promise.all(stats)).map((stat) => stat.slice(stat.lastIndexOf(')') + 2).split(' ')[38])
  return policies.filter((policy) => policy === SCHED_RR).length
}

test('a thread says truly how urgent the system let it be, and the others stay as they were', async () => {
  // Whoever watches the machine meanwhile is urgent too.
  const before = await urgent()
  const worker = new Worker(
    `import(${JSON.stringify(SYSTEM)}).then(({ makeThreadUrgent }) => {
      const { parentPort } = require('node:worker_threads')
      parentPort.postMessage(makeThreadUrgent())
      parentPort.once('message', () => {})
    })`,
    { eval: true },
  )
  try {
    const said = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
    expect(['realtime', 'raised', 'ordinary']).toContain(said)
    expect(await urgent()).toBe(before + (said === 'realtime' ? 1 : 0))
  } finally {
    await worker.terminate()
  }
})
