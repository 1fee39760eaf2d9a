import type { CalendarDate } from '../../schedules/index.ts'
import type { TaskImportPreview } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { StationError } from '../errors.ts'
import type { TablesRead } from '../tables/index.ts'
import { UnitRegister } from '../units/index.ts'
import { dueOf } from './due.ts'
import { taskLinesOf, titleIn, yearIn } from './reading.ts'
import { unitsNamedIn } from './who.ts'

/** As many as one list may have. */
const MOST_TASKS = 1000

/**
 * What a file or a paste would make a list of. The name and the year are the document's where it tells them. Refuses
 * `no-content-column` where no table holds tasks.
 */
export async function previewTasks(
  db: Db,
  read: TablesRead,
  fileName: string | undefined,
  today: CalendarDate,
): Promise<TaskImportPreview> {
  const lines = read.tables.flatMap((table) => taskLinesOf(table) ?? [])
  if (lines.length === 0) throw new StationError('no-content-column')
  const words = [...read.paragraphs, ...read.tables.flatMap((table) => table.slice(0, 8).map(firstCell))]
  const title = titleIn(words)
  const year = yearIn([...(title === undefined ? [] : [title]), ...words]) ?? Number(today.slice(0, 4))
  const register = await UnitRegister.open(db)
  const on = today.startsWith(`${year}-`) ? today : `${year}-12-31`
  const tasks = lines.slice(0, MOST_TASKS).map((line) => {
    const dueOn = dueOf(line.time, year)
    return {
      ...line,
      content: line.content.slice(0, 5000),
      units: unitsNamedIn(register, line.unitText, on),
      ...(dueOn !== undefined && { dueOn }),
    }
  })
  const unclear = tasks.filter(({ unitText, units }) => unitText !== '' && units.length === 0).length
  return {
    title: title ?? (fileName === undefined ? '' : fileName.replace(/\.\w+$/, '')),
    year,
    tasks,
    warnings: [
      ...read.warnings,
      ...(lines.length > MOST_TASKS ? [`Bảng có ${lines.length} việc; chỉ lấy ${MOST_TASKS} việc đầu.`] : []),
      ...(unclear > 0
        ? [`${unclear} việc ghi đơn vị chưa có trong danh sách đơn vị của đài; tên được giữ nguyên như trong bảng.`]
        : []),
    ],
    ...(fileName !== undefined && { fileName }),
  }
}

function firstCell(cells: readonly string[]): string {
  return cells.find((cell) => cell.trim() !== '') ?? ''
}
