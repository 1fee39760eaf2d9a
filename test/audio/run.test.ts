import { expect, test } from 'vitest'
import { runProgram } from '../../audio/run.ts'

const node = process.execPath

test('a program that ends by itself is reported with its exit code and both outputs', async () => {
  const result = await runProgram(node, [
    '-e',
    'process.stdout.write("ra"); process.stderr.write("lỗi"); process.exitCode = 3',
  ])
  expect(result).toEqual({ outcome: 'exited', exitCode: 3, stdout: 'ra', stderr: 'lỗi' })
})

test('a program that does not exist is reported, not thrown', async () => {
  const result = await runProgram('/không/có', [])
  expect(result.outcome).toBe('not-started')
})

test('a program that ignores TERM is killed two seconds later', async () => {
  const abort = new AbortController()
  const running = runProgram(
    node,
    ['-e', 'process.on("SIGTERM", () => {}); console.log("ready"); setInterval(() => {}, 1000)'],
    { signal: abort.signal },
  )
  const startedAt = performance.now()
  setTimeout(() => abort.abort(), 400)
  const result = await running
  expect(result.outcome).toBe('cancelled')
  expect(performance.now() - startedAt).toBeLessThan(4_000)
})

test('the first cause wins: a program stopped by its time limit was not cancelled', async () => {
  const abort = new AbortController()
  const running = runProgram(node, ['-e', 'setInterval(() => {}, 1000)'], { signal: abort.signal, timeLimitMs: 200 })
  setTimeout(() => abort.abort(), 210)
  expect((await running).outcome).toBe('timed-out')
})

test('of an endless output only the beginning is kept', async () => {
  const result = await runProgram(node, ['-e', 'process.stdout.write("x".repeat(1e6))'], { outputLimitBytes: 1_000 })
  expect(result).toMatchObject({ outcome: 'exited', exitCode: 0, stdout: 'x'.repeat(1_000) })
})
