import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { PlayoutPlan } from '../../schedules/index.ts'
import { readIfThere, writeAtomically } from './atomic-file.ts'
import { HandoverError } from './errors.ts'
import { type OnAirFolder, onAirFolder } from './folder.ts'

const Instant = Type.Number({ minimum: 0, maximum: 8.64e15 })
const Name = Type.String({ minLength: 1 })

const Text = Type.String()
const Length = Type.Number({ exclusiveMinimum: 0 })
const Device = Type.Object({ id: Name, name: Text })
/** The members of a `PlayoutFile`. */
export const playoutFile = {
  masterPath: Name,
  masterSha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  durationMs: Length,
  frames: Type.Integer({ minimum: 1 }),
}
const ReserveKind = Type.Union([Type.Literal('last-edition'), Type.Literal('apology')])
const HookTarget = Type.Union([
  Type.Object({ kind: Type.Literal('command'), command: Name }),
  Type.Object({ kind: Type.Literal('url'), url: Name }),
])
const Wait = Type.Number({ minimum: 0, maximum: 3_600_000 })

const PlanShape = Type.Object({
  version: Type.Literal(2),
  writtenAt: Instant,
  station: Type.Object({ name: Text, zone: Name }),
  device: Device,
  reserveDevice: Type.Optional(Device),
  returnInput: Type.Optional(Device),
  silence: Type.Object({ belowDbfs: Type.Number({ minimum: -90, maximum: 0 }), forMs: Wait }),
  relay: Type.Object({
    before: Type.Optional(Type.Object({ target: HookTarget, aheadMs: Wait, withinMs: Wait })),
    after: Type.Optional(Type.Object({ target: HookTarget, laterMs: Wait, withinMs: Wait })),
  }),
  pauses: Type.Array(Type.Object({ pauseId: Name, from: Instant, until: Instant, reason: Text })),
  airings: Type.Array(
    Type.Object({
      airingId: Name,
      editionId: Name,
      title: Text,
      startsAt: Instant,
      ...playoutFile,
      priority: Type.Union([Type.Literal('normal'), Type.Literal('high')]),
      late: Type.Union([Type.Literal('join'), Type.Literal('from-top'), Type.Literal('miss')]),
      displaced: Type.Union([Type.Literal('resume'), Type.Literal('rejoin'), Type.Literal('reschedule')]),
      latestEndAt: Instant,
      reserve: Type.Optional(Type.Object({ ...playoutFile, kind: ReserveKind, title: Text })),
      standsIn: Type.Optional(Type.Object({ kind: ReserveKind, because: Text })),
    }),
  ),
})
const planShape = Compile(PlanShape)

/**
 * Puts a plan in force: the on-air process reads it within a second and never interrupts what sounds.
 * @throws HandoverError `plan-invalid` before anything is written.
 */
export async function writePlan(dataDir: string, plan: PlayoutPlan): Promise<void> {
  checkPlan(plan)
  await writeAtomically(onAirFolder(dataDir).plan, `${JSON.stringify(plan, undefined, 1)}\n`)
}

/**
 * Reads a plan file; undefined when there is none.
 * @throws HandoverError `plan-invalid` when it is not a whole and sensible plan.
 */
export async function readPlan(path: string): Promise<PlayoutPlan | undefined> {
  const text = await readIfThere(path)
  return text === undefined ? undefined : parsePlan(text)
}

/** Keeps the text of a plan that was read well beside the plan, for the day on which that one is damaged. */
export async function saveLastGoodPlan({ lastGoodPlan }: OnAirFolder, text: string): Promise<void> {
  if ((await readIfThere(lastGoodPlan)) !== text) await writeAtomically(lastGoodPlan, text)
}

/** @throws HandoverError `plan-invalid` */
export function parsePlan(text: string): PlayoutPlan {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new HandoverError('plan-invalid', ['not JSON'], cause)
  }
  return checkPlan(upgraded(value))
}

function checkPlan(value: unknown): PlayoutPlan {
  if (!planShape.Check(value)) {
    const problems = planShape.Errors(value).map((error) => `${error.instancePath || '/'}: ${error.message}`)
    throw new HandoverError('plan-invalid', problems.slice(0, 10))
  }
  const ids = value.airings.map(({ airingId }) => airingId)
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index)
  const outside = value.airings
    .flatMap((airing) => [airing.masterPath, ...(airing.reserve === undefined ? [] : [airing.reserve.masterPath])])
    .filter(leavesFolder)
  if (twice.length > 0 || outside.length > 0) {
    throw new HandoverError('plan-invalid', [
      ...twice.map((id) => `airing twice: ${id}`),
      ...outside.map((path) => `master outside the data folder: ${path}`),
    ])
  }
  return value
}

/** A plan of the first version may lie there when the program was renewed and the station has not started yet. */
function upgraded(value: unknown): unknown {
  if (!isRecord(value) || value.version !== 1 || !Array.isArray(value.airings)) return value
  const airings = value.airings.map((airing: unknown) => {
    if (!isRecord(airing)) return airing
    const latestEndAt = Number(airing.startsAt) + Number(airing.durationMs)
    return { ...airing, priority: 'normal', displaced: 'resume', latestEndAt }
  })
  return { ...value, version: 2, silence: { belowDbfs: -40, forMs: 10_000 }, relay: {}, pauses: [], airings }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function leavesFolder(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:|\\/.test(path) || path.split('/').includes('..')
}
