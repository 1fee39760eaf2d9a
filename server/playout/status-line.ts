import type { OnAirPicture, OnAirPlayer } from '../../schedules/index.ts'
import type { OnAirStatus } from '../handover/index.ts'

/** The status file's content, from what the loop is doing and what the player has on the device. */
export function statusOf(
  picture: OnAirPicture,
  { cueId, positionMs, levelDbfs, delayMs, driftPpm }: ReturnType<OnAirPlayer['status']>,
  { at, planWrittenAt }: { at: number; planWrittenAt: number | undefined },
): OnAirStatus {
  const { state, device, airing, next, isReserveDevice, output, emergency, displaced, paused, relay } = picture
  const current = emergency ?? airing
  const sounding = current !== undefined && cueId === current.airingId
  return {
    pid: process.pid,
    at,
    state,
    ...(device && { device }),
    ...(current && { airingId: current.airingId, title: current.title }),
    ...(airing && emergency === undefined && { durationMs: airing.durationMs }),
    ...(sounding && positionMs !== undefined && { positionMs }),
    ...(sounding && levelDbfs && { levelDbfs }),
    ...(next && { next: { airingId: next.airingId, startsAt: next.startsAt, title: next.title } }),
    ...(isReserveDevice && { isReserveDevice }),
    ...(driftPpm !== undefined && { driftPpm }),
    ...(delayMs !== undefined && { delayMs }),
    ...(output && { output: outputOf(output) }),
    ...(emergency && { emergency: { title: emergency.title, by: emergency.by, isLive: emergency.isLive } }),
    ...(displaced && { displaced }),
    ...(paused && { paused }),
    ...(relay && { relay }),
    ...(planWrittenAt !== undefined && { planWrittenAt }),
    problems: picture.problems,
  }
}

function outputOf({ source, name, heardDbfs, similarity, alarm }: NonNullable<OnAirPicture['output']>) {
  return {
    source,
    ...(name !== undefined && { name }),
    ...(heardDbfs !== undefined && { heardDbfs }),
    ...(similarity !== undefined && { similarity }),
    ...(alarm !== undefined && { alarm }),
  }
}
