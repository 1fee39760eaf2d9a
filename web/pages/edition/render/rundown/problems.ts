import type { Content } from './content.ts'
import { runOf } from './order.ts'
import type { Timed } from './timing.ts'

/** Why a rundown may not be saved as it stands, with the place to look at. */
export interface Problem {
  slotId?: string
  bedId?: string
  words: string
}

/** What would be refused, or would not sound as meant. `rows` are the places' lengths, as `timed` gives them. */
export function problemsOf(content: Content, rows: readonly Timed[]): Problem[] {
  const problems: Problem[] = []
  for (const [place, slot] of content.slots.entries()) {
    const name = `${place + 1}. ${slot.title}`
    const durationMs = rows[place]?.durationMs
    const nextMs = rows[place + 1]?.durationMs
    const isLast = place === content.slots.length - 1
    const slotId = slot.id
    if (durationMs !== undefined && slot.fadeInMs + slot.fadeOutMs > durationMs)
      problems.push({ slotId, words: `“${name}”: to dần và nhỏ dần cộng lại dài hơn cả phần này.` })
    if (slot.gapAfterMs < 0 && isLast)
      problems.push({ slotId, words: `“${name}” là phần cuối, không có phần sau để chồng lên.` })
    const shortest = Math.min(durationMs ?? Number.POSITIVE_INFINITY, nextMs ?? Number.POSITIVE_INFINITY)
    if (!isLast && -slot.gapAfterMs > shortest)
      problems.push({ slotId, words: `“${name}”: đoạn chồng lên phần sau dài hơn một trong hai phần.` })
  }
  for (const bed of content.beds)
    if (runOf(content.slots, bed).length === 0)
      problems.push({ bedId: bed.id, words: 'Một nhạc nền chưa biết nằm dưới phần nào.' })
  return problems
}
