import { setPriority } from 'node:os'
import koffi from 'koffi'

/** More urgent than everything ordinary, less than the system's own. */
const NICE = -15
/** Round robin among the urgent, <bits/sched.h>. */
const SCHED_RR = 2
/** Under the sound server's own threads (PulseAudio: 5), which have to run for us to be heard. */
const REALTIME_PRIORITY = 4

/** How urgent a thread was made. */
export type Urgency = 'realtime' | 'raised' | 'ordinary'

/**
 * Makes the calling thread, and those that it starts from now on (the sound server's client), come before everything
 * ordinary: in real time where the system allows it, by its priority otherwise. Beside many busy programs a thread of high
 * priority alone was seen to wait for 400 ms, longer than any device's buffer lasts. Never throws: without the right to it
 * the thread runs as it is.
 */
export function makeThreadUrgent(): Urgency {
  if (process.platform === 'linux' && becomesRealtime()) return 'realtime'
  try {
    // On Linux this is the thread's own priority, elsewhere the process's.
    setPriority(0, NICE)
    return 'raised'
  } catch {
    return 'ordinary'
  }
}

function becomesRealtime(): boolean {
  try {
    const schedule = koffi.load('libc.so.6').func('sched_setscheduler', 'int', ['int', 'int', 'int *'])
    return schedule(0, SCHED_RR, [REALTIME_PRIORITY]) === 0
  } catch {
    // A system with another C library.
    return false
  }
}
