/**
 * `npm test`: the whole suite, in the order in which a fault is cheapest to find. Stops at the first step that fails.
 */
import { version } from 'node:process'
import { fileURLToPath } from 'node:url'
import { prepareMachine } from './machine/prepare.ts'
import { run } from './machine/run.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

interface Step {
  readonly title: string
  readonly done: () => Promise<boolean>
}

const STEPS: readonly Step[] = [
  { title: 'Máy: trình duyệt, âm thanh, giọng đọc (machine)', done: () => prepareMachine() },
  {
    title: 'Biome: cách viết và định dạng (lint, format)',
    done: () => tool('@biomejs/biome/bin/biome', ['check', '.']),
  },
  {
    title: 'tsc và svelte-check: kiểu dữ liệu (types)',
    done: () =>
      all([
        tool('typescript/bin/tsc', ['-p', 'tsconfig.json']),
        tool('svelte-check/bin/svelte-check', ['--tsconfig', 'web/tsconfig.json', '--fail-on-warnings']),
      ]),
  },
  {
    title: 'Vite: dựng các trang (build of the pages)',
    done: () => tool('vite/bin/vite.js', ['build', '--config', 'web/vite.config.ts']),
  },
  {
    title: 'Vitest: quy tắc, máy chủ, âm thanh, trình duyệt (rules, api, made, sound, journeys)',
    done: () =>
      tool('vitest/vitest.mjs', [
        'run',
        '--config',
        'test/vitest.config.ts',
        ...['rules', 'api', 'made', 'sound', 'journeys'].flatMap((project) => ['--project', project]),
      ]),
  },
]

process.exitCode = await main()

async function main(): Promise<number> {
  say(`Node ${version}`)
  if (!version.startsWith('v24.')) {
    say(`Lên Sóng chạy trên Node 24 đi kèm trong node_modules, nhưng lệnh này đang chạy bằng ${version}.`)
    say('Hãy gõ “npm ci” (không kèm --ignore-scripts) rồi “npm test”.')
    say('(The suite needs the Node 24 that npm ci installs; run “npm ci” without --ignore-scripts, then “npm test”.)')
    return 1
  }
  const begun = performance.now()
  for (const [index, step] of STEPS.entries()) {
    const heading = `[${index + 1}/${STEPS.length}] ${step.title}`
    const stepBegun = performance.now()
    say(`\n━━ ${heading}`)
    const done = await step.done()
    say(`${done ? '✓' : '✗'} ${heading}: ${seconds(performance.now() - stepBegun)}`)
    if (!done) {
      say('\nDừng ở bước này. (Stopped here: the lines above say why.)')
      return 1
    }
  }
  say(`\nXong cả ${STEPS.length} bước trong ${seconds(performance.now() - begun)}.`)
  return 0
}

/** Runs a tool of node_modules by its script, so that neither a shell nor PATH has a say in which one runs. */
async function tool(script: string, args: readonly string[]): Promise<boolean> {
  const outcome = await run(process.execPath, [`node_modules/${script}`, ...args], { cwd: ROOT })
  return outcome.code === 0
}

/** Tools that have nothing to do with each other run side by side. */
async function all(tools: readonly Promise<boolean>[]): Promise<boolean> {
  return (await Promise.all(tools)).every((isDone) => isDone)
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
