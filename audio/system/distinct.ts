import { nameInSystem } from './device-id.ts'

/** Where several are called the same, as two sound cards of one make are, each also says what the system knows it by. */
export function distinct<Named extends { id: string; name: string }>(list: readonly Named[]): Named[] {
  const count = new Map<string, number>()
  for (const { name } of list) count.set(name, (count.get(name) ?? 0) + 1)
  return list.map((one) =>
    count.get(one.name) === 1 ? one : { ...one, name: `${one.name} (${nameInSystem(one.id).replace(/^\w+:/, '')})` },
  )
}
