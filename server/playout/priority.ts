import { readdir, writeFile } from 'node:fs/promises'
import { setPriority } from 'node:os'

const NICE = -10

/**
 * Makes every thread of this process more urgent than ordinary programs, where the system lets it: also the engine's
 * helpers, for which the device's thread may have to wait. On Linux a session has a share of the processor of its own
 * (sched_autogroup, see sched(7)); its weight is raised too.
 * @throws what the system says when it is not allowed; nothing is worse than before then.
 */
export async function raisePriority(): Promise<void> {
  setPriority(0, NICE)
  if (process.platform !== 'linux') return
  for (const thread of await readdir('/proc/self/task')) setPriority(Number(thread), NICE)
  await writeFile('/proc/self/autogroup', String(NICE)).catch(() => {
    // Kernels without autogroups have no such file.
  })
}
