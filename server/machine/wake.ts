import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Machine, thisMachine } from './machine.ts'

/** A computer that is woken for an airing needs this long until it plays: start-up, network, sound. */
export const WAKE_AHEAD_MS = 5 * 60_000

const RTC = ['sys', 'class', 'rtc', 'rtc0']

/**
 * Sets the hardware clock's alarm, so that a sleeping or switched-off computer starts at the instant (Linux:
 * /sys/class/rtc/rtc0/wakealarm, which only root may write; a later call replaces it). `refused`: we may not, the
 * hardware does not take it, or the instant has passed; `unknown`: there is no such clock, or another system. Never rejects.
 *
 * The alarm is told in the hardware clock's own time, which a computer shared with Windows keeps in local time.
 */
export async function wakeComputerAt(
  instantMs: number,
  { platform, root, now }: Pick<Machine, 'platform' | 'root' | 'now'> = thisMachine(),
): Promise<'set' | 'refused' | 'unknown'> {
  if (platform !== 'linux') return 'unknown'
  const file = (name: string) => join(root, ...RTC, name)
  const own = Number(await readFile(file('since_epoch'), 'utf8').catch(() => Number.NaN))
  if (!Number.isFinite(own)) return 'unknown'
  const aheadS = Math.round((instantMs - now()) / 1000)
  if (aheadS <= 0) return 'refused'
  try {
    // An alarm that stands already is not overwritten, but may be taken back.
    await writeFile(file('wakealarm'), '0\n')
    await writeFile(file('wakealarm'), `${own + aheadS}\n`)
    return 'set'
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'unknown' : 'refused'
  }
}
