import fc from 'fast-check'
import { addDays, instantOf, type PlannedCourse } from '../../../schedules/index.ts'
import { STATION_ZONE } from '../../../server/deps.ts'
import type { Facts, ItemFact, PlayFact, ProgrammeFact } from '../../../server/figures/facts/index.ts'

/** Two days a month from the 15th to the 30th (Sa Đéc 2023). */
export const MONTHLY: PlannedCourse = {
  startsOn: '2023-07-01',
  rules: [
    { from: '2023-07-01', rule: { kind: 'days-a-month', daysAMonth: 2, fromDay: 15, toDay: 30 }, times: ['05:15'] },
  ],
}

/** Every Tuesday (Bảo Lộc 2012). */
export const WEEKLY: PlannedCourse = {
  startsOn: '2012-01-01',
  rules: [{ from: '2012-01-01', rule: { kind: 'weekly', weekdays: [2] }, times: ['17:00'] }],
}

export function programme(
  programmeId: string,
  course: PlannedCourse,
  more: Partial<ProgrammeFact> = {},
): ProgrammeFact {
  return {
    programmeId,
    name: `Chương trình ${programmeId}`,
    course,
    audiences: ['cán bộ, công chức', 'người dân và doanh nghiệp'],
    producer: { kind: 'station' },
    knownFrom: '2020-01-01',
    ...more,
  }
}

export function item(key: string, more: Partial<ItemFact> = {}): ItemFact {
  return {
    key,
    title: `Bài ${key}`,
    kind: 'item',
    unit: undefined,
    topics: [],
    award: undefined,
    href: undefined,
    ...more,
  }
}

/** An airing of an edition on a date at an hour, five minutes long. */
export function play(date: string, more: Partial<PlayFact> & { time?: string } = {}): PlayFact {
  const { time = '05:15', ...rest } = more
  const programmeId = rest.programmeId ?? 'a'
  const period = rest.period ?? date.slice(0, 7)
  return {
    airingId: `${programmeId}-${date}-${time}`,
    editionId: `${programmeId}-${period}`,
    programmeId,
    period,
    editionTitle: `Chương trình ${programmeId}, ${period}`,
    at: instantOf(date, time, STATION_ZONE),
    date,
    isOutside: false,
    place: undefined,
    ms: 300_000,
    items: [],
    itemIds: new Set(),
    sounds: new Set(),
    ...rest,
  }
}

/** Nothing at all in a quarter that is over. */
export const NOTHING: Facts = {
  days: { from: '2026-01-01', to: '2026-03-31' },
  asOf: '2026-03-31',
  today: '2026-04-10',
  programmes: [],
  plays: [],
  earlier: [],
  turns: [],
  extras: [],
  quotas: [],
  questions: [],
  feedback: [],
  evaluations: [],
  works: [],
  wards: [],
  tasks: [],
  unitNotes: [],
}

const LINES = [undefined, { key: 'u1', name: 'Phòng Nội vụ' }, { key: 'u2', name: 'Phòng Tư pháp' }] as const
const ITEMS = fc.record({
  key: fc.constantFrom('i1', 'i2', 'i3', 'i4'),
  ms: fc.option(fc.integer({ min: 0, max: 900_000 }), { nil: undefined }),
})

/** An item is the same wherever it is heard. */
function itemOf(key: string): ItemFact {
  const place = Number(key.slice(1))
  return item(key, {
    kind: (['item', 'answer', 'notice', 'item'] as const)[place - 1] ?? 'item',
    unit: LINES[place % LINES.length],
    topics: [[], ['chuyển đổi số'], ['chuyển đổi số', 'PAPI, PCI'], ['A/B']][place - 1] ?? [],
  })
}

const PLAYS = fc.array(
  fc
    .record({
      programmeId: fc.constantFrom('a', 'b', 'w'),
      day: fc.integer({ min: 0, max: 89 }),
      hour: fc.integer({ min: 0, max: 23 }),
      isOutside: fc.boolean(),
      ms: fc.option(fc.integer({ min: 1, max: 7_200_000 }), { nil: undefined }),
      items: fc.uniqueArray(ITEMS, { selector: ({ key }) => key, maxLength: 4 }),
      award: fc.boolean(),
    })
    .map(({ day, hour, items, award, ...rest }) =>
      play(addDays('2026-01-01', day), {
        ...rest,
        time: `${String(hour).padStart(2, '0')}:30`,
        place: rest.isOutside ? 'Loa kéo' : undefined,
        items: items.map(({ key, ms }) => ({ item: itemOf(key), ms })),
        sounds: new Set(award ? ['award'] : []),
      }),
    ),
  { maxLength: 40 },
)

const DATE = fc.integer({ min: -20, max: 110 }).map((days) => addDays('2026-01-01', days))
const MAYBE_DATE = fc.option(DATE, { nil: undefined })
const UNIT = fc.constantFrom({ key: 'u1', name: 'Phòng Nội vụ' }, { key: 'u2', name: 'Phòng Tư pháp' })

/** A quarter of a station, whatever may have happened in it. */
export const FACTS: fc.Arbitrary<Facts> = fc
  .record({
    today: fc.constantFrom('2025-12-01', '2026-02-14', '2026-04-10'),
    plays: PLAYS,
    turns: fc.array(
      fc.record({
        unit: UNIT,
        unitName: fc.constant('Phòng'),
        programmeId: fc.constant('a'),
        programmeName: fc.constant('Chương trình a'),
        period: fc.constantFrom('2026-01', '2026-02'),
        dueOn: fc.constant('2026-01-10'),
        owed: fc.constant(1),
        onTime: fc.integer({ min: 0, max: 2 }),
        late: fc.integer({ min: 0, max: 2 }),
        state: fc.constantFrom('on-time' as const, 'late' as const, 'missing' as const, 'open' as const),
      }),
      { maxLength: 8 },
    ),
    quotas: fc.array(
      fc.record({
        unit: fc.option(UNIT, { nil: undefined }),
        channelId: fc.constantFrom('c1', 'c2'),
        channelName: fc.constant('Zalo'),
        periodName: fc.constant('tháng 1/2026'),
        to: fc.constant('2026-01-31'),
        owed: fc.integer({ min: 1, max: 3 }),
        posted: fc.integer({ min: 0, max: 4 }),
        state: fc.constantFrom('met' as const, 'open' as const, 'missed' as const),
      }),
      { maxLength: 8 },
    ),
    questions: fc.array(
      fc.record({
        id: fc.uuid(),
        code: fc.constant('1/2026'),
        text: fc.constant('Hỏi'),
        receivedOn: DATE,
        agency: fc.option(UNIT, { nil: undefined }),
        dueOn: MAYBE_DATE,
        answeredOn: MAYBE_DATE,
        isClosed: fc.boolean(),
      }),
      { maxLength: 10 },
    ),
    feedback: fc.array(
      fc.record({
        id: fc.uuid(),
        code: fc.constant('1/2026'),
        kind: fc.constantFrom('opinion' as const, 'praise' as const),
        receivedOn: DATE,
        text: fc.constant('Hay'),
        isDone: fc.boolean(),
      }),
      { maxLength: 5 },
    ),
    tasks: fc.array(
      fc.record({
        id: fc.uuid(),
        listId: fc.constant('l'),
        listTitle: fc.constant('Danh mục'),
        content: fc.constant('Việc'),
        units: fc.uniqueArray(UNIT, { selector: ({ key }) => key, maxLength: 2 }),
        dueOn: MAYBE_DATE,
        doneOn: MAYBE_DATE,
        state: fc.constantFrom('done' as const, 'overdue' as const, 'open' as const),
      }),
      { maxLength: 6 },
    ),
    wards: fc.constantFrom(0, 1, 2).chain((count) =>
      fc.tuple(
        ...Array.from({ length: count }, (_, place) => {
          const editions = fc.uniqueArray(fc.constantFrom('a-2026-01', 'a-2026-02', 'b-2026-01'), { maxLength: 3 })
          const told = (ids: string[]) =>
            ids.map((editionId, at) => ({ editionId, editionTitle: editionId, at, ms: 1000 * at }))
          return fc.record({
            wardStationId: fc.constant(`ward-${place}`),
            name: fc.constant(`Phường ${place + 1}`),
            taken: editions.map(told),
            plays: fc.array(fc.constantFrom('a-2026-01', 'b-2026-01'), { maxLength: 4 }).map(told),
            proven: editions.map(told),
            notAired: editions.map(told),
          })
        }),
      ),
    ),
  })
  .map((facts) => ({
    ...NOTHING,
    ...facts,
    plays: facts.plays.toSorted((a, b) => a.at - b.at),
    asOf: facts.today < NOTHING.days.to ? facts.today : NOTHING.days.to,
    programmes: [
      programme('a', MONTHLY),
      programme('b', WEEKLY),
      programme('w', WEEKLY, { producer: { kind: 'ward', wardStationId: 'ward-0' } }),
    ],
    works: [
      {
        id: 'tp',
        title: 'Tiểu phẩm',
        award: 'Giải Nhì',
        author: undefined,
        sounds: new Set(['award']),
        itemIds: new Set<string>(),
        itemKey: 'i4',
      },
    ],
  }))
