import { readdir, readFile } from 'node:fs/promises'

/** Every process that a process started, and theirs. */
export async function descendantsOf(ancestor: number): Promise<number[]> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
  }
  const isOurs = (pid: number): boolean => {
    const parent = parents.get(pid)
    return parent !== undefined && (parent === ancestor || isOurs(parent))
  }
  return [...parents.keys()].filter(isOurs)
}

/**
 * Proportional set size of a process: a page that several hold counts by its share, so that the sum over processes is what
 * they take of the machine. 0 when it is gone.
 */
export async function pssBytesOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024
}

/** What a process and all that it started take of the machine together. */
export async function pssBytesWithDescendants(pid: number): Promise<number> {
  const all = await Promise.all([pid, ...(await descendantsOf(pid))].map((one) => pssBytesOf(one)))
  return all.reduce((sum, bytes) => sum + bytes, 0)
}
