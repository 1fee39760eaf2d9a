import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { submissionPaper } from '../../../server/approvals/paper.ts'
import type { ApprovalRequest } from '../../../server/contract/index.ts'
import { BLANK_LETTERHEAD, headOf, signerOf, symbolOf } from '../../../server/office/index.ts'
import { dispatchPaper, notePaper } from '../../../server/questions/paper.ts'
import { letterOf } from '../../../server/urging/letter.ts'
import { answerByOn, fillTemplate, namesUnits, SHIPPED_TEMPLATE } from '../../../server/urging/message.ts'
import { missingOf, receiptsOf } from '../../../server/urging/receipts.ts'
import { receiptsTab } from '../../../server/urging/sheet.ts'

const duty = (unitName: string, itemsOwed = 1) => ({ unitId: unitName, unitName, itemsOwed })
const inTime = { isLate: false }
const late = { isLate: true }

const RECEIPTS = receiptsOf([
  { duty: duty('UBND phường 1', 2), received: [late] },
  { duty: duty('Phòng Nội vụ'), received: [] },
  { duty: duty('Phòng Y tế'), received: [inTime, inTime] },
])
const FACTS = {
  programmeName: 'Cải cách hành chính và cuộc sống',
  periodTitle: 'tháng 1/2027',
  collector: 'Phòng Nội vụ Thành phố',
  answerBy: '2027-01-10',
  missing: missingOf(RECEIPTS),
}

describe('expected, received, missing', () => {
  it('counts what came, late or not, against what is owed', () => {
    expect(
      RECEIPTS.map(({ itemsReceived, itemsLate, itemsMissing }) => [itemsReceived, itemsLate, itemsMissing]),
    ).toEqual([
      [1, 1, 1],
      [0, 0, 1],
      [2, 0, 0],
    ])
    expect(FACTS.missing.map(({ unitName }) => unitName)).toEqual(['UBND phường 1', 'Phòng Nội vụ'])
  })

  it('never misses less than nothing, nor more than is owed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.array(fc.boolean()), (owed, came) => {
        const [one] = receiptsOf([{ duty: duty('A', owed), received: came.map((isLate) => ({ isLate })) }])
        expect(one?.itemsMissing).toBe(Math.max(0, owed - came.length))
        expect(one?.itemsLate).toBeLessThanOrEqual(one?.itemsReceived ?? 0)
      }),
    )
  })

  it('is a table with a row for each unit', () => {
    expect(receiptsTab(RECEIPTS).rows).toEqual([
      [1, 'UBND phường 1', 2, 1, 1, 1],
      [2, 'Phòng Nội vụ', 1, 0, 0, 1],
      [3, 'Phòng Y tế', 1, 2, 0, 0],
    ])
  })
})

describe('the text for Zalo', () => {
  it('names the programme, the period, each unit with what it owes, where to and by when', () => {
    expect(fillTemplate(SHIPPED_TEMPLATE, FACTS)).toBe(
      `Kính gửi các cơ quan, đơn vị!
Để kịp thực hiện chương trình “Cải cách hành chính và cuộc sống”, tháng 1/2027, đề nghị các đơn vị sau gửi tin, bài còn thiếu về Phòng Nội vụ Thành phố, chậm nhất là hết ngày 10/01/2027:
- UBND phường 1: còn thiếu 1 trong 2 tin, bài
- Phòng Nội vụ: 1 tin, bài
Đơn vị nào đã gửi, xin báo lại để kiểm tra. Trân trọng cảm ơn!`,
    )
  })

  it('finds its places in any case, with loose marks and spaces, and leaves other brackets as they are', () => {
    const typed = '[ HẠN ] [Danh  sách] [danh sách] [số điện thoại]'.normalize('NFD')
    const filled = fillTemplate(typed, { ...FACTS, missing: FACTS.missing.slice(1) })
    expect(filled).toBe('10/01/2027 - Phòng Nội vụ: 1 tin, bài - Phòng Nội vụ: 1 tin, bài [số điện thoại]')
  })

  it('keeps what a name contains, brackets and dollar signs too', () => {
    const facts = { ...FACTS, programmeName: 'Bản tin [kỳ] $1 $&' }
    expect(fillTemplate('[chương trình] [danh sách]', facts)).toMatch(/^Bản tin \[kỳ\] \$1 \$& - UBND/)
  })

  it('is NFC for any template', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (template) => {
        const filled = fillTemplate(template, FACTS)
        expect(filled).toBe(filled.normalize('NFC'))
      }),
    )
  })

  it('must name the units', () => {
    expect(namesUnits(SHIPPED_TEMPLATE)).toBe(true)
    expect(namesUnits('Mời gửi: [ Danh sách ]')).toBe(true)
    expect(namesUnits('Mời các đơn vị gửi bài trước [hạn]')).toBe(false)
  })
})

describe('by when an answer is asked for', () => {
  const windows = {
    intake: { from: '2026-11-01', to: '2026-11-10' },
    review: { from: '2026-11-10', to: '2026-11-15' },
  }

  it.each([
    ['2026-11-07', '2026-11-10'],
    ['2026-11-10', '2026-11-10'],
    ['2026-11-11', '2026-11-15'],
    ['2026-11-16', '2026-11-18'],
  ])('on %s: %s', (today, answerBy) => {
    expect(answerByOn(today, windows)).toBe(answerBy)
  })

  it('is never a day that is over', () => {
    expect(answerByOn('2026-12-31', { intake: undefined, review: undefined })).toBe('2027-01-02')
  })
})

describe('công văn đôn đốc', () => {
  const facts = { ...FACTS, monitor: 'Phòng Nội vụ Thành phố', today: '2027-01-08' }

  it('goes to the units that are missing, with what each owes', () => {
    const paper = letterOf(facts, { ...BLANK_LETTERHEAD, above: 'UBND THÀNH PHỐ SA ĐÉC', code: 'PNV', place: 'Sa Đéc' })
    expect(paper).toMatchObject({
      kind: 'cong-van',
      issuer: { above: 'UBND THÀNH PHỐ SA ĐÉC', name: 'Phòng Nội vụ Thành phố' },
      symbol: 'PNV',
      place: 'Sa Đéc',
      about: 'đôn đốc gửi tin, bài chương trình “Cải cách hành chính và cuộc sống”, tháng 1/2027',
      to: ['UBND phường 1', 'Phòng Nội vụ'],
      signer: { title: 'TRƯỞNG PHÒNG' },
    })
    expect(paper.date).toBeUndefined()
    const table = paper.body.find((block) => block.kind === 'table')
    expect(table?.rows).toEqual([
      ['1', 'UBND phường 1', '2', '1', '1'],
      ['2', 'Phòng Nội vụ', '1', '0', '1'],
    ])
    expect(JSON.stringify(paper.body)).toContain('tính đến ngày 08/01/2027')
    expect(JSON.stringify(paper.body)).toContain('hết ngày 10/01/2027')
  })

  it('bears the issuer that the station set, and dots where it has set nothing', () => {
    const paper = letterOf(facts, {
      ...BLANK_LETTERHEAD,
      issuer: 'Văn phòng HĐND và UBND',
      signerName: 'Tên người ký',
    })
    expect(paper.issuer).toEqual({ name: 'Văn phòng HĐND và UBND' })
    expect(paper).toMatchObject({
      symbol: '…',
      place: '………………',
      signer: { title: 'TRƯỞNG PHÒNG', name: 'Tên người ký' },
    })
  })
})

const LETTERHEAD = {
  above: 'UBND THÀNH PHỐ SA ĐÉC',
  issuer: 'Phòng Nội vụ',
  code: 'PNV',
  drafter: 'CCHC',
  place: 'Sa Đéc',
  signerTitle: 'KT. TRƯỞNG PHÒNG\nPHÓ TRƯỞNG PHÒNG',
  signerName: 'Họ và tên',
}
const HEAD = { issuer: { above: 'UBND THÀNH PHỐ SA ĐÉC', name: 'Phòng Nội vụ' }, place: 'Sa Đéc' }
const SIGNER = { title: 'KT. TRƯỞNG PHÒNG\nPHÓ TRƯỞNG PHÒNG', name: 'Họ và tên' }

describe('the symbol of a paper', () => {
  it.each([
    ['cong-van', 'PNV-CCHC'],
    ['to-trinh', 'TTr-PNV'],
    ['bien-ban', 'BB-PNV'],
    ['bao-cao', 'BC-PNV'],
    ['thong-bao', 'TB-PNV'],
  ] as const)('of a %s is %s', (kind, symbol) => {
    expect(symbolOf(kind, LETTERHEAD, { issuer: 'PHÒNG NỘI VỤ' })).toBe(symbol)
  })

  it('leaves the abbreviation of another office, and one that nobody set, for the hand', () => {
    expect(symbolOf('bien-ban', LETTERHEAD, { issuer: 'Phòng Văn hóa và Thông tin' })).toBe('BB-…')
    expect(symbolOf('cong-van', LETTERHEAD, { issuer: 'Phòng Văn hóa và Thông tin' })).toBe('…')
    expect(symbolOf('to-trinh', BLANK_LETTERHEAD, { issuer: 'Đài', abbreviation: 'PTr' })).toBe('PTr-…')
    expect(symbolOf('cong-van', { ...LETTERHEAD, drafter: '' }, { issuer: 'Phòng Nội vụ' })).toBe('PNV')
  })
})

describe('the head and the signature of a paper', () => {
  it('are the letterhead’s, or the paper’s own where it says nothing', () => {
    expect(headOf('bao-cao', LETTERHEAD, { office: 'Đài' })).toEqual({ kind: 'bao-cao', symbol: 'BC-PNV', ...HEAD })
    expect(headOf('cong-van', BLANK_LETTERHEAD, { office: 'Đài' })).toEqual({
      kind: 'cong-van',
      issuer: { name: 'Đài' },
      symbol: '…',
      place: '………………',
    })
    expect(signerOf(LETTERHEAD, 'TRƯỞNG ĐÀI')).toEqual(SIGNER)
    expect(signerOf(BLANK_LETTERHEAD, 'TRƯỞNG ĐÀI')).toEqual({ title: 'TRƯỞNG ĐÀI' })
  })

  it('are the same on every paper', () => {
    const station = { name: 'Đài truyền thanh', letterhead: LETTERHEAD }
    const asker = { isAnonymous: true }
    const consent = { consent: 'refused' as const, onDate: '2026-11-02' }
    const question = { code: 'DH-1', text: 'Hỏi', receivedOn: '2026-11-02', asker, consent }
    const letter = { programmeName: 'A', periodTitle: 'tháng 11/2026', collector: 'Phòng Nội vụ', monitor: 'Văn phòng' }
    const papers = [
      dispatchPaper({ unitName: 'Phòng Y tế', dueOn: '2026-11-20' }, [question], station),
      notePaper(question, 'Trả lời', station),
      letterOf({ ...letter, answerBy: '2026-11-10', missing: [], today: '2026-11-08' }, LETTERHEAD),
    ]
    for (const paper of papers) expect(paper).toMatchObject({ ...HEAD, symbol: 'PNV-CCHC', signer: SIGNER })
    expect(JSON.stringify(papers)).not.toContain('Đài truyền thanh')
  })

  it('are over a submission too, which the leader signs', () => {
    const request: ApprovalRequest = {
      id: 'r',
      revisionId: 'v',
      editionId: 'e',
      editionTitle: 'A, tháng 11/2026',
      revisionNumber: 1,
      latestNumber: 1,
      textHash: 'ab'.repeat(32),
      submitted: { by: 'Người trình', at: 0 },
      leaders: [{ id: 'l', name: 'Họ tên', title: 'Phó Chủ tịch', words: 'Phó Chủ tịch Họ tên' }],
      state: 'waiting',
      itemCount: 0,
      approvedCount: 0,
      returnedCount: 0,
      changedCount: 0,
      estimatedMs: 0,
      items: [],
      remarks: [],
      answersSeen: 0,
      scans: [],
    }
    const paper = submissionPaper({
      stationName: 'Đài truyền thanh',
      letterhead: LETTERHEAD,
      programmeName: 'A',
      approverOffice: undefined,
      request,
      submittedOn: '2026-11-12',
      submittedTime: '08 giờ 15',
    })
    expect(paper).toMatchObject({ kind: 'to-trinh', title: 'PHIẾU TRÌNH', symbol: 'PTr-PNV', ...HEAD })
    expect(paper.signer).toEqual({ title: 'PHÓ CHỦ TỊCH', name: 'Họ tên' })
  })
})
