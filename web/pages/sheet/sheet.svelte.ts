import type { Edition, QualitySheet, Render } from '../../../server/contract/index.ts'
import { api } from '../../api.ts'
import { Remote } from '../../remote.svelte.ts'

/** A render with its sheet, and the edition it was made for. */
export interface SheetSeen {
  edition: Edition
  render: Render
  /** Absent: the render is older than the sheets, or was not verified. */
  sheet: QualitySheet | undefined
}

/** Asks for all that a quality sheet shows. */
export function sheetRemote(editionId: string, renderId: string): Remote<SheetSeen> {
  return new Remote(async () => {
    const [edition, render] = await Promise.all([api.edition(editionId), api.render(renderId)])
    return { edition, render, sheet: render.hasSheet === true ? await api.sheet(renderId) : undefined }
  })
}
