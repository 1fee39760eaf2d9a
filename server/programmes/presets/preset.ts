import type { DatedRule, PresetName, Programme } from '../../contract/index.ts'

/** A programme as a source document describes it; what the document leaves open is said where it is filled in. */
export interface Preset
  extends Omit<DatedRule, 'from'>,
    Pick<Programme, 'kind' | 'targets' | 'topics' | 'audiences' | 'roles'> {
  preset: Exclude<PresetName, 'empty'>
  name: string
  /** The document, as it is cited. */
  source: string
  /** Vietnamese, for the person who chooses: when it airs and what else it brings. */
  about: string
  /** From when the document wants it; absent of a plan for one year, which begins with the year in which it is taken. */
  startsOn?: string
  rota: { month: number; units: { name: string; aliases: readonly string[] }[] }[]
}
