import { loadAlsa, shortAlsaTitle } from './alsa/index.ts'
import { coreAudioDevices, macBinding } from './core-audio/index.ts'
import { distinct } from './distinct.ts'
import { PlayerError, type PlayerErrorCode } from './errors.ts'
import { listSinks, listSources } from './pulse.ts'
import { wasapiInputs, windowsBinding } from './wasapi/index.ts'

/** A place where sound comes in. `id` is stable across restarts, renaming and renumbered cards. */
export interface AudioInput {
  id: string
  name: string
}

/**
 * Inputs to choose from; what leaves an output is one, named “Tiếng ra của …”. `problem` says why there is nothing.
 *
 * - Linux: each source of the sound server (`alsa:pulse:SOURCE`) and hardware by its card (`alsa:plughw:CARD=…,DEV=…`).
 * - Windows: capturing endpoints (`wasapi:` and the id), and outputs looped back (`wasapi:loopback:` and the id).
 * - macOS: devices with inputs (`coreaudio:` and the UID); what leaves an output cannot be captured there.
 */
export async function listInputs(): Promise<{ inputs: AudioInput[]; problem?: PlayerErrorCode }> {
  try {
    const inputs = await inputsOfThisSystem()
    return inputs.length === 0 ? { inputs, problem: 'device-absent' } : { inputs: distinct(inputs) }
  } catch (error) {
    if (error instanceof PlayerError) return { inputs: [], problem: error.code }
    throw error
  }
}

async function inputsOfThisSystem(): Promise<AudioInput[]> {
  if (process.platform === 'win32') {
    return wasapiInputs(windowsBinding()).map(({ id, name }) => ({ id: `wasapi:${id}`, name }))
  }
  if (process.platform === 'darwin') {
    return coreAudioDevices(macBinding(), 'input').map(({ uid, name }) => ({ id: `coreaudio:${uid}`, name }))
  }
  return alsaInputs()
}

async function alsaInputs(): Promise<AudioInput[]> {
  const hints = loadAlsa().hints()
  const hardware = hints
    .filter(({ name, direction }) => direction !== 'output' && name.startsWith('plughw:'))
    .map(({ name, description }) => ({ id: `alsa:${name}`, name: shortAlsaTitle(name, description) }))
  const sources = hints.some(({ name }) => name === 'pulse') ? await pulseInputs() : []
  return [...sources, ...hardware]
}

/** Real inputs first, then what leaves the sinks. */
async function pulseInputs(): Promise<AudioInput[]> {
  const [sources = [], sinks = []] = await Promise.all([listSources(), listSinks()])
  const inputs = sources.map(({ name, description, monitorOf }) => {
    const sink = sinks.find((one) => one.name === monitorOf)
    const title = monitorOf === undefined ? description : `Tiếng ra của ${sink?.description ?? monitorOf}`
    return { id: `alsa:pulse:${name}`, name: title, isMonitor: monitorOf !== undefined }
  })
  return inputs.toSorted((a, b) => Number(a.isMonitor) - Number(b.isMonitor)).map(({ id, name }) => ({ id, name }))
}
