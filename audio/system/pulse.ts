import { pactl } from './run.ts'

/** A sink of the PulseAudio or PipeWire server. */
export interface Sink {
  index: number
  name: string
  description: string
}

/** The sinks that the sound server has now; undefined when none answers. */
export async function listSinks(): Promise<Sink[] | undefined> {
  const list = parseList(await pactl('-f', 'json', 'list', 'sinks'))
  return list?.flatMap(({ index, name, description }) =>
    typeof index === 'number' && typeof name === 'string'
      ? [{ index, name, description: typeof description === 'string' ? description : name }]
      : [],
  )
}

/**
 * Names of the sinks on which streams of a process sound now; undefined when no server answers or the process has no
 * stream there. PulseAudio moves a stream in silence when its sink goes away, so the actual sink has to be looked up.
 */
export async function sinksOfProcess(pid: number): Promise<string[] | undefined> {
  const inputs = parseList(await pactl('-f', 'json', 'list', 'sink-inputs'))
  const own = inputs?.filter((input) => {
    const properties = input.properties
    return isRecord(properties) && properties['application.process.id'] === String(pid)
  })
  if (own === undefined || own.length === 0) return undefined
  if (own.some(({ sink }) => typeof sink === 'number' && !names.has(sink))) {
    names.clear()
    for (const { index, name } of (await listSinks()) ?? []) names.set(index, name)
  }
  return own.flatMap(({ sink }) => (typeof sink === 'number' ? (names.get(sink) ?? []) : []))
}

/** A server never gives a number a second time; a restarted one does, and then the stream has to be opened anew anyway. */
const names = new Map<number, string>()

/** After a loss nothing that was known of the server holds. */
export function forgetSinks(): void {
  names.clear()
}

function parseList(json: string | undefined): Record<string, unknown>[] | undefined {
  if (json === undefined) return undefined
  try {
    const list: unknown = JSON.parse(json)
    return Array.isArray(list) ? list.filter(isRecord) : undefined
  } catch {
    // Some versions write names with marks as broken JSON; that is no answer.
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
