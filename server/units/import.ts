import type { CalendarDate } from '../../schedules/index.ts'
import type { Unit, UnitContact, UnitImportLine, UnitImportPreview, UnitsImported } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import { columnsOf, type Table, type TablesRead, textIn } from '../tables/index.ts'
import { addUnit, editUnit, type Signature, spellingsFor, tidyContacts } from './changes.ts'
import { UnitRegister } from './register.ts'
import { keysOf, tidyName } from './spelling.ts'

/** A unit as a line of a list names it. */
export interface UnitLine {
  name: string
  aliases: string[]
  contacts: UnitContact[]
}

const COLUMNS = {
  alias: ['cach viet khac', 'ten khac', 'ten viet tat', 'viet tat'],
  contact: ['nguoi lien he', 'dau moi', 'lien he', 'ho ten', 'ho va ten', 'can bo phu trach'],
  duty: ['chuc vu', 'chuc danh', 'nhiem vu'],
  telephone: ['dien thoai', 'so dien thoai', 'dt', 'sdt', 'zalo'],
  email: ['email', 'e mail', 'thu dien tu'],
  name: ['ten don vi', 'don vi', 'co quan', 'ten co quan', 'ten'],
} as const

/**
 * The units that a table lists (pure), a line for each: several lines of one unit are one. Without titles the first column with
 * words in it holds the names. Other spellings are parted by “;” or a new line, for neither stands inside a name.
 */
export function unitLinesOf(table: Table): UnitLine[] {
  const titled = columnsOf(table, COLUMNS, ['name'])
  const rows = titled?.rows ?? table
  const names = titled?.of.name.slice(0, 1) ?? [firstWordsOf(table)]
  const lines = new Map<string, UnitLine>()
  for (const cells of rows) {
    const name = tidyName(textIn(cells, names).replace(/\n/g, ' '))
    if (!/\p{L}/u.test(name)) continue
    const text = (key: keyof typeof COLUMNS) => (titled ? textIn(cells, titled.of[key]) : '')
    const contact = tidyContacts([
      { name: text('contact'), duty: text('duty'), telephone: text('telephone'), email: text('email') },
    ])
    const key = keysOf(name)[0] ?? name
    const known = lines.get(key) ?? { name, aliases: [], contacts: [] }
    lines.set(key, {
      name: known.name,
      aliases: spellingsFor(known, [...known.aliases, name, ...text('alias').split(/[;\n]/)]),
      contacts: [...known.contacts, ...contact],
    })
  }
  return [...lines.values()]
}

/** What would become of the units of a list. Refuses `no-unit-column` when it names none. */
export async function previewUnits(db: Db, read: TablesRead, today: CalendarDate): Promise<UnitImportPreview> {
  const lines = read.tables.flatMap(unitLinesOf)
  if (lines.length === 0) throw new StationError('no-unit-column')
  const register = await UnitRegister.open(db)
  const reader = register.reader(today)
  return {
    lines: lines.map(({ name, aliases, contacts }): UnitImportLine => {
      const { unitId, candidates } = reader.read(name)
      const unit = unitId === undefined ? undefined : register.find(unitId, today)
      const named = (id: string) => ({ unitId: id, name: register.nameOn(id, today) ?? '' })
      const what = unit ? (hasMore(unit, { name, aliases, contacts }) ? 'more' : 'known') : undefined
      return {
        written: name,
        aliases,
        contacts,
        what: what ?? (candidates.length > 0 ? 'unclear' : 'new'),
        candidates: candidates.map(named),
        ...(unit && { unit: named(unit.id) }),
      }
    }),
    warnings: read.warnings,
  }
}

/** Takes over the lines as a person settled them, all or none; what a unit has already stays. */
export async function importUnits(db: Db, { lines }: UnitsImported, signature: Signature): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const { name, unitId, aliases, contacts } of lines) {
      if (unitId === undefined) {
        await addUnit(trx, { name, aliases, contacts }, signature)
        continue
      }
      const unit = (await UnitRegister.open(trx)).find(unitId)
      if (!unit) throw new StationError('unit-unknown')
      const all = withMore(unit, { name, aliases, contacts })
      await editUnit(trx, unitId, all, signature)
    }
  })
}

function hasMore(unit: Unit, line: UnitLine): boolean {
  const { aliases, contacts } = withMore(unit, line)
  return aliases.length > unit.aliases.length || contacts.length > unit.contacts.length
}

/** What is already known under another spelling of the same is no news. */
function withMore(unit: Unit, line: UnitLine): Pick<UnitLine, 'aliases' | 'contacts'> {
  const known = new Set([unit.name, ...unit.aliases].flatMap(keysOf))
  const fresh = spellingsFor(unit, [line.name, ...line.aliases]).filter(
    (spelling) => !keysOf(spelling).some((key) => known.has(key)),
  )
  const told = new Set(unit.contacts.map((contact) => JSON.stringify(contact)))
  return {
    aliases: [...unit.aliases, ...fresh],
    contacts: [...unit.contacts, ...tidyContacts(line.contacts).filter((one) => !told.has(JSON.stringify(one)))],
  }
}

function firstWordsOf(table: Table): number {
  const widest = Math.max(...table.map((cells) => cells.length))
  const words = (column: number) => table.filter((cells) => /\p{L}{2}/u.test(cells[column] ?? '')).length
  const columns = Array.from({ length: widest }, (_, column) => column)
  return columns.find((column) => words(column) * 2 > table.length) ?? 0
}
