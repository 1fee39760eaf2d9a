import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from './rules/house.ts'
import { compiledByOldNpm, type Lock, tiedToOneServer, unanswered, undecided } from './rules/lockfile.ts'

const lock: Lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages
const { allowScripts, dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))

describe('a fresh clone installs anywhere', () => {
  test('the lockfile answers every dependency, those of other platforms too', () => {
    expect(unanswered(lock)).toEqual([])
  })

  test('package.json says of every install script whether it may run', () => {
    expect(undecided(lock, allowScripts)).toEqual([])
  })

  test('no npm compiles anything: each package with a binding.gyp has "gypfile": false in package-lock.json', () => {
    expect(compiledByOldNpm(lock, (place) => existsSync(join(ROOT, place, 'binding.gyp')))).toEqual([])
  })

  test('packages come from whatever registry the machine uses', () => {
    expect(tiedToOneServer(lock)).toEqual([])
  })

  test('the Node that runs everything is pinned to one release', () => {
    expect(dependencies.node).toMatch(/^24\.\d+\.\d+$/)
  })
})

describe('the rules notice', () => {
  test('a binary of another platform that was left out', () => {
    const lock = { 'node_modules/a': { optionalDependencies: { 'a-win32': '1.0.0' } } }
    expect(unanswered(lock)).toEqual(['node_modules/a wants a-win32'])
    expect(unanswered({ ...lock, 'node_modules/a-win32': {} })).toEqual([])
  })

  test('that a nested package is answered from outside and from inside', () => {
    const lock = { 'node_modules/a/node_modules/b': { dependencies: { c: '1', d: '1' } }, 'node_modules/c': {} }
    expect(unanswered({ ...lock, 'node_modules/a/node_modules/d': {} })).toEqual([])
    expect(unanswered(lock)).toEqual(['node_modules/a/node_modules/b wants d'])
  })

  test('an install script that nobody decided on, also of a scoped package', () => {
    const lock = { 'node_modules/@s/a': { hasInstallScript: true }, 'node_modules/b': { hasInstallScript: true } }
    expect(undecided(lock, { b: false })).toEqual(['@s/a'])
  })

  test('a package that an old npm would compile', () => {
    expect(compiledByOldNpm({ '': {}, 'node_modules/a': {} }, () => true)).toEqual(['node_modules/a'])
    expect(compiledByOldNpm({ 'node_modules/a': { gypfile: false } }, () => true)).toEqual([])
  })

  test('an entry tied to one server', () => {
    expect(tiedToOneServer({ 'node_modules/a': { resolved: 'https://example.org/a.tgz' } })).toHaveLength(1)
  })
})
