import koffi from 'koffi'
import { type Found, found, type Machine, unknown } from './machine.ts'

/** Return value of adjtimex(2): the clock is not synchronised. */
const TIME_ERROR = 5
/** More than any `struct timex`; all zero asks and sets nothing (`modes` comes first). */
const TIMEX_BYTES = 512

/**
 * Whether something keeps the wall clock right. Linux: the kernel says so (adjtimex(2), return value TIME_ERROR after
 * 16 s of possible error or where nothing disciplines it). Windows: `w32tm /query /status`, whose leap indicator 3 means
 * not synchronised (RFC 5905, figure 9). Elsewhere there is no way without a question over the network.
 */
export async function clockSynchronised(
  machine: Pick<Machine, 'platform' | 'runTool'>,
  askKernel: () => number = adjtimex,
): Promise<Found<boolean>> {
  if (machine.platform === 'linux') {
    try {
      const state = askKernel()
      return state < 0 ? unknown('hệ điều hành không cho biết') : found(state !== TIME_ERROR)
    } catch {
      return unknown('hệ điều hành không cho biết')
    }
  }
  if (machine.platform === 'win32') return windowsTime(await machine.runTool('w32tm', ['/query', '/status']))
  return unknown('chưa xem được trên hệ điều hành này')
}

/** The words are in the language of Windows, the numbers are not: `Leap Indicator: 0(no warning)` stands first. */
function windowsTime(answer: Awaited<ReturnType<Machine['runTool']>>): Found<boolean> {
  if (answer === undefined || answer.exitCode === undefined) return unknown('Windows không trả lời')
  const leap = /:\s*([0-3])\s*\(/.exec(answer.stdout)?.[1]
  // Without its time service it answers with an error: then nothing keeps the clock.
  return found(answer.exitCode === 0 && leap !== undefined && leap !== '3')
}

function adjtimex(): number {
  const call = koffi.load(null).func('int adjtimex(void *)') as (timex: Buffer) => number
  return call(Buffer.alloc(TIMEX_BYTES))
}
