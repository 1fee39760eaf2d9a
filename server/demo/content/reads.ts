import { fileURLToPath } from 'node:url'
import type { DemoItem } from './script.ts'

/** The path of an item's read: Opus, mono, 48 kHz, made by `server/demo/make-reads.ts`. */
export function readPath(item: Pick<DemoItem, 'slug'>): string {
  return fileURLToPath(new URL(`../reads/${item.slug}.opus`, import.meta.url))
}
