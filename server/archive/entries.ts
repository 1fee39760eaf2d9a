import type { ArchiveEntry, LogLine } from '../contract/index.ts'
import { editionTitle } from '../programmes/index.ts'
import type { KeptAnnouncement, KeptRender } from './store.ts'

/** What is known of the sounds that the lines name. */
export interface KeptSounds {
  /** By their ids. */
  renders: ReadonlyMap<string, KeptRender>
  /** By their masters' hashes. */
  announcements: ReadonlyMap<string, KeptAnnouncement>
}

/**
 * What was aired, out of the lines of the log (pure): each sound once, with every time that it was heard, in the order in which
 * they were first heard. What went into the null device was heard by nobody and is not in it; what is still sounding is not yet.
 */
export function entriesOf(lines: readonly LogLine[], kept: KeptSounds): ArchiveEntry[] {
  const entries = new Map<string, ArchiveEntry>()
  for (const line of lines) {
    if (!wasHeard(line)) continue
    const made = entryOf(line, kept)
    const entry = entries.get(made.key) ?? made
    entries.set(made.key, entry)
    entry.airings.push({
      airingId: line.airingId,
      at: line.startedAt ?? line.plannedAt,
      outcome: line.outcome,
      ...(line.editionId !== '' && line.editionId !== entry.editionId && { insteadOf: line.editionTitle }),
    })
  }
  return [...entries.values()]
}

/** Whether anybody heard anything of it. */
function wasHeard({ outcome, deviceIsNull, startedAt }: LogLine): boolean {
  if (outcome === 'outside') return true
  return startedAt !== undefined && outcome !== 'on-air' && deviceIsNull !== true
}

function entryOf(line: LogLine, { renders, announcements }: KeptSounds): ArchiveEntry {
  const told = {
    items: line.items,
    readers: line.readers,
    airings: [],
    ...(line.approval && { approval: line.approval }),
  }
  const render = renders.get(line.renderId ?? '')
  if (render) {
    return {
      key: `ky-${render.id}`,
      kind: 'edition',
      title: editionTitle(render.programmeName, render.period),
      programmeId: render.programmeId,
      programmeName: render.programmeName,
      editionId: render.editionId,
      renderId: render.id,
      soundPath: `/api/renders/${render.id}/programme.mp3`,
      masterPath: `/api/renders/${render.id}/master.wav`,
      masterSha256: render.master.sha256,
      ...(render.durationMs !== undefined && { durationMs: render.durationMs }),
      ...told,
    }
  }
  const announcement = announcements.get(line.masterSha256 ?? '')
  if (announcement) {
    return {
      key: `thong-bao-${announcement.id}`,
      kind: 'announcement',
      title: announcement.title,
      programmeName: 'Thông báo',
      soundPath: `/api/announcements/${announcement.id}/audio`,
      masterSha256: announcement.master.sha256,
      durationMs: announcement.durationMs,
      ...told,
      items: [],
      readers: [],
    }
  }
  return {
    key: line.outcome === 'outside' ? `ngoai-${line.editionId}` : `lan-${line.airingId}`,
    kind: 'without-sound',
    title: line.editionTitle,
    programmeName: line.programmeName,
    ...(line.programmeId !== undefined && { programmeId: line.programmeId }),
    ...(line.editionId !== '' && { editionId: line.editionId }),
    ...(line.masterSha256 !== undefined && { masterSha256: line.masterSha256 }),
    ...(line.soundedMs !== undefined && { durationMs: line.soundedMs }),
    ...told,
  }
}
