import { describe, expect, it } from 'vitest'
import type { ReviewItem, ReviewMinutes } from '../../../server/contract/index.ts'
import { BLANK_LETTERHEAD } from '../../../server/office/index.ts'
import type { Block } from '../../../server/papers/index.ts'
import { minutesPaper, proposedMinutes } from '../../../server/review/minutes.ts'

const item = (title: string, more: Partial<ReviewItem> = {}): ReviewItem => ({
  placementId: title,
  submissionId: 's',
  receiptCode: 'c',
  title,
  unitName: 'Phòng Quản lý đô thị',
  source: 'unit',
  text: '',
  syllables: 100,
  estimatedMs: 25_000,
  isLate: false,
  isInRota: true,
  files: [],
  alike: [],
  warnings: [],
  ...more,
})
const minutes: ReviewMinutes = {
  id: 'm',
  saved: { by: 'Chị Lan', at: 1 },
  heldOn: '2026-11-12',
  from: '08:00',
  until: '10:30',
  place: 'Phòng họp số 2',
  issuer: 'Phòng Văn hoá - Thông tin',
  issuerAbove: 'UBND thành phố Sa Đéc',
  attendees: [
    { name: 'A', office: 'Trưởng phòng Văn hoá - Thông tin', role: 'chair', said: 'Nhất trí.' },
    { name: 'B', office: 'Trung tâm Văn hoá - Thể thao và Truyền thanh', role: 'clerk', said: '' },
    { name: '', office: 'Phòng Nội vụ', role: 'member', said: 'Tin thứ hai cần thêm số liệu.' },
  ],
  conclusion: 'Biên tập xong trước ngày 14/11.',
}
const LETTERHEAD = { ...BLANK_LETTERHEAD, code: 'VHTT', above: 'UBND THÀNH PHỐ' }
const review = {
  programmeName: 'Cải cách hành chính và cuộc sống',
  periodTitle: 'tháng 11/2026',
  items: [
    item('Một cửa', { decision: 'chosen' }),
    item('Cũ', { decision: 'refused', reason: 'Không còn thời sự' }),
    item('Chờ', { decision: 'held' }),
    item('Chưa bàn'),
  ],
}
const words = (body: readonly Block[]) =>
  body
    .map((block) => {
      if (block.kind === 'list') return block.items.join('\n')
      return block.kind === 'table' ? block.rows.map((row) => row.join(' | ')).join('\n') : block.text
    })
    .join('\n')

describe('the minutes of a review meeting', () => {
  it('say when, where, who attended, what each said, what was decided and why', () => {
    const paper = minutesPaper(review, minutes, LETTERHEAD)
    const text = words(paper.body)
    for (const said of [
      'Thời gian bắt đầu: 08 giờ 00 phút, ngày 12/11/2026.',
      'Địa điểm: Phòng họp số 2.',
      'Chủ trì: Ông/bà A, Trưởng phòng Văn hoá - Thông tin.',
      'Thành phần tham dự: Phòng Nội vụ.',
      'Phòng Nội vụ: Tin thứ hai cần thêm số liệu.',
      '1 | Một cửa | Phòng Quản lý đô thị | Chọn',
      '2 | Cũ | Phòng Quản lý đô thị | Không chọn (Không còn thời sự)',
      '4 | Chưa bàn | Phòng Quản lý đô thị | Chưa quyết định',
      'Chọn 1 tin, bài đưa vào kỳ phát, theo thứ tự:',
      'Biên tập xong trước ngày 14/11.',
      'Cuộc họp kết thúc vào 10 giờ 30 phút, ngày 12/11/2026./.',
    ]) {
      expect(text).toContain(said)
    }
    expect(paper).toMatchObject({
      kind: 'bien-ban',
      title: 'BIÊN BẢN',
      symbol: 'BB-VHTT',
      issuer: { name: 'Phòng Văn hoá - Thông tin', above: 'UBND thành phố Sa Đéc' },
      signer: { title: 'CHỦ TRÌ', name: 'A' },
      secondSigner: { title: 'THƯ KÝ', name: 'B' },
    })
  })

  it('leave blank what nobody wrote, and tell of no words where nobody spoke', () => {
    const { until: _, ...open } = minutes
    const silent = { ...open, place: '', attendees: [], conclusion: '' }
    const text = words(minutesPaper(review, silent, BLANK_LETTERHEAD).body)
    expect(text).toContain('Địa điểm: ……………………')
    expect(text).toContain('Cuộc họp kết thúc vào …… giờ ……')
    expect(text).not.toContain('Ý kiến tại cuộc họp')
    expect(text).toContain('2. Kết luận')
  })

  it('begin with the offices that the programme names, then with who sat there last time, without their words', () => {
    const facts = {
      programme: {
        roles: {
          reviewer: { name: 'Phòng VHTT' },
          collector: { name: 'Phòng Nội vụ' },
          monitor: { name: 'Phòng Nội vụ' },
        },
      },
      stationName: 'Đài truyền thanh',
      letterhead: LETTERHEAD,
      today: '2026-11-12',
      window: { from: '2026-11-10', to: '2026-11-15' },
    }
    const first = proposedMinutes({ ...facts, last: undefined })
    expect(first).toMatchObject({ heldOn: '2026-11-12', issuer: 'Phòng VHTT', issuerAbove: 'UBND THÀNH PHỐ' })
    const ours = { ...LETTERHEAD, issuer: 'UBND phường' }
    expect(proposedMinutes({ ...facts, letterhead: ours, last: undefined }).issuer).toBe('UBND phường')
    expect(first.attendees.map(({ office, role }) => [role, office])).toEqual([
      ['chair', 'Phòng VHTT'],
      ['clerk', 'Đài truyền thanh'],
      ['member', 'Phòng Nội vụ'],
    ])
    const next = proposedMinutes({
      ...facts,
      last: minutes,
      today: '2026-12-20',
      window: { from: '2026-12-10', to: '2026-12-15' },
    })
    expect(next.heldOn).toBe('2026-12-10')
    expect(next.attendees.map(({ name, said }) => [name, said])).toEqual([
      ['A', ''],
      ['B', ''],
      ['', ''],
    ])
    expect(next.conclusion).toBe('')
  })
})
