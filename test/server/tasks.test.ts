import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TaskDue, TaskImportPreview, TaskList, TaskListSummary, UnitDetail } from '../../server/contract/index.ts'
import { readSheet } from '../../server/sheets/index.ts'
import { chosen } from '../../web/pages/task-list/filters.ts'
import { formOf, TestStation } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'

/** 15 November 2026 in Viet Nam. */
const NOW = Date.UTC(2026, 10, 15, 3)
const PASTED = [
  'DANH MỤC NHIỆM VỤ TUYÊN TRUYỀN NĂM 2026\t\t\t\t',
  'TT\tNội dung\tHình thức\tThời gian\tĐơn vị thực hiện',
  'I\tTRÊN SÓNG PHÁT THANH\t\t\t',
  '1\tChuyên mục Dân hỏi\tPhát thanh\tHằng tháng\tĐài Truyền thanh',
  '2\tTin về một cửa\tTin, bài\tTrước 20/11/2026\tPhòng Tư pháp Thành phố',
  '3\tPhóng sự chuyển đổi số\tPhóng sự\tQuý III\t"UBND phường 1\nphòng Nội vụ"',
].join('\n')

describe('task lists', () => {
  const clock = new FakeClock(NOW)
  let station: TestStation
  let list: TaskList
  beforeAll(async () => {
    station = await TestStation.open({ clock })
    await station.setUp()
    await station.edition('2026-11')
  })
  afterAll(() => station.close())
  beforeEach(() => clock.step(1000))

  const url = () => `/api/task-lists/${list.summary.id}`
  const task = (place: number) => list.tasks[place] ?? expect.fail(`task ${place}`)
  const outcome = (place: number, body: object) =>
    station.get<TaskList>('PUT', `/api/tasks/${task(place).id}/outcome`, body)
  const states = () => list.tasks.map(({ state }) => state)

  it('are read with their headings, units and days, and nothing is kept before somebody says so', async () => {
    const preview = await station.get<TaskImportPreview>('POST', '/api/task-lists/paste', { text: PASTED })
    expect(preview).toMatchObject({ title: 'DANH MỤC NHIỆM VỤ TUYÊN TRUYỀN NĂM 2026', year: 2026 })
    expect(preview.tasks.map(({ section, dueOn, units }) => [section, dueOn, units.map(({ name }) => name)])).toEqual([
      ['TRÊN SÓNG PHÁT THANH', undefined, []],
      ['TRÊN SÓNG PHÁT THANH', '2026-11-20', ['Phòng Tư pháp Thành phố']],
      ['TRÊN SÓNG PHÁT THANH', '2026-09-30', ['UBND Phường 1', 'Phòng Nội vụ Thành phố']],
    ])
    expect(preview.warnings).toEqual([
      '1 việc ghi đơn vị chưa có trong danh sách đơn vị của đài; tên được giữ nguyên như trong bảng.',
    ])
    expect(await station.get('GET', '/api/task-lists')).toEqual([])

    list = await station.get('POST', '/api/task-lists', {
      title: preview.title,
      year: preview.year,
      tasks: preview.tasks.map(({ units, ...one }) => ({ ...one, unitIds: units.map(({ unitId }) => unitId) })),
    })
    expect(list.summary).toMatchObject({ tasks: 3, done: 0, overdue: 1, isClosed: false })
    expect(states()).toEqual(['ongoing', 'due-soon', 'overdue'])
  })

  it('are of a unit as soon as the register knows it, and of the one that a person chose', async () => {
    expect(task(0).units).toEqual([])
    const { unit } = await station.get<UnitDetail>('POST', '/api/units', { name: 'Đài truyền thanh' })
    list = await station.get('GET', url())
    expect(task(0).units).toEqual([{ unitId: unit.id, name: 'Đài truyền thanh' }])
    const [, other] = task(2).units
    const { number: _, units: _before, state: _state, proofs: _proofs, note: _note, id, ...written } = task(0)
    list = await station.get('PUT', `/api/tasks/${id}`, { ...written, unitIds: [other?.unitId] })
    expect(task(0).units).toEqual([other])
    list = await station.get('PUT', `/api/tasks/${id}`, { ...written, unitIds: [] })
    expect(task(0).units).toEqual([{ unitId: unit.id, name: 'Đài truyền thanh' }])
  })

  it('remind of what is late and due soon, the latest first', async () => {
    const due = await station.get<TaskDue[]>('GET', '/api/tasks/due')
    expect(due.map(({ dueOn, state }) => [dueOn, state])).toEqual([
      ['2026-09-30', 'overdue'],
      ['2026-11-20', 'due-soon'],
    ])
  })

  it('are done with proof: a file or words that say where it can be seen', async () => {
    const bare = await station.refused('PUT', `/api/tasks/${task(1).id}/outcome`, { outcome: 'done', note: ' ok ' })
    expect(bare.code).toBe('task-proof-needed')
    const early = await station.refused('PUT', `/api/tasks/${task(1).id}/outcome`, {
      outcome: 'done',
      doneOn: '2026-11-16',
      note: 'Công văn 12',
    })
    expect(early).toMatchObject({ code: 'done-in-future', message: 'Ngày hoàn thành 16/11/2026 còn ở phía trước.' })

    const picture = Buffer.from('ảnh chụp bài đã đăng')
    list = await station.get('POST', `/api/tasks/${task(1).id}/proofs`, formOf(picture, 'Bài đã đăng.png', 'image/png'))
    list = await outcome(1, { outcome: 'done', doneOn: '2026-11-14' })
    expect(task(1)).toMatchObject({
      state: 'done',
      doneOn: '2026-11-14',
      outcomeSet: { by: 'Kỹ thuật viên trực' },
      proofs: [{ fileName: 'Bài đã đăng.png', bytes: picture.length }],
    })
    const [proof] = task(1).proofs
    const sent = await station.ask('GET', `/api/tasks/${task(1).id}/proofs/${proof?.id}`)
    expect(sent.raw).toEqual(picture)
    expect(sent.headers['content-type']).toBe('application/octet-stream')
    expect((await station.ask('GET', `/api/tasks/${task(0).id}/proofs/${proof?.id}`)).status).toBe(404)
    list = await outcome(2, { outcome: 'done', note: 'Công văn số 12/CV-PNV' })
    expect(list.summary).toMatchObject({ done: 2, overdue: 0 })
  })

  it('are open again when that was a mistake, whatever the clock was set to', async () => {
    clock.step(-86_400_000)
    list = await outcome(2, { outcome: 'open' })
    clock.step(86_400_000)
    list = await station.get('GET', url())
    expect(states()).toEqual(['ongoing', 'done', 'overdue'])
    const [proof] = task(1).proofs
    list = await station.get('DELETE', `/api/tasks/${task(1).id}/proofs/${proof?.id}`)
    expect(task(1).proofs).toEqual([])
  })

  it('can be put right, added to and taken from', async () => {
    const written = {
      section: '',
      content: ' Việc thêm ',
      form: '',
      time: 'Tháng 12',
      dueOn: '2026-12-31',
      unitText: '',
      helperText: '',
      unitIds: [],
    }
    list = await station.get('POST', `${url()}/tasks`, written)
    expect(task(3)).toMatchObject({ number: 4, content: 'Việc thêm', state: 'open' })
    list = await station.get('PUT', `/api/tasks/${task(3).id}`, { ...written, content: 'Việc đã sửa' })
    expect(task(3).content).toBe('Việc đã sửa')
    const unknown = { ...written, unitIds: ['không-có'] }
    expect((await station.refused('PUT', `/api/tasks/${task(3).id}`, unknown)).code).toBe('unit-unknown')
    expect((await station.refused('PUT', `/api/tasks/${task(3).id}`, { ...written, dueOn: '2026-02-30' })).code).toBe(
      'no-such-date',
    )
    list = await station.get('DELETE', `/api/tasks/${task(3).id}`)
    expect(list.tasks).toHaveLength(3)
    expect((await station.refused('DELETE', '/api/tasks/không-có')).code).toBe('not-found')
  })

  it('go to a sheet that can be read in again', async () => {
    const answer = await station.ask('GET', `${url()}/xlsx`)
    const { tabs } = await readSheet(answer.raw, 'danh-muc.xlsx')
    expect(tabs[0]?.rows[2]?.slice(0, 5)).toEqual([
      '2',
      'Tin về một cửa',
      'Tin, bài',
      'Trước 20/11/2026',
      'Phòng Tư pháp Thành phố',
    ])
    expect(tabs[0]?.rows[2]?.slice(7, 10)).toEqual(['20/11/2026', 'Đã xong', '14/11/2026'])
    const again = await station.get<TaskImportPreview>(
      'POST',
      '/api/task-lists/import',
      formOf(answer.raw, 'Danh mục 2026.xlsx'),
    )
    expect(again.tasks.map(({ content, dueOn }) => [content, dueOn])).toEqual(
      list.tasks.map(({ content, dueOn }) => [content, dueOn]),
    )
    expect(again.fileName).toBe('Danh mục 2026.xlsx')
  })

  it('go to a sheet as they are looked at on the page', async () => {
    for (const { which, wanted, order } of [
      { which: 'left', wanted: '', order: 'list' },
      { which: 'all', wanted: 'chuyen muc', order: 'due' },
      { which: 'all', wanted: '', order: 'unit' },
      { which: 'late', wanted: '', order: 'due' },
      { which: 'done', wanted: 'tu phap', order: 'list' },
    ] as const) {
      const query = new URLSearchParams({
        words: wanted,
        ...(which !== 'all' && { which }),
        ...(order !== 'list' && { order }),
      })
      const { raw } = await station.ask('GET', `${url()}/xlsx?${query}`)
      const contents = ((await readSheet(raw, 'danh-muc.xlsx')).tabs[0]?.rows ?? []).slice(1).map(([, words]) => words)
      expect(contents).toEqual(chosen(list.tasks, { which, wanted, order }).map(({ content }) => content))
    }
  })

  it('are told in a sheet of lists: how far each is, narrowed and in Vietnamese order', async () => {
    const task = { section: '', content: 'Việc', form: '', time: '', unitText: '', helperText: '', unitIds: [] }
    const other = { title: 'An toàn giao thông', year: 2025, tasks: [task] }
    const made = await station.get<TaskList>('POST', '/api/task-lists', other)
    await station.get('PATCH', `/api/task-lists/${made.summary.id}`, { isClosed: true })
    const rowsOf = async (query: Record<string, string>) => {
      const { raw } = await station.ask('GET', `/api/task-lists/xlsx?${new URLSearchParams(query)}`)
      return ((await readSheet(raw, 'cac-danh-muc.xlsx')).tabs[0]?.rows ?? []).slice(1)
    }
    const { title, year, tasks, done, overdue } = list.summary
    const open = [title, ...[year, tasks, done, overdue].map(String), 'Đang thực hiện', list.summary.fileName ?? '']
    const closed = ['An toàn giao thông', '2025', '1', '0', '0', 'Đã khép', '']
    expect(await rowsOf({})).toEqual([open, closed])
    expect(await rowsOf({ order: 'title' })).toEqual([closed, open])
    expect(await rowsOf({ state: 'open' })).toEqual([open])
    expect(await rowsOf({ words: 'giao  thong 2025' })).toEqual([closed])
    expect(await rowsOf({ words: 'giao thong 2026' })).toEqual([])
  })

  it('that are closed only show, until they are opened again', async () => {
    list = await station.get('PATCH', url(), { isClosed: true })
    expect(list.summary.isClosed).toBe(true)
    const refused = await station.refused('PUT', `/api/tasks/${task(2).id}/outcome`, { outcome: 'open' })
    expect(refused.code).toBe('task-list-closed')
    expect(await station.get('GET', '/api/tasks/due')).toEqual([])
    list = await station.get('PATCH', url(), { isClosed: false })
    const [summary] = await station.get<TaskListSummary[]>('GET', '/api/task-lists')
    expect(summary).toEqual(list.summary)
  })

  it('are not found where there are none', async () => {
    expect((await station.refused('POST', '/api/task-lists/paste', { text: 'Tháng\tĐơn vị\n1\tA' })).code).toBe(
      'no-content-column',
    )
    expect((await station.refused('GET', '/api/task-lists/không-có')).code).toBe('not-found')
  })
})
