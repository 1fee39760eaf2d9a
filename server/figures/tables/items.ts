import { compareVietnamese } from '../../vietnamese/index.ts'
import type { ItemFact, PlayFact } from '../facts/index.ts'
import { type Counted, type CountedColumn, type CountedTable, counted } from './counted.ts'
import { ITEM_MINUTES, ITEM_PLAYS, ITEMS, type ItemPlay, type ItemPlays, KIND_NAMES } from './listings.ts'

const ITEM_COLUMNS: readonly CountedColumn[] = [
  { key: 'items', title: 'Tin, bài', unit: 'count' },
  { key: 'airings', title: 'Lượt phát', unit: 'count' },
  { key: 'outside', title: 'Lượt phát ngoài hệ thống', unit: 'count' },
  { key: 'minutes', title: 'Phút phát', unit: 'minutes' },
]

/** Items whose topic nobody noted. */
const NO_TOPIC = 'Chưa ghi chủ đề'
const NO_UNIT = 'Đài tự thực hiện, chưa ghi đơn vị'

/** Every item in every airing that it was heard in (pure). */
export function itemPlaysOf(plays: readonly PlayFact[]): ItemPlay[] {
  return plays.flatMap((play) => play.items.map(({ item, ms }) => ({ item, play, ms })))
}

/** Each item once, however often and in however many programmes it was heard (pure). */
export function itemsOf(itemPlays: readonly ItemPlay[]): ItemPlays[] {
  return [...Map.groupBy(itemPlays, ({ item }) => item.key).values()].flatMap((mine) => {
    const [first] = mine
    return first ? [{ item: first.item, plays: mine.map(({ play }) => play) }] : []
  })
}

/** How many items, how often they were heard and how long (pure). */
export function itemFigures(itemPlays: readonly ItemPlay[]): Counted[] {
  const inside = itemPlays.filter(({ play }) => !play.isOutside)
  return [
    counted(itemsOf(itemPlays), ITEMS),
    counted(inside, ITEM_PLAYS),
    counted(
      itemPlays.filter(({ play }) => play.isOutside),
      ITEM_PLAYS,
    ),
    counted(inside, ITEM_MINUTES),
  ]
}

/** By topic (pure): an item of two topics counts in each. */
export function topicsTable(itemPlays: readonly ItemPlay[]): CountedTable {
  const topicsOf = ({ topics }: ItemFact) => (topics.length === 0 ? [NO_TOPIC] : [...new Set(topics)])
  const lines = linesBy(itemPlays, ({ item }) => topicsOf(item).map((topic) => ({ key: topic, title: topic })))
  const isAnyInTwo = itemPlays.some(({ item }) => item.topics.length > 1)
  return {
    key: 'topics',
    title: 'Theo chủ đề',
    lineTitle: 'Chủ đề',
    columns: ITEM_COLUMNS,
    lines: [...lines.filter(({ key }) => key !== NO_TOPIC), ...lines.filter(({ key }) => key === NO_TOPIC)],
    notes: isAnyInTwo ? ['Tin, bài có nhiều chủ đề được tính ở từng chủ đề.'] : [],
  }
}

/** By kind (pure). */
export function kindsTable(itemPlays: readonly ItemPlay[]): CountedTable {
  const order = Object.keys(KIND_NAMES)
  const lines = linesBy(itemPlays, ({ item }) => [{ key: item.kind, title: KIND_NAMES[item.kind] }])
  return {
    key: 'kinds',
    title: 'Theo loại',
    lineTitle: 'Loại',
    columns: ITEM_COLUMNS,
    lines: lines.toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key)),
    notes: [],
  }
}

/** By the unit that an item came from (pure). */
export function itemUnitsTable(itemPlays: readonly ItemPlay[]): CountedTable {
  const lines = linesBy(itemPlays, ({ item }) => [{ key: item.unit?.key ?? 'none', title: item.unit?.name ?? NO_UNIT }])
  return {
    key: 'item-units',
    title: 'Theo đơn vị gửi tin, bài',
    lineTitle: 'Đơn vị',
    columns: ITEM_COLUMNS,
    lines: lines.toSorted(
      (a, b) => Number(a.key === 'none') - Number(b.key === 'none') || compareVietnamese(a.title, b.title),
    ),
    notes: [],
  }
}

/** By programme, of some items alone (pure). */
export function itemProgrammesTable(
  itemPlays: readonly ItemPlay[],
  nameOf: (programmeId: string) => string,
): CountedTable {
  return {
    key: 'programmes',
    title: 'Theo chương trình',
    lineTitle: 'Chương trình',
    columns: ITEM_COLUMNS,
    lines: linesBy(itemPlays, ({ play }) => [{ key: play.programmeId, title: nameOf(play.programmeId) }]),
    notes: [],
  }
}

/** The lines in which each item counts, those with the most items first. */
function linesBy(itemPlays: readonly ItemPlay[], linesOf: (one: ItemPlay) => { key: string; title: string }[]) {
  const lines = new Map<string, { key: string; title: string; mine: ItemPlay[] }>()
  for (const one of itemPlays)
    for (const { key, title } of linesOf(one)) {
      const line = lines.get(key) ?? { key, title, mine: [] }
      lines.set(key, line)
      line.mine.push(one)
    }
  return [...lines.values()]
    .map(({ key, title, mine }) => ({ key, title, figures: itemFigures(mine) }))
    .sort((a, b) => (b.figures[0]?.value ?? 0) - (a.figures[0]?.value ?? 0) || compareVietnamese(a.title, b.title))
}
