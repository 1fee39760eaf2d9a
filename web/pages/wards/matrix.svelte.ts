import type { MatrixEdition, MatrixWard, WardCell, WardWordNoted } from '../../../server/contract/index.ts'
import { api } from '../../api.ts'
import { wardsApi } from '../../api-wards.ts'
import { Action, Remote } from '../../remote.svelte.ts'

/** Editions at first, and at most. */
const FEW = 8
const ALL = 24

/** A ward and an edition with what stands between them. */
export interface Pair {
  ward: MatrixWard
  edition: MatrixEdition
  cell: WardCell
}

/** Wards × editions, and what a person does with them. */
export class MatrixState {
  programmeId = $state('')
  most = $state(FEW)
  #opened = $state.raw<{ wardStationId: string; editionId: string }>()
  readonly matrix = new Remote(() => wardsApi.matrix(this.asked))
  readonly programmes = new Remote(() => api.programmes())
  readonly acting = new Action()

  get asked(): { programmeId: string; most: number } {
    return { programmeId: this.programmeId, most: this.most }
  }

  /** The edition of which somebody is to be reminded: what must not be aired first, then the newest. */
  get toRemind(): MatrixEdition | undefined {
    const editions = this.matrix.value?.editions ?? []
    return editions.find(({ counts }) => counts.unaware > 0) ?? editions.find(({ counts }) => counts.wishes > 0)
  }

  /** The pair whose particulars are open, as it stands now. */
  get opened(): Pair | undefined {
    const [matrix, at] = [this.matrix.value, this.#opened]
    if (!matrix || !at) return undefined
    const row = matrix.wards.findIndex(({ wardStationId }) => wardStationId === at.wardStationId)
    const place = matrix.editions.findIndex(({ editionId }) => editionId === at.editionId)
    const [ward, edition, cell] = [matrix.wards[row], matrix.editions[place], matrix.cells[row]?.[place]]
    return ward && edition && cell ? { ward, edition, cell } : undefined
  }

  async load(): Promise<void> {
    await Promise.all([this.matrix.load(), this.programmes.load()])
  }

  open(cell: WardCell | undefined): void {
    this.acting.clear()
    this.#opened = cell && { wardStationId: cell.wardStationId, editionId: cell.editionId }
  }

  async choose(programmeId: string): Promise<void> {
    this.programmeId = programmeId
    await this.matrix.load()
  }

  async showAll(): Promise<void> {
    this.most = ALL
    await this.matrix.load()
  }

  note(word: Omit<WardWordNoted, 'wardStationId' | 'editionId'>): Promise<boolean> {
    return this.#act(({ cell }) =>
      wardsApi.note({ wardStationId: cell.wardStationId, editionId: cell.editionId, ...word }),
    )
  }

  takeBack(wordId: string): Promise<boolean> {
    return this.#act(({ cell }) => wardsApi.takeBackWord(cell.wardStationId, wordId))
  }

  noteRecallSeen(recalledAt: number): Promise<boolean> {
    return this.#act(({ cell }) =>
      wardsApi.noteRecallSeen(cell.wardStationId, { editionId: cell.editionId, recalledAt }),
    )
  }

  bringRecording(
    file: File,
    began: { date: string; time: string } | undefined,
    onProgress: (fraction: number) => void,
  ): Promise<boolean> {
    return this.#act(({ cell }) => wardsApi.bringRecording(cell, file, began, { onProgress }))
  }

  #act(act: (pair: Pair) => Promise<unknown>): Promise<boolean> {
    return this.acting.run(async () => {
      if (!this.opened) return
      await act(this.opened)
      await this.matrix.load()
    })
  }
}
