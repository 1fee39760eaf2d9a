import { describe, expect, it } from 'vitest'
import { type BookFacts, bookWorks } from '../../../server/month/books.ts'

const FACTS: BookFacts = {
  tasks: [
    { state: 'overdue', dueOn: '2026-11-20' },
    { state: 'overdue', dueOn: '2026-11-10' },
    { state: 'due-soon', dueOn: '2026-11-25' },
  ],
  questions: [
    { state: 'received', isOverdue: false },
    { state: 'sent', isOverdue: true },
    { state: 'answered', isOverdue: false },
    { state: 'told', isOverdue: false },
  ],
  announcements: 1,
  reports: [
    { state: 'overdue', dueOn: '2026-10-05' },
    { state: 'coming', dueOn: '2027-01-05' },
  ],
}

describe('what is due in the registers', () => {
  it('is counted in a line each, what falls to the person first, then what is late', () => {
    const lines = bookWorks(FACTS, { functions: ['monitor'] })
    expect(lines.map(({ label, isMine, isLate }) => [label, isMine, isLate])).toEqual([
      ['2 nhiệm vụ quá hạn', true, true],
      ['1 câu hỏi quá hạn trả lời', true, true],
      ['1 báo cáo quá hạn gửi', true, true],
      ['1 nhiệm vụ sắp đến hạn', true, false],
      ['1 câu hỏi chưa chuyển cơ quan trả lời', false, false],
      ['1 câu trả lời chờ biên tập', false, false],
      ['1 thông báo, đường dây nóng cần xem lại', false, false],
    ])
    expect(lines[0]?.dueOn).toBe('2026-11-10')
  })

  it('is nothing where nothing is due', () => {
    expect(bookWorks({ tasks: [], questions: [], announcements: 0, reports: [] }, { functions: ['editor'] })).toEqual(
      [],
    )
  })
})
