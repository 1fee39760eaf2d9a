import { type AudioDevice, listDevices, NULL_DEVICE_ID } from '../../audio/index.ts'
import type { ChosenDevice } from '../../schedules/index.ts'

/** Which device a ward's player sounds on, or what there is to choose from. */
export type Chosen = { device: ChosenDevice } | { devices: AudioDevice[]; because: 'several' | 'none' | 'not-found' }

const NULL_NAMES = new Set(['rỗng', 'rong', 'null', NULL_DEVICE_ID])

/**
 * The device that is named, by its id, its number in the list or a part of its name; without a name the only real one.
 * Never the null device nor one of several by itself: a programme must not sound from a computer's own small speaker while
 * somebody believes that it goes to the horns.
 */
export async function chooseDevice(named: string | undefined, list = listDevices): Promise<Chosen> {
  const { devices } = await list()
  return choiceOf(named, devices)
}

/** The same as a pure question. */
export function choiceOf(named: string | undefined, devices: AudioDevice[]): Chosen {
  const real = devices.filter(({ isNull }) => !isNull)
  if (named === undefined) {
    const [only] = real
    if (only === undefined) return { devices, because: 'none' }
    return real.length === 1 ? { device: chosen(only) } : { devices, because: 'several' }
  }
  const wanted = named.normalize('NFC').trim().toLowerCase()
  const nothing = devices.find(({ isNull }) => isNull)
  if (NULL_NAMES.has(wanted) && nothing !== undefined) return { device: chosen(nothing) }
  const byNumber = /^\d+$/.test(wanted) ? devices[Number(wanted) - 1] : undefined
  const found = devices.find(({ id }) => id.toLowerCase() === wanted) ?? byNumber
  const alike = devices.filter(({ name }) => name.normalize('NFC').toLowerCase().includes(wanted))
  const one = found ?? (alike.length === 1 ? alike[0] : undefined)
  if (one !== undefined) return { device: chosen(one) }
  return { devices, because: alike.length > 1 ? 'several' : 'not-found' }
}

function chosen({ id, name }: AudioDevice): ChosenDevice {
  return { id, name }
}
