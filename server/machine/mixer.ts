import { mayBeMoved, NULL_DEVICE_ID, sinkOf } from '../../audio/index.ts'
import { type Found, found, type Machine, unknown } from './machine.ts'

/** How loud the system's mixer lets a device be. */
export interface MixerLevel {
  muted: boolean
  /** 1: unaltered or full. */
  volume: number
  /** What is set so: the control or the sink by name. */
  control: string
}

/** Controls of sound cards that stand between a stream and the plug, in the order in which they are looked for. */
const CONTROLS = ['Master', 'PCM', 'Speaker', 'Headphone', 'Line Out', 'Digital']

/**
 * The mixer of a device: the volume of a sink of the sound server and of our own stream on it (`ourPids`; a sound server
 * remembers it for good when somebody once turned it down); the playback controls of a card, the softest of them.
 */
export async function mixerOf(
  deviceId: string,
  ourPids: readonly number[],
  machine: Machine,
): Promise<Found<MixerLevel>> {
  if (deviceId === NULL_DEVICE_ID) return unknown('thiết bị rỗng không có âm lượng')
  const card = cardOf(deviceId)
  if (card !== undefined) return cardMixer(card, machine)
  const sink = await sinkNameOf(deviceId, machine)
  if (sink === undefined) return unknown('thiết bị này không qua bộ trộn nào xem được')
  const level = (await machine.sinkVolumes())?.find(({ name }) => name === sink)
  if (level === undefined) return unknown('máy chủ âm thanh không cho biết')
  const own = (await machine.sinkInputs())?.filter(
    (input) => input.sink === sink && input.pid !== undefined && ourPids.includes(input.pid),
  )
  const levels = [
    { muted: level.muted, volume: level.volume, control: level.description },
    ...(own ?? []).map(({ muted, volume }) => ({ muted, volume, control: 'luồng âm thanh của Lên Sóng' })),
  ]
  return found(softest(levels) ?? { muted: level.muted, volume: level.volume, control: level.description })
}

/** The sink of the sound server that a device leads to; undefined for hardware and for what leads elsewhere. */
export async function sinkNameOf(deviceId: string, machine: Pick<Machine, 'defaultSink'>): Promise<string | undefined> {
  const sink = sinkOf(deviceId)
  if (sink !== undefined) return sink
  if (!mayBeMoved(deviceId)) return undefined
  return /^alsa:(default|pulse|pipewire|sysdefault)$/.test(deviceId) ? machine.defaultSink() : undefined
}

/** `alsa:plughw:CARD=PCH,DEV=0` → card `PCH`, device 0. */
export function cardOf(deviceId: string): { card: string; device: number } | undefined {
  const named = /^alsa:(?:plug)?hw:(?:CARD=)?([\w-]+)(?:,(?:DEV=)?(\d+))?/.exec(deviceId)
  return named?.[1] === undefined ? undefined : { card: named[1], device: Number(named[2] ?? 0) }
}

async function cardMixer({ card }: { card: string }, machine: Machine): Promise<Found<MixerLevel>> {
  const levels: MixerLevel[] = []
  for (const control of CONTROLS) {
    const answer = await machine.runTool('amixer', ['-c', card, 'sget', control])
    if (answer === undefined) return unknown('máy chưa cài alsa-utils (amixer)')
    const level = answer.exitCode === 0 ? parseAmixer(answer.stdout, control) : undefined
    if (level !== undefined) levels.push(level)
  }
  const least = softest(levels)
  return least === undefined ? unknown('thiết bị này không có nút âm lượng nào xem được') : found(least)
}

/** Reads `amixer sget`: `Front Left: Playback 87 [100%] [0.00dB] [on]`. Undefined when nothing of it is for playback. */
export function parseAmixer(text: string, control: string): MixerLevel | undefined {
  const lines = text.split('\n').filter((line) => /: Playback .*\[/.test(line) || /^\s+Mono:.*\[(on|off)\]/.test(line))
  if (lines.length === 0) return undefined
  const volumes = lines.flatMap((line) => Number(/\[(\d+)%\]/.exec(line)?.[1] ?? 100) / 100)
  return { muted: lines.some((line) => line.includes('[off]')), volume: Math.min(...volumes), control }
}

function softest(levels: readonly MixerLevel[]): MixerLevel | undefined {
  return levels.toSorted((a, b) => Number(b.muted) - Number(a.muted) || a.volume - b.volume)[0]
}
