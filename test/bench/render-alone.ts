/**
 * One render from nothing in a process of its own: a `Task` in JSON as the first argument, a `Told` in JSON on standard
 * output. What it takes of the machine is then what a render takes, and not what made the material and judges the result.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createPartStore, type Ffmpeg, type Recipe, type RenderIo, render, renderOnly } from '../../audio/index.ts'
import { start } from '../on-air/run.ts'
import { withPeakMemory } from './peak-memory.ts'

export interface Task {
  recipe: Recipe
  /** Paths by hash. */
  paths: Record<string, string>
  ffmpeg: Ffmpeg
  /** An empty folder. */
  workDir: string
  deliveries: 'mp3' | 'mp3 and mono'
}

interface Told {
  seconds: number
  lufs: (number | undefined)[]
  /** Rounds of correction: master, MP3, mono; empty where they are not told. */
  rounds: string
}

const program = fileURLToPath(import.meta.url)

/** Renders in a new process, which keeps what Node compiles as `npm start` does; the most memory that all of it had together. */
export async function renderAlone(task: Task, compiledDir: string): Promise<Told & { peakMb: number }> {
  const child = start(process.execPath, [program, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiledDir },
  })
  let text = ''
  child.stdout?.on('data', (part: Buffer) => {
    text += part
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const { result: code, peakMb } = await withPeakMemory(child.pid ?? 0, () => ended)
  if (code !== 0) throw new Error(`a render ended with ${code}`)
  return { ...(JSON.parse(text) as Told), peakMb }
}

async function carryOut({ recipe, paths, ffmpeg, workDir, deliveries }: Task): Promise<Told> {
  const from = performance.now()
  const parts = await createPartStore({ folder: join(workDir, 'parts'), maxBytes: 1e11, ffmpeg })
  const stretches = { folder: join(workDir, 'stretches'), maxBytes: 1e10 }
  const pathOf = (sha256: string): string => paths[sha256] ?? ''
  // As the peer has it: what else runs on the machine weighs on both alike.
  const io: RenderIo = { ffmpeg, parts, stretches, workDir, niceness: 0, pathOf }
  const made = deliveries === 'mp3' ? await onlyMp3(recipe, io) : await all(recipe, io)
  return { ...made, seconds: (performance.now() - from) / 1000 }
}

async function onlyMp3(recipe: Recipe, io: RenderIo) {
  const { deliveries } = await renderOnly(recipe, ['mp3'], io)
  return { lufs: [deliveries.mp3?.figures.integratedLufs], rounds: '' }
}

async function all(recipe: Recipe, io: RenderIo) {
  const { rounds, mp3, mono } = await render(recipe, io)
  const lufs = [mp3.figures.integratedLufs, mono.figures.integratedLufs]
  return { lufs, rounds: `${rounds.master}+${rounds.mp3}+${rounds.mono}` }
}

if (process.argv[1] === program) {
  const task = JSON.parse(process.argv[2] ?? '') as Task
  process.stdout.write(JSON.stringify(await carryOut(task)))
}
