import { describe, expect, it } from 'vitest'
import type { Airing, MonthPlan, OccupiedSlot } from '../../../server/contract/index.ts'
import { confirmationPaper } from '../../../server/month-papers/confirmation.ts'
import type { Confirmation } from '../../../server/month-papers/confirmed.ts'
import { wholeGuide } from '../../../server/month-papers/outage.ts'
import { outagePage } from '../../../server/month-papers/outage-page.ts'
import { monthTitle, planLines, planPaper, relayWords } from '../../../server/month-papers/plan.ts'
import { BLANK_LETTERHEAD } from '../../../server/office/index.ts'

const AIRING: Airing = {
  id: 'a',
  editionId: 'e',
  programmeId: 'p',
  programmeName: 'Bản tin',
  editionTitle: 'Bản tin, tháng 11/2026',
  date: '2026-11-18',
  time: '05:15',
  startsAt: 2000,
  state: 'ready',
  missing: [],
  confirmed: { by: 'Trực', at: 1 },
}

describe('a month’s schedule', () => {
  it('is in the order of time, with what became of each, without what was withdrawn', () => {
    const lines = planLines(
      [
        { ...AIRING, state: 'withdrawn', startsAt: 1 },
        { ...AIRING, state: 'missed' },
        { ...AIRING, time: '17:00', startsAt: 3000, makesUpForId: 'a', willBeSkipped: 'Tạm dừng: quốc tang.' },
        { ...AIRING, state: 'outside', startsAt: 4000, outside: { where: 'Trạm khóm 2', note: '' } },
      ],
      [{ date: '2026-11-17', time: '11:00', startsAt: 1000, programmeName: 'Tuần', title: 'Tuần 47' }],
    )
    expect(lines.map(({ title, isExpected, note }) => [title, isExpected, note])).toEqual([
      ['Tuần 47', true, 'Theo lệ, chưa xác nhận'],
      ['Bản tin, tháng 11/2026', false, 'Lỡ giờ phát'],
      ['Bản tin, tháng 11/2026', false, 'Phát bù; Tạm dừng: quốc tang'],
      ['Bản tin, tháng 11/2026', false, 'Phát ngoài hệ thống: Trạm khóm 2'],
    ])
  })

  it('names the months 1 and 2 with a nought, as papers do', () => {
    expect(monthTitle('2026-02')).toBe('tháng 02 năm 2026')
    expect(monthTitle('2026-03')).toBe('tháng 3 năm 2026')
    expect(monthTitle('2026-12')).toBe('tháng 12 năm 2026')
  })

  it('says when others have the device', () => {
    const slot: OccupiedSlot = {
      id: 's',
      title: 'Tiếp âm đài tỉnh',
      weekdays: [1, 7],
      from: '22:00',
      until: '23:59',
      firstDate: '2026-11-01',
      lastDate: '2026-12-31',
      made: { by: 'Trực', at: 1 },
    }
    expect(relayWords(slot)).toBe('22:00 – hết ngày Thứ Hai, Chủ Nhật, từ 01/11/2026, đến 31/12/2026: Tiếp âm đài tỉnh')
  })

  it('is a thông báo of the station where the letterhead names nobody', () => {
    const plan: MonthPlan = { lines: planLines([AIRING], []), relays: [], holidays: ['20/11/2026: Nhà giáo'] }
    const facts = { month: '2026-11', stationName: 'Đài truyền thanh', letterhead: BLANK_LETTERHEAD }
    const paper = planPaper(plan, facts)
    expect(paper).toMatchObject({ kind: 'thong-bao', issuer: { name: 'Đài truyền thanh' }, symbol: 'TB-…' })
    expect(paper.body.find(({ kind }) => kind === 'table')).toMatchObject({
      rows: [['Thứ\u00a0Tư\n18/11/2026', '05:15', 'Bản tin, tháng 11/2026', '', '']],
    })
  })
})

describe('a confirmation', () => {
  it('tells a proof by how much of the programme it found, and no hour of the item that nobody knows', () => {
    const facts: Confirmation = {
      title: 'Một cửa',
      editions: [
        {
          programmeName: 'Bản tin',
          title: 'Bản tin, tháng 11/2026',
          plays: [
            { startedAt: Date.UTC(2026, 10, 17, 22, 15), proof: { found: true, matched: 0.9871 } },
            { startedAt: Date.UTC(2026, 10, 18, 22, 15), proof: { found: false, matched: 0 } },
          ],
          wards: [],
        },
      ],
    }
    const paper = confirmationPaper(facts, {
      stationName: 'Đài',
      letterhead: BLANK_LETTERHEAD,
      today: '2026-11-20',
    })
    expect(paper.body.find(({ kind }) => kind === 'table')).toMatchObject({
      rows: [
        ['1', '18/11/2026', '05:15:00', 'trong kỳ phát', 'Sổ nhật ký phát sóng; đối soát với bản thu, khớp 98,7%'],
        ['2', '19/11/2026', '05:15:00', 'trong kỳ phát', 'Sổ nhật ký phát sóng'],
      ],
    })
    expect(paper.recipients).toEqual(['Lưu: VT'])
  })
})

describe('the guide for an outage', () => {
  it('names every duty and place once, and counts what nobody filled in', () => {
    const guide = wholeGuide([{ duty: 'power', name: 'Điện lực', telephone: '1900' }], [])
    expect(guide.contacts.map(({ duty }) => duty)).toEqual([
      'technician',
      'deputy',
      'leader',
      'power',
      'sound',
      'network',
      'upper',
    ])
    expect(guide.missing).toHaveLength(6 + 5)
  })

  it('speaks of the station’s own devices and address, and of none that it does not have', () => {
    const facts = { stationName: 'Đài', today: '2026-11-20' }
    const plain = JSON.stringify(outagePage(wholeGuide([], []), facts))
    expect(plain).toContain('dây tiếng')
    expect(plain).not.toContain('/phat-song')
    expect(plain).not.toContain('dự phòng')
    const own = { ...facts, airDevice: 'USB Audio', reserveDevice: 'Tai nghe', address: 'http://192.168.1.5:8080' }
    const told = JSON.stringify(outagePage(wholeGuide([], []), own))
    for (const words of ['USB Audio', 'Tai nghe', 'http://192.168.1.5:8080/phat-song']) expect(told).toContain(words)
  })
})
