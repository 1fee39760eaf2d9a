import type { QualitySheet } from '../contract/index.ts'

/** A stretch of an edition, as a person at the desk follows it. */
export type Part = Pick<QualitySheet['parts'][number], 'title' | 'startMs' | 'durationMs'>

/** CUE sheets count 75 frames a second (Red Book). */
const FRAMES_A_SECOND = 75
/** A CUE sheet holds no more tracks than a compact disc. */
const MOST_TRACKS = 99

/**
 * A CUE sheet for players that show and reach the parts of one file: a track a part, in order, from the very beginning.
 * Parts that begin within the same frame as the one before are left out.
 */
export function cueFile(title: string, soundFileName: string, parts: readonly Part[]): string {
  const lines = [`TITLE ${quoted(title)}`, `FILE ${quoted(soundFileName)} MP3`]
  let number = 0
  let before = -1
  for (const part of [...parts].sort((a, b) => a.startMs - b.startMs)) {
    const frame = number === 0 ? 0 : Math.round((Math.max(0, part.startMs) * FRAMES_A_SECOND) / 1000)
    if (frame <= before || number === MOST_TRACKS) continue
    number += 1
    before = frame
    const index = `${two(number)} AUDIO`
    lines.push(`  TRACK ${index}`, `    TITLE ${quoted(part.title)}`, `    INDEX 01 ${discTime(frame)}`)
  }
  return asText(lines)
}

/** The same for people: when each part begins and how long it is. */
export function cueTable(
  title: string,
  durationMs: number,
  parts: readonly Part[],
  airings: readonly string[],
): string {
  return asText([
    title,
    `Thời lượng: ${clock(durationMs)}`,
    ...(airings.length === 0 ? [] : [`Đài phát: ${airings.join('; ')}`]),
    '',
    'Bắt đầu  Dài      Nội dung',
    ...[...parts]
      .sort((a, b) => a.startMs - b.startMs)
      .map((part) => `${clock(part.startMs).padEnd(9)}${clock(part.durationMs).padEnd(9)}${part.title}`),
  ])
}

/** UTF-8 with its mark and lines ended as Windows ends them, so that old editors and players read the marks of Vietnamese. */
function asText(lines: readonly string[]): string {
  return `\u{FEFF}${lines.join('\r\n')}\r\n`.normalize('NFC')
}

/** CUE knows no escapes. */
function quoted(text: string): string {
  return `"${text.replace(/["\r\n]+/g, ' ').trim()}"`
}

function discTime(frames: number): string {
  const seconds = Math.floor(frames / FRAMES_A_SECOND)
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}:${two(frames % FRAMES_A_SECOND)}`
}

function clock(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
