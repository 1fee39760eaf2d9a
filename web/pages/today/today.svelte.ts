import type { Airing, EditionSummary, Programme } from '../../../server/contract/index.ts'
import { stillToCome } from '../../airings.ts'
import { api } from '../../api.ts'
import { studioApi } from '../../api-studio.ts'
import { addDays, calendarDate, calendarMonth } from '../../dates.ts'
import { live } from '../../live.svelte.ts'
import { path } from '../../paths.ts'
import { Action, Remote } from '../../remote.svelte.ts'
import { route } from '../../route.svelte.ts'
import { ticking } from '../../ticking.svelte.ts'

/** How long something that did not sound is called to mind here; the log keeps it for ever. */
const REMEMBERED_DAYS = 7

/** Everything that “Hôm nay” shows: each programme's edition, today's airings, the one next step. */
export class TodayState {
  readonly editions = new Remote(() => api.editions())
  readonly programmes = new Remote(() => api.programmes())
  readonly console = new Remote(async () => {
    const console = await api.console()
    live.showStatus(console.status)
    return console
  })
  /** What did not sound in these days and has not been given another time. */
  readonly toMakeUp = new Remote(async () => {
    const today = calendarDate(ticking.now)
    const { airings } = await api.calendar(addDays(today, -REMEMBERED_DAYS), today)
    return airings.filter(({ mayBeMadeUp }) => mayBeMadeUp)
  })
  /** Reads that wait for the signed-in person, and reads that somebody has to hear. */
  readonly work = new Remote(() => studioApi.myWork())
  readonly opening = new Action()

  readonly month = $derived(calendarMonth(ticking.now))

  async load(): Promise<void> {
    await Promise.all([
      this.editions.load(),
      this.programmes.load(),
      this.console.load(),
      this.toMakeUp.load(),
      this.work.load(),
    ])
  }

  /** Programmes that have no edition of this month yet. */
  get waiting(): Programme[] {
    const editions = this.editions.value
    if (!editions) return []
    return (this.programmes.value ?? []).filter(
      ({ id }) => !editions.some((edition) => edition.programmeId === id && edition.period === this.month),
    )
  }

  /** This month's editions, and older or later ones that still have something to do. */
  get current(): EditionSummary[] {
    return (this.editions.value ?? []).filter((edition) => edition.period === this.month || edition.nextStep)
  }

  /** The edition whose next step is the one strong button: this month's first, then the oldest that waits. */
  get first(): EditionSummary | undefined {
    const withStep = this.current.filter((edition) => edition.nextStep)
    return withStep.find((edition) => edition.period === this.month) ?? withStep.at(-1)
  }

  get today(): Airing[] {
    return (this.console.value?.today ?? []).filter((airing) => airing.state !== 'withdrawn')
  }

  /** The airing that sounds next, wherever it stands in the calendar. */
  get nextAiring(): Airing | undefined {
    return stillToCome([...this.today, ...(this.console.value?.next ?? [])], ticking.now)[0]
  }

  /** Opens this month's edition of a programme and goes there. */
  async open(programmeId: string): Promise<void> {
    await this.opening.run(async () => {
      const edition = await api.makeEdition({ programmeId, period: this.month })
      route.go(path.edition(edition.id))
    })
  }
}
