/** An entry of package-lock.json, as far as the rules read it. */
export interface LockEntry {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly hasInstallScript?: boolean
  readonly gypfile?: boolean
  readonly resolved?: string
}

export type Lock = Readonly<Record<string, LockEntry>>

/**
 * Dependencies that no entry of the lockfile answers. The binaries of other platforms are among them when the registry lacked
 * them on the day of the locking, and then `npm ci` refuses every clone.
 */
export function unanswered(lock: Lock): string[] {
  return Object.entries(lock).flatMap(([place, entry]) =>
    Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
      .filter((name) => !placesOf(place, name).some((candidate) => lock[candidate] !== undefined))
      .map((name) => `${place || 'package.json'} wants ${name}`),
  )
}

/** Packages with an install script of which package.json does not say whether it may run: npm 12 would leave it out. */
export function undecided(lock: Lock, allowScripts: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(lock)
    .filter(([, entry]) => entry.hasInstallScript === true)
    .map(([place]) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length))
    .filter((name) => allowScripts[name] === undefined)
}

/**
 * Packages that npm 10 and older would compile: they carry a binding.gyp and no install script, and only the lockfile's own
 * `"gypfile": false` stops that (what the package itself says is not read by `npm ci`). npm drops the line whenever it writes
 * the lockfile: put it back.
 */
export function compiledByOldNpm(lock: Lock, hasBindingGyp: (place: string) => boolean): string[] {
  return Object.entries(lock)
    .filter(([place, entry]) => place !== '' && entry.hasInstallScript !== true && entry.gypfile !== false)
    .map(([place]) => place)
    .filter(hasBindingGyp)
}

/** Entries fetched from elsewhere than the registry of the machine that installs. */
export function tiedToOneServer(lock: Lock): string[] {
  return Object.entries(lock)
    .filter(([, entry]) => entry.resolved !== undefined)
    .map(([place]) => place)
}

/** Where npm would look for a package that `from` depends on, innermost first. */
function placesOf(from: string, name: string): string[] {
  const places = [`${from === '' ? '' : `${from}/`}node_modules/${name}`]
  let rest = from
  while (rest.includes('node_modules/')) {
    rest = rest.slice(0, rest.lastIndexOf('node_modules/')).replace(/\/$/, '')
    places.push(`${rest === '' ? '' : `${rest}/`}node_modules/${name}`)
  }
  return places
}
