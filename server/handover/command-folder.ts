import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { OnAirWish } from '../../schedules/index.ts'
import { isMissing, readIfThere, writeAtomically } from './atomic-file.ts'
import { HandoverError } from './errors.ts'
import { onAirFolder } from './folder.ts'
import { playoutFile } from './plan-file.ts'

/** A wish of a person to the on-air process; see `OnAirWish` for what each kind means and when it is refused. */
export type OnAirCommand = OnAirWish

const Name = Type.String({ minLength: 1, maxLength: 500 })
const signed = { id: Type.String({ pattern: '^[A-Za-z0-9-]{1,64}$' }), by: Type.String(), at: Type.Number() }
const commandShape = Compile(
  Type.Union([
    Type.Object({ ...signed, kind: Type.Literal('stop'), airingId: Type.Optional(Name) }),
    Type.Object({ ...signed, kind: Type.Literal('skip'), airingId: Name }),
    Type.Object({
      ...signed,
      kind: Type.Literal('emergency'),
      airingId: Name,
      title: Name,
      sound: Type.Union([
        Type.Object({ kind: Type.Literal('file'), ...playoutFile }),
        Type.Object({
          kind: Type.Literal('live'),
          input: Type.Object({ id: Name, name: Type.String() }),
          longestMs: Type.Number({ minimum: 1000, maximum: 86_400_000 }),
        }),
      ]),
    }),
  ]),
)

/**
 * Hands a command over; the on-air process acknowledges its `id` in the journal (event `command`) within a second.
 * @throws HandoverError `command-invalid`
 */
export async function writeCommand(dataDir: string, command: OnAirCommand): Promise<void> {
  if (!commandShape.Check(command)) throw new HandoverError('command-invalid', [JSON.stringify(command)])
  await writeAtomically(join(onAirFolder(dataDir).commands, `${command.id}.json`), JSON.stringify(command))
}

/** A file of the command folder: the command, or why it is none. */
export interface CommandFile {
  path: string
  command: OnAirCommand | undefined
}

/** The commands that wait, oldest first. */
export async function waitingCommands(folder: string): Promise<CommandFile[]> {
  let names: string[]
  try {
    names = await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
  const files: CommandFile[] = []
  for (const name of names) {
    if (!name.endsWith('.json') || name.startsWith('.')) continue
    const path = join(folder, name)
    const text = await readIfThere(path)
    if (text !== undefined) files.push({ path, command: parseCommand(text) })
  }
  return files.toSorted((a, b) => (a.command?.at ?? 0) - (b.command?.at ?? 0))
}

/** Takes a command away after it was acknowledged. */
export async function removeCommand(path: string): Promise<void> {
  await rm(path, { force: true })
}

function parseCommand(text: string): OnAirCommand | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return commandShape.Check(value) ? value : undefined
  } catch {
    return undefined
  }
}
