import { pactl } from './run.ts'

/** A sink of the PulseAudio or PipeWire server. */
export interface Sink {
  index: number
  /** Its identity; stays the same when the description is changed. */
  name: string
  description: string
}

/** A source of the sound server: a microphone, a line input, or the monitor of a sink. */
export interface Source extends Sink {
  /** The sink whose sound it captures. */
  monitorOf: string | undefined
}

/** The sinks that the sound server has now; undefined when none answers. */
export async function listSinks(): Promise<Sink[] | undefined> {
  return (await listed('sinks'))?.map(({ index, name, description }) => ({ index, name, description }))
}

/** The sources that the sound server has now, monitors of sinks among them; undefined when none answers. */
export async function listSources(): Promise<Source[] | undefined> {
  return listed('sources')
}

/**
 * Names of the sinks on which streams of a process sound now; undefined when no server answers or the process has no
 * stream there. PulseAudio moves a stream in silence when its sink goes away, so the actual sink has to be looked up.
 */
export async function sinksOfProcess(pid: number): Promise<string[] | undefined> {
  return placesOfProcess(pid, 'sink', sinkNames)
}

/**
 * Names of the sources that streams of a process capture now; undefined when no server answers or the process captures
 * none. A capture, too, is moved in silence to another source when its own goes away.
 */
export async function sourcesOfProcess(pid: number): Promise<string[] | undefined> {
  return placesOfProcess(pid, 'source', sourceNames)
}

/** A server never gives a number a second time; a restarted one does, and then the stream has to be opened anew anyway. */
const sinkNames = new Map<number, string>()
const sourceNames = new Map<number, string>()

/** After a loss nothing that was known of the server holds. */
export function forgetSinks(): void {
  sinkNames.clear()
  sourceNames.clear()
}

async function placesOfProcess(pid: number, kind: 'sink' | 'source', names: Map<number, string>) {
  const streams = parseList(await pactl('-f', 'json', 'list', kind === 'sink' ? 'sink-inputs' : 'source-outputs'))
  const own = streams?.filter(({ properties }) => {
    return isRecord(properties) && properties['application.process.id'] === String(pid)
  })
  if (own === undefined || own.length === 0) return undefined
  const places = own.map((stream) => stream[kind]).filter((index) => typeof index === 'number')
  if (places.some((index) => !names.has(index))) {
    names.clear()
    for (const { index, name } of (await listed(`${kind}s`)) ?? []) names.set(index, name)
  }
  return places.flatMap((index) => names.get(index) ?? [])
}

/** Lists are read as text: the JSON of pactl 16 says “(null)” for every description with a mark in it. */
async function listed(what: 'sinks' | 'sources'): Promise<Source[] | undefined> {
  const text = await pactl('list', what)
  return text === undefined ? undefined : parseListing(text)
}

/** Reads what `pactl list sinks` or `list sources` prints under LC_ALL=C.UTF-8. */
export function parseListing(text: string): Source[] {
  return text.split(/^(?:Sink|Source) #/m).flatMap((block) => {
    const field = (title: string) => new RegExp(`^\\t${title}: (.*)$`, 'm').exec(block)?.[1]
    const index = Number.parseInt(block, 10)
    const name = field('Name')
    if (!Number.isInteger(index) || name === undefined) return []
    const monitorOf = field('Monitor of Sink')
    return [
      {
        index,
        name,
        description: field('Description') ?? name,
        monitorOf: monitorOf === 'n/a' ? undefined : monitorOf,
      },
    ]
  })
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
