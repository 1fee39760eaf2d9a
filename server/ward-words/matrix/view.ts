import { dateAt, periodTitle } from '../../../schedules/index.ts'
import type {
  Airing,
  MatrixEdition,
  Programme,
  Signed,
  WardCell,
  WardMatrix,
  WardStation,
} from '../../contract/index.ts'
import { type Deps, STATION_ZONE } from '../../deps.ts'
import { handedOver } from '../../hand-overs/index.ts'
import { findEditionNames, listProgrammes, programmePeriod } from '../../programmes/index.ts'
import { type Delivery, listWardStations, newestDeliveries, takenBy } from '../../stations/index.ts'
import { wardTellings } from '../plays/index.ts'
import { listReminders } from '../reminded/index.ts'
import { listRecallsSeen } from '../said/index.ts'
import { type CellFacts, cellOf, countsOf, type EditionFacts } from './rules.ts'

/** Airings that will not sound any more say nothing of the days of an edition. */
const CALLED_OFF: ReadonlySet<Airing['state']> = new Set(['withdrawn', 'skipped'])

/** What part of the matrix is asked for. */
export interface MatrixAsked {
  programmeId?: string | undefined
  editionId?: string | undefined
  /** So many of the newest editions. */
  most: number
}

/** The matrix of wards and the newest editions that were ever ready to be taken. */
export async function matrixOf(deps: Pick<Deps, 'db' | 'clock'>, asked: MatrixAsked): Promise<WardMatrix> {
  const { db, clock } = deps
  const today = dateAt(clock.now(), STATION_ZONE)
  const wards = await listWardStations(db)
  const programmes = await listProgrammes(db, today)
  const offered = await newestDeliveries(deps, { programmeId: asked.programmeId, editionId: asked.editionId })
  const deliveries = offered.slice(0, asked.most)
  const editionIds = deliveries.map(({ editionId }) => editionId)
  const takes = Map.groupBy(await takenBy(db, { editionIds }), keyOf)
  const handed = Map.groupBy(await handedOver(db, editionIds), keyOf)
  const tellings = new Map((await wardTellings(db, { editionIds })).map((telling) => [keyOf(telling), telling]))
  const seen = await listRecallsSeen(db, editionIds)
  const reminded = await newestReminders(deps, editionIds)

  const editions: (EditionFacts & { delivery: Delivery })[] = []
  for (const delivery of deliveries) editions.push({ delivery, ...(await editionFacts(deps, delivery, programmes)) })
  const cells = wards.map((ward) =>
    editions.map((edition): WardCell => {
      const key = keyOf({ wardStationId: ward.id, editionId: edition.editionId })
      const { plays = [], words = [], recordings = [] } = tellings.get(key) ?? {}
      const sight = seen.find(
        ({ wardStationId, editionId, recalledAt }) =>
          wardStationId === ward.id && editionId === edition.editionId && recalledAt === edition.withdrawn?.at,
      )
      const facts: CellFacts = {
        ward: {
          wardStationId: ward.id,
          since: dateAt(ward.created.at, STATION_ZONE),
          hasLink: ward.linkPath !== undefined,
        },
        edition,
        takes: takes.get(key) ?? [],
        handed: handed.get(key) ?? [],
        plays,
        words: words.map(({ wardStationId: _ward, editionId: _edition, ...word }) => word),
        recordings: recordings.map(
          ({ wardStationId: _ward, editionId: _edition, sha256: _hash, ...recording }) => recording,
        ),
        recallSeen: sight && { at: sight.seenAt, by: sight.seenBy },
        reminded: reminded.get(key),
        today,
      }
      return cellOf(facts)
    }),
  )
  return {
    wards: wards.map((ward) => ({
      wardStationId: ward.id,
      name: ward.name,
      hasLink: ward.linkPath !== undefined,
      makes: programmes
        .filter(({ producer }) => producer.kind === 'ward' && producer.wardStationId === ward.id)
        .map(({ id, name }) => ({ programmeId: id, name })),
    })),
    editions: editions.map((edition, place) =>
      columnOf(
        edition,
        wards,
        programmes,
        cells.flatMap((row) => row[place] ?? []),
      ),
    ),
    cells,
    hasMore: offered.length > deliveries.length,
  }
}

async function editionFacts(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { editionId, renderId, files, withdrawn, programmeId, airings }: Delivery,
  programmes: readonly Programme[],
): Promise<EditionFacts> {
  const producer = programmes.find(({ id }) => id === programmeId)?.producer
  const dates = airings.filter(({ state }) => !CALLED_OFF.has(state)).map(({ date }) => date)
  const [from, to] = [dates.toSorted()[0], dates.toSorted().at(-1)]
  const names = await findEditionNames(db, editionId)
  const window = names && programmePeriod(names.course, names.period, dateAt(clock.now(), STATION_ZONE)).airs
  const today = dateAt(clock.now(), STATION_ZONE)
  return {
    editionId,
    renderId,
    isReady: files.length > 0,
    withdrawn,
    airs: from !== undefined && to !== undefined ? { from, to } : (window ?? { from: today, to: today }),
    makerId: producer?.kind === 'ward' ? producer.wardStationId : undefined,
  }
}

function columnOf(
  { delivery, airs, isReady, makerId }: EditionFacts & { delivery: Delivery },
  wards: readonly WardStation[],
  programmes: readonly Programme[],
  cells: readonly WardCell[],
): MatrixEdition {
  const { editionId, programmeId, period, durationMs } = delivery
  const maker = wards.find(({ id }) => id === makerId)
  return {
    editionId,
    programmeId,
    programmeName: programmes.find(({ id }) => id === programmeId)?.name ?? delivery.title,
    period,
    periodTitle: periodTitle(period),
    isReady,
    durationMs,
    airs,
    counts: countsOf(cells),
    ...(maker && { madeBy: maker.name }),
  }
}

async function newestReminders({ db }: Pick<Deps, 'db'>, editionIds: readonly string[]): Promise<Map<string, Signed>> {
  const newest = new Map<string, Signed>()
  for (const { editionId, wards, reminded } of (await listReminders(db, editionIds)).toReversed()) {
    for (const { wardStationId } of wards) newest.set(keyOf({ wardStationId, editionId }), reminded)
  }
  return newest
}

function keyOf({ wardStationId, editionId }: { wardStationId: string; editionId: string }): string {
  return `${wardStationId} ${editionId}`
}
