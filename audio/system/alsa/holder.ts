import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The program that has a sound card open. */
export interface Holder {
  pid: number
  /** What the kernel calls it, at most 15 letters (proc(5), /proc/PID/comm). */
  program: string
}

/** `plughw:CARD=PCH,DEV=0`, `hw:1,0`: the two ways of writing a card's name or number and its device. */
const HARDWARE = /^(?:plug)?hw:(?:CARD=)?([^,]+)(?:,(?:DEV=)?(\d+))?/

/**
 * Who holds a card's device now, from the kernel's `/proc/asound/CARD/pcm…/sub…/status` (owner_pid; Linux sound/core/pcm.c).
 * Undefined for a device that is no hardware, when nobody holds it, and when it cannot be told.
 */
export function holderOf(alsaName: string, direction: 'playback' | 'capture', proc = '/proc'): Holder | undefined {
  const [, card, device = '0'] = HARDWARE.exec(alsaName) ?? []
  if (card === undefined) return undefined
  const cardFolder = /^\d+$/.test(card) ? `card${card}` : card
  const folder = join(proc, 'asound', cardFolder, `pcm${device}${direction === 'playback' ? 'p' : 'c'}`)
  for (const sub of entries(folder).filter((name) => name.startsWith('sub'))) {
    const owner = Number(/^owner_pid\s*:\s*(\d+)$/m.exec(text(join(folder, sub, 'status')))?.[1])
    if (!Number.isInteger(owner)) continue
    // The kernel names the thread that opened it; its process is what a user knows.
    const pid = Number(/^Tgid:\s*(\d+)$/m.exec(text(join(proc, String(owner), 'status')))?.[1] ?? owner)
    return { pid, program: text(join(proc, String(pid), 'comm')).trim() || String(pid) }
  }
  return undefined
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // No such card, or a system without /proc/asound.
    return []
  }
}

function text(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
