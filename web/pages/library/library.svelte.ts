import type { LibraryAsked, LibraryEntry, LibraryKind } from '../../../server/contract/index.ts'
import { registersApi } from '../../api-registers.ts'
import { Action, Remote } from '../../remote.svelte.ts'

/** One shelf of the library as it is looked through, and the dialog over it. */
export class LibraryState {
  words = $state('')
  standing = $state<NonNullable<LibraryAsked['standing']> | ''>('')
  order = $state<NonNullable<LibraryAsked['order']>>('title')
  /** The kinds on this shelf; the first one is what a new entry is. */
  readonly kinds: readonly LibraryKind[]
  readonly list: Remote<LibraryEntry[]>
  readonly acting = new Action()
  /** The entry that is being written; `new` one that is not there yet. */
  writing = $state.raw<LibraryEntry | 'new'>()
  sounding = $state.raw<LibraryEntry>()
  placing = $state.raw<LibraryEntry>()
  /** The entry whose sound is to go into a rundown. */
  inserting = $state.raw<LibraryEntry>()
  retiring = $state.raw<LibraryEntry>()
  counting = $state.raw<LibraryEntry>()

  constructor(kinds: readonly LibraryKind[]) {
    this.kinds = kinds
    const [only] = kinds.length === 1 ? kinds : []
    this.list = new Remote(async () => {
      const entries = await registersApi.library({ ...this.asked, ...(only && { kind: only }) })
      return entries.filter(({ kind }) => kinds.includes(kind))
    })
  }

  get asked(): LibraryAsked {
    return {
      order: this.order,
      ...(this.words.trim() !== '' && { words: this.words.trim() }),
      ...(this.standing !== '' && { standing: this.standing }),
    }
  }

  get isNarrowed(): boolean {
    return this.words.trim() !== '' || this.standing !== ''
  }

  widen(): void {
    this.words = ''
    this.standing = ''
  }

  /** Does what a dialog asked for and shows the shelf anew; true when it went well. */
  act(what: () => Promise<unknown>): Promise<boolean> {
    return this.acting.run(async () => {
      await what()
      await this.list.load()
    })
  }
}
