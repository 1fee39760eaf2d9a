import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { PlayoutPlan } from '../../schedules/index.ts'
import { readIfThere, writeAtomically } from './atomic-file.ts'
import { HandoverError } from './errors.ts'
import { type OnAirFolder, onAirFolder } from './folder.ts'

const Instant = Type.Number({ minimum: 0, maximum: 8.64e15 })
const Name = Type.String({ minLength: 1 })

const PlanShape = Type.Object({
  version: Type.Literal(1),
  writtenAt: Instant,
  station: Type.Object({ name: Type.String(), zone: Name }),
  device: Type.Object({ id: Name, name: Type.String() }),
  airings: Type.Array(
    Type.Object({
      airingId: Name,
      editionId: Name,
      title: Type.String(),
      startsAt: Instant,
      durationMs: Type.Number({ exclusiveMinimum: 0 }),
      frames: Type.Integer({ minimum: 1 }),
      masterPath: Name,
      masterSha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
      late: Type.Literal('join'),
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
  return checkPlan(value)
}

function checkPlan(value: unknown): PlayoutPlan {
  if (!planShape.Check(value)) {
    const problems = planShape.Errors(value).map((error) => `${error.instancePath || '/'}: ${error.message}`)
    throw new HandoverError('plan-invalid', problems.slice(0, 10))
  }
  const ids = value.airings.map(({ airingId }) => airingId)
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index)
  const outside = value.airings.filter(({ masterPath }) => leavesFolder(masterPath)).map(({ masterPath }) => masterPath)
  if (twice.length > 0 || outside.length > 0) {
    throw new HandoverError('plan-invalid', [
      ...twice.map((id) => `airing twice: ${id}`),
      ...outside.map((path) => `master outside the data folder: ${path}`),
    ])
  }
  return value
}

function leavesFolder(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:|\\/.test(path) || path.split('/').includes('..')
}
