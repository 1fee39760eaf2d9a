import type { Clock } from './clock.ts'
import type { OnAirPlayerEvent } from './on-air-shapes.ts'
import type { ChosenDevice, PlayoutPlan } from './playout-plan.ts'
import type { NamedDevice, Problem, Tell } from './tell.ts'

/** A device that is lost may come back by itself; for so long it is waited for. */
export const LOST_FOR_MS = 1500
const LONGEST_PATIENCE_MS = 30_000

/** Which of the station's two devices sounds: the main one, unless it fails while it is needed. */
export interface Devices {
  setPlan(plan: PlayoutPlan): void
  /** For what is armed next: the one in use while anything holds it, otherwise the main one. */
  choose(busy: boolean): ChosenDevice
  inUse(): NamedDevice | undefined
  isReserve(): boolean
  /** Why the one in use does not sound. */
  problem(): Problem | undefined
  onPlayerEvent(event: OnAirPlayerEvent): void
  /** Changes the device when the one in use has failed for too long; returns when it wants to look again (UTC ms). */
  look(needed: boolean): number | undefined
  /** What left it is silent: the other one, where there is one, otherwise the same again. */
  leaveSilent(): void
  reopen(): void
}

export interface DevicesParts {
  clock: Clock
  useDevice: (deviceId: string) => void
  isNullDevice: (deviceId: string) => boolean
  tell: Tell
}

export function keepDevices({ clock, useDevice, isNullDevice, tell }: DevicesParts): Devices {
  let plan: PlayoutPlan | undefined
  let used: ChosenDevice | undefined
  let trouble: { problem: Problem; lost: boolean; sinceMs: number } | undefined
  /** After each change that did not help the next one waits longer: two dead devices are no reason for a storm. */
  let patienceMs = 0

  const named = ({ id, name }: ChosenDevice): NamedDevice => ({ id, name, isNull: isNullDevice(id) })
  const other = (): ChosenDevice | undefined => {
    if (plan?.reserveDevice === undefined || plan.reserveDevice.id === plan.device.id) return undefined
    return used?.id === plan.reserveDevice.id ? plan.device : plan.reserveDevice
  }
  const change = (to: ChosenDevice, because: 'lost' | 'refused' | 'silent') => {
    if (used !== undefined) tell('device-switched', undefined, { from: named(used), to: named(to), because })
    used = to
    trouble = undefined
    useDevice(to.id)
  }

  return {
    setPlan(next) {
      plan = next
    },
    choose(busy) {
      if (plan === undefined) throw new Error('no plan, no device')
      if (busy && used !== undefined) return used
      if (used?.id !== plan.device.id) {
        if (used !== undefined && used.id === plan.reserveDevice?.id) {
          tell('device-switched', undefined, { from: named(used), to: named(plan.device), because: 'main-again' })
        }
        trouble = undefined
        patienceMs = 0
      }
      used = plan.device
      return used
    },
    inUse: () => (used === undefined ? plan && named(plan.device) : named(used)),
    isReserve: () => used !== undefined && used.id !== plan?.device.id && used.id === plan?.reserveDevice?.id,
    problem: () => trouble?.problem,
    onPlayerEvent(event) {
      if (event.type === 'device-opened' || event.type === 'device-back') trouble = undefined
      if (event.type !== 'device-refused' && event.type !== 'device-lost') return
      if (used !== undefined && event.deviceId !== used.id) return
      const lost = event.type === 'device-lost'
      const problem = { code: event.code, details: event.details }
      trouble = { problem, lost: lost || trouble?.lost === true, sinceMs: trouble?.sinceMs ?? clock.monotonicMs() }
    },
    look(needed) {
      const to = other()
      if (trouble === undefined || !needed || to === undefined) return undefined
      const waitMs = Math.max(patienceMs, trouble.lost ? LOST_FOR_MS : 0)
      const leftMs = trouble.sinceMs + waitMs - clock.monotonicMs()
      if (leftMs > 0) return clock.now() + leftMs
      patienceMs = Math.min(LONGEST_PATIENCE_MS, Math.max(LOST_FOR_MS, patienceMs * 2))
      change(to, trouble.lost ? 'lost' : 'refused')
      return undefined
    },
    leaveSilent() {
      const to = other()
      if (to !== undefined) change(to, 'silent')
      else if (used !== undefined) useDevice(used.id)
    },
    reopen() {
      if (used !== undefined) useDevice(used.id)
    },
  }
}
