import type { Edition, Revision, SpokenItem } from '../../../server/contract/index.ts'
import { api } from '../../api.ts'
import { studioApi } from '../../api-studio.ts'
import { Remote } from '../../remote.svelte.ts'

/** A script as it goes on paper. */
export interface ScriptSeen {
  edition: Edition
  /** The newest approved one; the newest at all where none is approved yet. Absent: nothing is written. */
  revision: Revision | undefined
  /** A newer revision that is not approved. */
  newer: number | undefined
  spoken: SpokenItem[]
}

/** Asks for what a reader is to read: the approved script, and how it is said. */
export function scriptRemote(editionId: string): Remote<ScriptSeen> {
  return new Remote(async () => {
    const edition = await api.edition(editionId)
    const { latest, approved } = edition
    const revision = latest?.approval ? latest : (approved ?? latest)
    const spoken = revision ? await studioApi.spoken(revision.id) : []
    const newer = latest && revision && latest.id !== revision.id ? latest.number : undefined
    return { edition, revision, newer, spoken }
  })
}
