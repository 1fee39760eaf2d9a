import { createHash } from 'node:crypto'
import type { PlayoutFile, PlayoutPlan } from '../../schedules/index.ts'
import type { WardPlan, WardPlanSound } from '../contract/index.ts'
import type { Deps } from '../deps.ts'
import { HandoverError, onAirFolder, readPlan } from '../handover/index.ts'
import { type KnownSound, soundsOfMasters } from './store.ts'

/**
 * The plan for a ward's player: the one that the station's own on-air process goes by, so that both sound the same by the
 * same question. What is withdrawn or paused there is so here with the player's next look. A station without a plan has
 * none for its wards.
 */
export async function wardPlan({ db, config, log }: Deps, wardName: string): Promise<WardPlan | undefined> {
  const plan = await readPlan(onAirFolder(config.dataDir).plan).catch((err: unknown) => {
    if (!(err instanceof HandoverError)) throw err
    log.warn({ err }, 'Lịch phát đang có bị hỏng nên chưa đưa được cho trạm')
    return undefined
  })
  if (!plan) return undefined
  const masters = plan.airings.flatMap(({ masterSha256, reserve }) => [
    masterSha256,
    ...(reserve ? [reserve.masterSha256] : []),
  ])
  return wardPlanOf(plan, wardName, await soundsOfMasters(db, [...new Set(masters)]))
}

/** The same as a pure question; an airing whose sound is not in the media is left out, a reserve likewise. */
export function wardPlanOf(plan: PlayoutPlan, wardName: string, known: ReadonlyMap<string, KnownSound>): WardPlan {
  const sounds = new Map<string, WardPlanSound>()
  const add = ({ masterSha256, durationMs, frames }: PlayoutFile): boolean => {
    const files = known.get(masterSha256)
    if (!files) return false
    sounds.set(masterSha256, {
      master: { sha256: masterSha256, bytes: files.masterBytes },
      durationMs,
      frames,
      ...(files.mp3 && { mp3: files.mp3 }),
      ...(files.mono && { mono: files.mono }),
    })
    return true
  }
  const airings = plan.airings.flatMap((airing) => {
    if (!add(airing)) return []
    const { airingId, editionId, title, startsAt, priority, late, displaced, latestEndAt, reserve, standsIn } = airing
    return [
      {
        airingId,
        editionId,
        title,
        startsAt,
        sha256: airing.masterSha256,
        priority,
        late,
        displaced,
        latestEndAt,
        ...(reserve &&
          add(reserve) && {
            reserve: { kind: reserve.kind, title: reserve.title, sha256: reserve.masterSha256 },
          }),
        ...(standsIn && { standsIn }),
      },
    ]
  })
  const { station, silence, pauses } = plan
  return {
    version: 1,
    stationName: station.name,
    zone: station.zone,
    wardName,
    silence,
    pauses,
    airings,
    sounds: [...sounds.values()],
  }
}

/** Every file of a plan: the sounds in all their forms. */
export function filesOf({ sounds }: WardPlan): { sha256: string; bytes: number; mediaType: string }[] {
  return sounds.flatMap(({ master, mp3, mono }) => [
    { ...master, mediaType: 'audio/wav' },
    ...[mp3, mono].flatMap((file) => (file ? [{ ...file, mediaType: 'audio/mpeg' }] : [])),
  ])
}

/** A strong entity tag (RFC 9110, 8.8.3): the same plan has the same. */
export function tagOf(plan: WardPlan): string {
  return `"${createHash('sha256').update(JSON.stringify(plan)).digest('base64url')}"`
}
