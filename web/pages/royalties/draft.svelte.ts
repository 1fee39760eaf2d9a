import type {
  ItemKind,
  RoyaltyKind,
  RoyaltyRate,
  RoyaltyRates,
  RoyaltyRatesWritten,
} from '../../../server/contract/index.ts'
import { readCoefficient, readDong, typedAmount } from './money.ts'

/** A rate while it is typed; without an amount nothing is paid. */
export class RateDraft {
  typed = $state('')
  measure = $state<RoyaltyRate['measure']>('dong')
  basis = $state<RoyaltyRate['basis']>('each')

  constructor(rate: RoyaltyRate | undefined) {
    if (!rate) return
    this.typed = typedAmount(rate)
    this.measure = rate.measure
    this.basis = rate.basis
  }

  readonly #amount = $derived(
    // đồng a word may have a fraction; a whole amount may not.
    this.measure === 'dong'
      ? (readDong(this.typed) ?? (this.basis === 'word' ? readCoefficient(this.typed) : undefined))
      : readCoefficient(this.typed),
  )

  get problem(): string | undefined {
    if (this.typed.trim() === '' || this.#amount !== undefined) return undefined
    return this.measure === 'dong' ? 'Ghi số tiền, ví dụ 50.000.' : 'Ghi hệ số, ví dụ 0,3.'
  }

  get rate(): RoyaltyRate | undefined {
    if (this.typed.trim() === '' || this.#amount === undefined) return undefined
    return { amount: this.#amount, measure: this.measure, basis: this.basis }
  }
}

/** A kind of work while it is typed. */
export class KindDraft {
  readonly kindId: string
  name = $state('')
  itemKinds = $state<ItemKind[]>([])
  mostWords = $state('')
  readonly author: RateDraft
  readonly reader: RateDraft

  constructor(kind: RoyaltyKind) {
    this.kindId = kind.kindId
    this.name = kind.name
    this.itemKinds = [...kind.itemKinds]
    this.mostWords = kind.mostWords === undefined ? '' : typedAmount({ amount: kind.mostWords, measure: 'dong' })
    this.author = new RateDraft(kind.author)
    this.reader = new RateDraft(kind.reader)
  }

  get problem(): string | undefined {
    if (this.name.trim() === '') return 'Ghi tên thể loại.'
    if (this.mostWords.trim() !== '' && !(readDong(this.mostWords) ?? 0)) return 'Số chữ là một số, ví dụ 300.'
    return this.author.problem ?? this.reader.problem
  }

  get kind(): RoyaltyKind {
    const mostWords = readDong(this.mostWords)
    const { author, reader } = { author: this.author.rate, reader: this.reader.rate }
    return {
      kindId: this.kindId,
      name: this.name.trim(),
      itemKinds: [...this.itemKinds],
      ...(mostWords !== undefined && { mostWords }),
      ...(author && { author }),
      ...(reader && { reader }),
    }
  }
}

/** A table of rates while it is typed. */
export class RatesDraft {
  from = $state<string>()
  decision = $state('')
  unitValue = $state('')
  kinds = $state.raw<KindDraft[]>([])
  readonly #base: { from: string; number: number } | undefined

  /** `base`: the table that is edited, or copied to another day; `kinds`: what a first table begins with. */
  constructor(base: RoyaltyRates | undefined, from: string | undefined, kinds: readonly RoyaltyKind[]) {
    this.from = from
    this.#base = base && { from: base.from, number: base.number }
    this.decision = base !== undefined && base.from === from ? base.decision : ''
    this.unitValue =
      base?.unitValueDong === undefined ? '' : typedAmount({ amount: base.unitValueDong, measure: 'dong' })
    this.kinds = (base?.kinds ?? kinds).map((kind) => new KindDraft(kind))
  }

  get needsUnitValue(): boolean {
    return this.kinds.some(({ author, reader }) => [author, reader].some(({ measure }) => measure === 'coefficient'))
  }

  get unitValueProblem(): string | undefined {
    if (this.unitValue.trim() === '') return this.needsUnitValue ? 'Có mức theo hệ số thì cần giá trị này.' : undefined
    return readDong(this.unitValue) ? undefined : 'Ghi số tiền, ví dụ 234.000.'
  }

  get isReady(): boolean {
    return (
      this.from !== undefined &&
      this.unitValueProblem === undefined &&
      this.kinds.length > 0 &&
      this.kinds.every(({ problem }) => problem === undefined)
    )
  }

  /** What is sent; undefined while something is wanting. */
  get written(): RoyaltyRatesWritten | undefined {
    const { from } = this
    if (from === undefined || !this.isReady) return undefined
    const unitValueDong = readDong(this.unitValue)
    return {
      from,
      decision: this.decision.trim(),
      kinds: this.kinds.map(({ kind }) => kind),
      ...(unitValueDong && { unitValueDong }),
      ...(this.#base?.from === from && { baseNumber: this.#base.number }),
    }
  }

  add(): void {
    const id = `loai-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`
    this.kinds = [...this.kinds, new KindDraft({ kindId: id, name: '', itemKinds: [] })]
  }

  remove(kindId: string): void {
    this.kinds = this.kinds.filter((kind) => kind.kindId !== kindId)
  }

  /** A kind further up fits before those below it. */
  raise(kindId: string): void {
    const place = this.kinds.findIndex((kind) => kind.kindId === kindId)
    const [raised, lowered] = [this.kinds[place], this.kinds[place - 1]]
    if (raised && lowered) this.kinds = this.kinds.with(place - 1, raised).with(place, lowered)
  }
}
