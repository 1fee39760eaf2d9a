import type { PlayoutAiring, PlayoutPlan } from '../schedules/index.ts'

/** An airing of a plan, with what a test does not care about filled in: joins late, resumes, may end an hour late. */
export function playoutAiring(
  wanted: Partial<PlayoutAiring> & Pick<PlayoutAiring, 'airingId' | 'startsAt'>,
): PlayoutAiring {
  const durationMs = wanted.durationMs ?? 60_000
  return {
    editionId: `edition-${wanted.airingId}`,
    title: wanted.airingId,
    durationMs,
    frames: Math.round(durationMs * 48),
    masterPath: `media/${wanted.airingId}.wav`,
    masterSha256: 'a'.repeat(64),
    priority: 'normal',
    late: 'join',
    displaced: 'resume',
    latestEndAt: wanted.startsAt + durationMs + 3_600_000,
    ...wanted,
  }
}

/** A plan of these airings on a device, with no reserve, no relay and no pauses unless wanted. */
export function playoutPlan(
  airings: PlayoutAiring[],
  deviceId: string,
  wanted: Partial<PlayoutPlan> & Pick<PlayoutPlan, 'writtenAt'>,
): PlayoutPlan {
  return {
    version: 2,
    station: { name: 'Đài thử', zone: 'Asia/Ho_Chi_Minh' },
    device: { id: deviceId, name: deviceId },
    silence: { belowDbfs: -40, forMs: 10_000 },
    relay: {},
    pauses: [],
    airings,
    ...wanted,
  }
}
