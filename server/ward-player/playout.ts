import type { ChosenDevice, PlayoutFile, PlayoutPlan, ReserveSound } from '../../schedules/index.ts'
import type { WardPlan, WardPlanFile, WardPlanSound } from '../contract/index.ts'
import type { DecodedFiles, WardForm } from './ward-folder.ts'

export interface PlayoutParts {
  device: ChosenDevice
  form: WardForm
  decoded: DecodedFiles
  /** By how much the station's instants are moved on this computer, ms; undefined: its clock is unknown. */
  correctionMs: number | undefined
  /** By this computer's clock, UTC ms. */
  writtenAt: number
  relativePathOf: (sha256: string) => string
}

/** Which file of a sound is fetched: the light one only where the station has it. */
export function wantedFile({ master, mp3, mono }: WardPlanSound, form: WardForm): WardPlanFile {
  return (form === 'mono' ? (mono ?? mp3) : form === 'mp3' ? mp3 : undefined) ?? master
}

/**
 * The plan for this computer's on-air process (pure): the station's, on this ward's device, in this computer's own time. A
 * sound that was not fetched yet stands in it all the same, so that its lack is known a day ahead and journalled. A light
 * file that was not made ready yet is named by what it will be made of: missing, too. While the clock is unknown nothing is in it.
 */
export function playoutOf(plan: WardPlan, parts: PlayoutParts): PlayoutPlan {
  const { device, correctionMs, writtenAt } = parts
  const sounds = new Map(plan.sounds.map((sound) => [sound.master.sha256, playoutFile(sound, parts)]))
  const moved = (instant: number) => instant + (correctionMs ?? 0)
  return {
    version: 2,
    writtenAt,
    station: { name: `${plan.wardName} (${plan.stationName})`, zone: plan.zone },
    device,
    silence: plan.silence,
    // The transmitter's switch is the station's own; a ward's computer runs nobody's commands.
    relay: {},
    pauses: plan.pauses.map((pause) => ({ ...pause, from: moved(pause.from), until: moved(pause.until) })),
    airings:
      correctionMs === undefined
        ? []
        : plan.airings.flatMap(({ sha256, reserve, standsIn, ...airing }) => {
            const file = sounds.get(sha256)
            if (!file) return []
            const stand = reserve && reserveOf(reserve, sounds)
            return [
              {
                ...airing,
                ...file,
                startsAt: moved(airing.startsAt),
                latestEndAt: moved(airing.latestEndAt),
                ...(stand && { reserve: stand }),
                ...(standsIn && { standsIn }),
              },
            ]
          }),
  }
}

function playoutFile(sound: WardPlanSound, { form, decoded, relativePathOf }: PlayoutParts): PlayoutFile {
  const wanted = wantedFile(sound, form)
  const ready = wanted === sound.master ? undefined : decoded[wanted.sha256]
  if (ready) {
    const { sha256, frames, durationMs } = ready
    return { masterPath: relativePathOf(sha256), masterSha256: sha256, frames, durationMs }
  }
  const { frames, durationMs, master } = sound
  return { masterPath: relativePathOf(master.sha256), masterSha256: master.sha256, frames, durationMs }
}

function reserveOf(
  { kind, title, sha256 }: { kind: ReserveSound['kind']; title: string; sha256: string },
  sounds: ReadonlyMap<string, PlayoutFile>,
): ReserveSound | undefined {
  const file = sounds.get(sha256)
  return file && { ...file, kind, title }
}

/** Whether two plans are the same but for when they were written. */
export function isSamePlan(a: PlayoutPlan, b: PlayoutPlan): boolean {
  return JSON.stringify({ ...a, writtenAt: 0 }) === JSON.stringify({ ...b, writtenAt: 0 })
}

/** The sounds that are to be fetched, the one that sounds first before all others; each once. */
export function soundsInOrder({ airings, sounds }: WardPlan): WardPlanSound[] {
  const bySha = new Map(sounds.map((sound) => [sound.master.sha256, sound]))
  const inTime = airings.toSorted((a, b) => a.startsAt - b.startsAt)
  // Reserves after everything that is planned: they are hardly ever needed.
  const wanted = [
    ...inTime.map(({ sha256 }) => sha256),
    ...inTime.flatMap(({ reserve }) => (reserve ? [reserve.sha256] : [])),
  ]
  return [...new Set(wanted)].flatMap((sha256) => bySha.get(sha256) ?? [])
}
