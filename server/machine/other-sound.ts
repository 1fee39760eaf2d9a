import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NULL_DEVICE_ID } from '../../audio/index.ts'
import { type Found, found, type Machine, unknown } from './machine.ts'
import { cardOf, sinkNameOf } from './mixer.ts'

/** Another program that sounds on a device, or holds it. */
export interface OtherSound {
  program: string
  pid: number | undefined
}

/**
 * Programs other than ours that sound on a device now: streams of its sink that are not paused, or whoever holds the
 * card (`/proc/asound/CARD/pcm0p/sub0/status`, which names the thread that opened it).
 */
export async function otherSounds(
  deviceId: string,
  ourPids: readonly number[],
  machine: Machine,
): Promise<Found<OtherSound[]>> {
  if (deviceId === NULL_DEVICE_ID) return found([])
  const card = cardOf(deviceId)
  if (card !== undefined) return holdersOf(card, ourPids, machine)
  const sink = await sinkNameOf(deviceId, machine)
  if (sink === undefined) return unknown('không xem được ai khác dùng thiết bị này')
  const inputs = await machine.sinkInputs()
  if (inputs === undefined) return unknown('máy chủ âm thanh không cho biết')
  return found(
    inputs
      .filter(({ sink: on, corked, pid }) => on === sink && !corked && !(pid !== undefined && ourPids.includes(pid)))
      .map(({ program, pid }) => ({ program, pid })),
  )
}

async function holdersOf(
  { card, device }: { card: string; device: number },
  ourPids: readonly number[],
  { root, platform }: Machine,
): Promise<Found<OtherSound[]>> {
  if (platform !== 'linux') return unknown('chưa xem được trên hệ điều hành này')
  const folder = join(root, 'proc', 'asound', card, `pcm${device}p`)
  const subs = await readdir(folder).catch(() => undefined)
  if (subs === undefined) return unknown('hệ điều hành không cho biết')
  const holders: OtherSound[] = []
  for (const sub of subs.filter((name) => name.startsWith('sub'))) {
    const status = await readFile(join(folder, sub, 'status'), 'utf8').catch(() => '')
    const thread = /^owner_pid\s*:\s*(\d+)/m.exec(status)?.[1]
    if (thread === undefined) continue
    const about = await readFile(join(root, 'proc', thread, 'status'), 'utf8').catch(() => '')
    const pid = Number(/^Tgid:\s*(\d+)/m.exec(about)?.[1] ?? thread)
    if (!ourPids.includes(pid)) holders.push({ program: /^Name:\s*(.+)$/m.exec(about)?.[1] ?? '', pid })
  }
  return found(holders)
}
