import { uptime } from 'node:os'

/**
 * Milliseconds since the computer was started, to a hundredth of a second; goes on while it sleeps and is not moved when
 * somebody sets the clock (Linux: /proc/uptime, Windows: GetTickCount64, macOS: the time of boot, which moves with the clock).
 */
export function sinceBootMs(): number {
  return uptime() * 1000
}
