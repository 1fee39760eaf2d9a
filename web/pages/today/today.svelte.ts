import type { Airing, Month, MonthWork, PeriodStanding } from '../../../server/contract/index.ts'
import { stillToCome } from '../../airings.ts'
import { api } from '../../api.ts'
import { monthApi } from '../../api-month.ts'
import { studioApi } from '../../api-studio.ts'
import { addDays, calendarDate } from '../../dates.ts'
import { live } from '../../live.svelte.ts'
import { path } from '../../paths.ts'
import { Action, Remote } from '../../remote.svelte.ts'
import { route } from '../../route.svelte.ts'
import { session } from '../../session.svelte.ts'
import { ticking } from '../../ticking.svelte.ts'

/** How long something that did not sound is called to mind here; the log keeps it for ever. */
const REMEMBERED_DAYS = 7

/** Everything that “Hôm nay” shows: where each programme stands, what is due for whom, today's airings, the one next step. */
export class TodayState {
  readonly month = new Remote<Month>(() => monthApi.month())
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

  async load(): Promise<void> {
    // A ward airs by its own means: the station's console and its airings are not its business.
    const ofStation = session.ward ? [] : [this.console.load(), this.toMakeUp.load()]
    await Promise.all([this.month.load(), this.work.load(), ...ofStation])
  }

  /** The one next step of the person signed in. */
  get next(): MonthWork | undefined {
    return this.month.value?.next
  }

  /** What else is due. Reads that were given to a person stand in a list of their own. */
  get due(): MonthWork[] {
    const next = this.next
    const isNext = (work: MonthWork) =>
      work.work === next?.work && work.programmeId === next.programmeId && work.period === next.period
    return (this.month.value?.work ?? []).filter((work) => work.work !== 'read' && !isNext(work))
  }

  /** The period that items are being taken in for, the one that ends first. */
  get takingIn(): { standing: PeriodStanding; until: string } | undefined {
    const open = (this.month.value?.programmes ?? [])
      .flatMap(({ periods }) => periods)
      .flatMap((standing) =>
        standing.windows
          .filter(({ name, state }) => name === 'intake' && (state === 'open' || state === 'closing'))
          .map(({ to }) => ({ standing, until: to })),
      )
    return open.toSorted((a, b) => a.until.localeCompare(b.until))[0]
  }

  get today(): Airing[] {
    return (this.console.value?.today ?? []).filter((airing) => airing.state !== 'withdrawn')
  }

  /** The airing that sounds next, wherever it stands in the calendar. */
  get nextAiring(): Airing | undefined {
    return stillToCome([...this.today, ...(this.console.value?.next ?? [])], ticking.now)[0]
  }

  /** Opens a programme's edition of a period and goes there. */
  async open({ programmeId, period }: Pick<MonthWork, 'programmeId' | 'period'>): Promise<void> {
    await this.opening.run(async () => {
      const edition = await api.makeEdition({ programmeId, period })
      route.go(path.edition(edition.id))
    })
  }
}
