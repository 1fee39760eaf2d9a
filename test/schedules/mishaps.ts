import type { EmergencySound, PlayoutAiring, PlayoutPlan } from '../../schedules/index.ts'
import type { Case } from './judge.ts'
import type { World } from './on-air-world.ts'

/** What may come between. Times in ms; `which` chooses among what is there. */
export type Mishap =
  | { kind: 'kill'; downMs: number }
  | { kind: 'tear'; lines: number; downMs: number }
  | { kind: 'step'; ms: number }
  | { kind: 'suspend'; ms: number }
  | { kind: 'edit' }
  | { kind: 'move'; which: number; ms: number }
  | { kind: 'withdraw'; which: number }
  | { kind: 'skip'; which: number }
  | { kind: 'stop' }
  | { kind: 'emergency'; live: boolean; ms: number }
  | { kind: 'pause'; ms: number }
  | { kind: 'lift' }
  | { kind: 'device'; id: string; state: 'gone' | 'silent'; ms: number }
  | { kind: 'file'; which: number; missing: boolean }

/** Lets mishaps befall a world and keeps what the judge has to know of them. */
export class Fate {
  readonly emergencies: Case[] = []
  readonly withdrawn = new Set<string>()
  /** Moved or skipped by a person. */
  readonly touched = new Set<string>()
  kills = 0
  losses = 0
  #missing = new Set<string>()
  #world: World
  #wishes = 0

  constructor(world: World) {
    this.#world = world
    world.check = ({ masterPath }) =>
      this.#missing.has(masterPath) ? { ok: false, code: 'media-missing', details: {} } : { ok: true, path: masterPath }
  }

  /** Mends everything that was broken for good: files are back, devices are well, pauses are lifted. */
  mend(): void {
    this.#missing.clear()
    this.#world.devices.clear()
    if (this.#world.loop === undefined) this.#world.start()
  }

  async befall(what: Mishap, passing: (ms: number) => Promise<void>): Promise<void> {
    const it = this.#world
    const { clock, plan } = it
    const now = clock.now()
    if (what.kind === 'kill') {
      it.kill()
      this.kills++
      await passing(what.downMs)
      it.start()
    } else if (what.kind === 'tear') {
      it.tearAfter(what.lines)
      await passing(what.downMs)
      if (it.loop !== undefined) it.kill()
      this.kills++
      it.start()
    } else if (what.kind === 'step') {
      clock.step(what.ms)
      it.emit({ type: 'clock-step', stepMs: what.ms })
    } else if (what.kind === 'suspend') {
      clock.sleep(what.ms, 100)
    } else if (what.kind === 'edit') {
      it.setPlan({ ...plan })
    } else if (what.kind === 'move' || what.kind === 'withdraw') {
      this.#edit(plan, what, now)
    } else if (what.kind === 'pause' || what.kind === 'lift') {
      const pause = {
        pauseId: `p${this.#wishes++}`,
        from: now,
        until: now + (what.kind === 'pause' ? what.ms : 0),
        reason: '',
      }
      it.setPlan({ ...plan, pauses: what.kind === 'pause' ? [pause] : [] })
    } else if (what.kind === 'device') {
      it.devices.set(what.id, what.state)
      this.losses++
      await passing(what.ms)
      it.devices.delete(what.id)
    } else if (what.kind === 'file') {
      const path = plan.airings[what.which % Math.max(1, plan.airings.length)]?.masterPath
      if (path !== undefined && what.missing) this.#missing.add(path)
      else if (path !== undefined) this.#missing.delete(path)
    } else this.#wish(what, now)
  }

  #edit(plan: PlayoutPlan, what: Extract<Mishap, { kind: 'move' | 'withdraw' }>, now: number): void {
    const airing = plan.airings[what.which % Math.max(1, plan.airings.length)]
    // The station edits only what is still to come.
    if (airing === undefined || airing.startsAt - now < 2000 || this.#isOver(airing.airingId)) return
    this.touched.add(airing.airingId)
    const rest = plan.airings.filter((one) => one !== airing)
    if (what.kind === 'withdraw') {
      this.withdrawn.add(airing.airingId)
      this.#world.setPlan({ ...plan, airings: rest })
      return
    }
    const startsAt = Math.max(now + 1000, airing.startsAt + what.ms)
    const moved: PlayoutAiring = { ...airing, startsAt, latestEndAt: airing.latestEndAt + startsAt - airing.startsAt }
    this.#world.setPlan({ ...plan, airings: [...rest, moved] })
  }

  #wish(what: Extract<Mishap, { kind: 'skip' | 'stop' | 'emergency' }>, at: number): void {
    const it = this.#world
    const signed = { id: `w${this.#wishes++}`, by: 'Chị Lan', at }
    if (what.kind === 'stop') it.wish({ ...signed, kind: 'stop' })
    if (what.kind === 'skip') {
      const airing = it.plan.airings[what.which % Math.max(1, it.plan.airings.length)]
      if (airing === undefined) return
      this.touched.add(airing.airingId)
      it.wish({ ...signed, kind: 'skip', airingId: airing.airingId })
    }
    if (what.kind === 'emergency') {
      const airingId = `e${signed.id}`
      const sound = what.live
        ? ({ kind: 'live', input: { id: 'mic', name: 'Micro' }, longestMs: what.ms } satisfies EmergencySound)
        : emergencyFile(what.ms)
      const result = it.wish({ ...signed, kind: 'emergency', airingId, title: 'Khẩn', sound })
      if (result?.result !== 'done') return
      const heardAs = sound.kind === 'live' ? sound.input.id : sound.masterPath
      this.emergencies.push({
        id: airingId,
        durationMs: sound.kind === 'live' ? Number.POSITIVE_INFINITY : sound.durationMs,
        sound: heardAs,
      })
    }
  }

  #isOver(airingId: string): boolean {
    return this.#world.journal.some((event) => event.event === 'outcome' && event.airingId === airingId)
  }
}

function emergencyFile(durationMs: number): EmergencySound {
  const frames = durationMs * 48
  return { kind: 'file', masterPath: `media/alarm-${durationMs}.wav`, masterSha256: 'e'.repeat(64), durationMs, frames }
}
