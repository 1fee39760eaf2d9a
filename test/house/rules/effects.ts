import ts from 'typescript'
import type { Breach, HouseFile } from './house.ts'
import { eachNode, importsOf, lineOf, parse } from './syntax.ts'

/** Files that may read a clock, each with its reason. */
const CLOCKS: Readonly<Record<string, string>> = {
  'schedules/clock.ts': 'the one clock of the station',
  'audio/system/wall-clock.ts': 'anchors the sound device to the wall clock finer than a millisecond',
  'web/clock.ts': 'the one clock of the pages, set by the station',
}

const QUERIES = /^(selectFrom|insertInto|updateTable|deleteFrom|replaceInto|mergeInto|selectNoFrom)$/

/** Programs are started only by files called run.ts; fluent-ffmpeg, which starts FFmpeg by itself, only by audio/ffmpeg.ts. */
export function spawnBreaches(files: readonly HouseFile[]): Breach[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap(({ specifier, line, kind }) => {
      const spawns = /^(node:)?child_process$/.test(specifier) && !/(^|\/)run\.ts$/.test(file.path)
      const fluent = specifier === 'fluent-ffmpeg' && kind !== 'type' && file.path !== 'audio/ffmpeg.ts'
      return spawns || fluent ? [{ path: file.path, line, what: `imports ${specifier}` }] : []
    }),
  )
}

/** The environment is read once, by server/config.ts. */
export function environmentBreaches(files: readonly HouseFile[]): Breach[] {
  return files
    .filter(({ path }) => path !== 'server/config.ts')
    .flatMap((file) => [
      ...places(file, (node) => isMember(node, 'process', 'env')).map((line) =>
        breach(file, line, 'reads process.env'),
      ),
      ...importsOf(file)
        .filter(({ specifier, names }) => /^(node:)?process$/.test(specifier) && names.includes('env'))
        .map(({ line }) => breach(file, line, 'imports the environment')),
    ])
}

/** SQL lives in store.ts files and in server/db. Types of Kysely may travel: a type runs no query. */
export function sqlBreaches(files: readonly HouseFile[]): Breach[] {
  return files
    .filter(({ path }) => !/(^|\/)store\.ts$/.test(path) && !path.startsWith('server/db/'))
    .flatMap((file) => [
      ...places(file, isQuery).map((line) => breach(file, line, 'builds a query')),
      ...importsOf(file)
        .filter(({ specifier, kind }) => /^(kysely|better-sqlite3)(\/|$)/.test(specifier) && kind !== 'type')
        .map(({ specifier, line }) => breach(file, line, `imports ${specifier}`)),
    ])
}

/** Time is passed in: only a clock asks the machine. */
export function timeBreaches(files: readonly HouseFile[]): Breach[] {
  return files
    .filter(({ path }) => CLOCKS[path] === undefined)
    .flatMap((file) => [
      ...places(file, asksTheTime).map((line) => breach(file, line, 'asks the machine for the time')),
      ...importsOf(file)
        .filter(({ specifier, names }) => /^(node:)?perf_hooks$/.test(specifier) && names.includes('performance'))
        .map(({ line }) => breach(file, line, 'imports performance')),
    ])
}

/** Nobody talks to the console, components included. A page's own state may be called so: only the speaking members count. */
export function consoleBreaches(files: readonly HouseFile[]): Breach[] {
  const speaks = /^(log|info|warn|error|debug|trace|table|dir|assert|group|time)$/
  return files.flatMap((file) =>
    places(
      file,
      (node) =>
        ts.isPropertyAccessExpression(node) &&
        speaks.test(node.name.text) &&
        /^((globalThis|window)\.)?console$/.test(node.expression.getText()),
    ).map((line) => breach(file, line, 'uses the console')),
  )
}

/** Every test runs: none is skipped, postponed, singled out or expected to fail. */
export function idleTestBreaches(files: readonly HouseFile[]): Breach[] {
  return files
    .filter(({ path }) => path.endsWith('.test.ts'))
    .flatMap((file) => places(file, isIdleTest).map((line) => breach(file, line, 'is a test that does not count')))
}

function isIdleTest(node: ts.Node): boolean {
  if (ts.isCallExpression(node) && /^x(it|test|describe)$/.test(node.expression.getText())) return true
  if (!ts.isPropertyAccessExpression(node)) return false
  if (!/^(skip|only|todo|skipIf|runIf|fails)$/.test(node.name.text)) return false
  return /^(it|test|describe|suite|bench|context|ctx)\b/.test(node.expression.getText())
}

function isQuery(node: ts.Node): boolean {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    QUERIES.test(node.expression.name.text)
  )
}

function asksTheTime(node: ts.Node): boolean {
  if (ts.isNewExpression(node))
    return node.expression.getText() === 'Date' && (node.arguments === undefined || node.arguments.length === 0)
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return true
  return (
    isMember(node, 'Date', 'now') ||
    isMember(node, 'performance', 'now') ||
    isMember(node, 'performance', 'timeOrigin') ||
    isMember(node, 'process', 'hrtime') ||
    isMember(node, 'process', 'uptime') ||
    isMember(node, 'Temporal', 'Now')
  )
}

/** `object.member`, also through globalThis, window, or brackets. */
function isMember(node: ts.Node, object: string, member: string): boolean {
  const names = new RegExp(`^((globalThis|window|self)\\.)?${object}$`)
  if (ts.isPropertyAccessExpression(node)) return node.name.text === member && names.test(node.expression.getText())
  if (ts.isElementAccessExpression(node))
    return (
      ts.isStringLiteralLike(node.argumentExpression) &&
      node.argumentExpression.text === member &&
      names.test(node.expression.getText())
    )
  return false
}

function places(file: HouseFile, wanted: (node: ts.Node) => boolean): number[] {
  const lines: number[] = []
  eachNode(parse(file), (node) => {
    if (wanted(node)) lines.push(lineOf(node))
  })
  return lines
}

function breach(file: HouseFile, line: number, what: string): Breach {
  return { path: file.path, line, what }
}
