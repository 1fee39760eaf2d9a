import { pactl } from './run.ts'

/** How loud a sink of the sound server is set. */
export interface SinkVolume {
  name: string
  description: string
  muted: boolean
  /** The softest channel; 1 is unaltered, below it the server attenuates by 60·log10 dB. */
  volume: number
}

/** Something that sounds on a sink now, or holds a stream open there. */
export interface SinkInput {
  /** Name of the sink. */
  sink: string
  /** What the program calls itself. */
  program: string
  pid: number | undefined
  muted: boolean
  volume: number
  /** Open, but paused by the program itself. */
  corked: boolean
}

/** Every sink with its volume; undefined when no sound server answers. */
export async function sinkVolumes(): Promise<SinkVolume[] | undefined> {
  const text = await pactl('list', 'sinks')
  return text === undefined ? undefined : parseSinkVolumes(text)
}

/** What sounds on all sinks; undefined when no sound server answers. */
export async function sinkInputs(): Promise<SinkInput[] | undefined> {
  const [inputs, sinks] = [await pactl('list', 'sink-inputs'), await pactl('list', 'sinks')]
  return inputs === undefined || sinks === undefined ? undefined : parseSinkInputs(inputs, sinks)
}

/** The sink that programs get which name none; undefined when no sound server answers. */
export async function defaultSink(): Promise<string | undefined> {
  return (await pactl('get-default-sink'))?.trim() || undefined
}

/** Reads what `pactl list sinks` prints under LC_ALL=C.UTF-8; its JSON spoils names with marks. */
export function parseSinkVolumes(sinks: string): SinkVolume[] {
  return blocks(sinks).flatMap(({ field }) => {
    const name = field('Name')
    if (name === undefined) return []
    return [{ name, description: field('Description') ?? name, ...loudness(field) }]
  })
}

/** Reads what `pactl list sink-inputs` prints, with the names of the sinks from `pactl list sinks`. */
export function parseSinkInputs(inputs: string, sinks: string): SinkInput[] {
  const names = new Map(blocks(sinks).map(({ index, field }) => [index, field('Name') ?? '']))
  return blocks(inputs).map(({ field, property }) => {
    const pid = Number(property('application.process.id'))
    return {
      sink: names.get(Number(field('Sink'))) ?? '',
      program: property('application.name') ?? property('application.process.binary') ?? property('media.name') ?? '',
      pid: Number.isInteger(pid) && pid > 0 ? pid : undefined,
      corked: field('Corked') === 'yes',
      ...loudness(field),
    }
  })
}

type Field = (title: string) => string | undefined

function loudness(field: Field): { muted: boolean; volume: number } {
  const percents = [...(field('Volume') ?? '').matchAll(/(\d+)%/g)].map(([, percent]) => Number(percent) / 100)
  return { muted: field('Mute') === 'yes', volume: percents.length === 0 ? 1 : Math.min(...percents) }
}

function blocks(listing: string): { index: number; field: Field; property: Field }[] {
  return listing
    .split(/^(?:Sink Input|Sink) #/m)
    .slice(1)
    .map((block) => ({
      index: Number.parseInt(block, 10),
      field: (title) => new RegExp(`^\\t${title}: (.*)$`, 'm').exec(block)?.[1],
      property: (name) => new RegExp(`^\\t\\t${name.replaceAll('.', '\\.')} = "(.*)"$`, 'm').exec(block)?.[1],
    }))
}
