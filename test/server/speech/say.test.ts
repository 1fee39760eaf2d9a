import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { saidSyllables, segmentsOf } from '../../../server/speech/index.ts'

/** The text as a listener hears it. */
const heard = (text: string, forms: { written: string; said: string }[] = []) =>
  segmentsOf(text, forms)
    .map(({ text: written, said }) => said ?? written)
    .join('')

/** What is said differently from how it is written, in order. */
const forms = (text: string) =>
  segmentsOf(text).flatMap(({ text: written, said }) => (said === undefined ? [] : [[written, said]]))
const unknown = (text: string) => segmentsOf(text).flatMap((segment) => (segment.isUnknown ? [segment.text] : []))

describe('dates', () => {
  test.each([
    ['họp ngày 15/11', 'họp ngày mười lăm tháng mười một'],
    ['phát sóng 15/11', 'phát sóng ngày mười lăm tháng mười một'],
    ['ngày 15/11/2026', 'ngày mười lăm tháng mười một năm hai nghìn không trăm hai mươi sáu'],
    ['ngày 18/02/2022', 'ngày mười tám tháng hai năm hai nghìn không trăm hai mươi hai'],
    ['ngày 08/6/2010', 'ngày tám tháng sáu năm hai nghìn không trăm mười'],
    ['ngày 27/12/2018', 'ngày hai mươi bảy tháng mười hai năm hai nghìn không trăm mười tám'],
    ['ngày 07/8/2017', 'ngày bảy tháng tám năm hai nghìn không trăm mười bảy'],
    ['ngày 23/12/2011', 'ngày hai mươi ba tháng mười hai năm hai nghìn không trăm mười một'],
    ['ngày 24/4/2021', 'ngày hai mươi tư tháng tư năm hai nghìn không trăm hai mươi mốt'],
    ['ngày 06 tháng 12 năm 2021', 'ngày sáu tháng mười hai năm hai nghìn không trăm hai mươi mốt'],
    ['ngày 24 tháng 02 năm 2012', 'ngày hai mươi tư tháng hai năm hai nghìn không trăm mười hai'],
    ['ngày 14 tháng 02 năm 2008', 'ngày mười bốn tháng hai năm hai nghìn không trăm linh tám'],
    ['tháng 11/2026', 'tháng mười một năm hai nghìn không trăm hai mươi sáu'],
    ['trong 11/2026', 'trong tháng mười một năm hai nghìn không trăm hai mươi sáu'],
    ['tháng 4', 'tháng tư'],
    ['tháng 6 năm 2023', 'tháng sáu năm hai nghìn không trăm hai mươi ba'],
    ['quý IV/2026', 'quý bốn năm hai nghìn không trăm hai mươi sáu'],
    ['Quý III năm 2023', 'Quý ba năm hai nghìn không trăm hai mươi ba'],
    ['quý 4/2026', 'quý bốn năm hai nghìn không trăm hai mươi sáu'],
    ['từ 15/11 đến 20/11', 'từ ngày mười lăm tháng mười một đến ngày hai mươi tháng mười một'],
    ['từ ngày 15/11 - 20/11', 'từ ngày mười lăm tháng mười một đến ngày hai mươi tháng mười một'],
    ['từ ngày 10-15/11', 'từ ngày mười đến mười lăm tháng mười một'],
    ['lễ Quốc khánh 2/9', 'lễ Quốc khánh ngày hai tháng chín'],
    ['dịp 1/5', 'dịp ngày một tháng năm'],
    ['mùng 3/3', 'mùng ba tháng ba'],
    ['đường 30/4', 'đường ba mươi tháng tư'],
    ['Thứ Ba, 18/11', 'Thứ Ba, ngày mười tám tháng mười một'],
    ['ngày 12-11-2026', 'ngày mười hai tháng mười một năm hai nghìn không trăm hai mươi sáu'],
    ['ngày 12.11.2026', 'ngày mười hai tháng mười một năm hai nghìn không trăm hai mươi sáu'],
    ['2026-11-15', 'ngày mười lăm tháng mười một năm hai nghìn không trăm hai mươi sáu'],
  ])('%s', (text, said) => {
    expect(heard(text)).toBe(said)
  })

  test('a date whose figures were left blank on the paper is asked for', () => {
    expect(unknown('Quyết định ngày / /2024 của Chủ tịch')).toEqual(['/ /2024'])
  })
})

describe('times', () => {
  test.each([
    ['5 giờ 15', 'năm giờ mười lăm'],
    ['lúc 17h30', 'lúc mười bảy giờ ba mươi phút'],
    ['17h30’', 'mười bảy giờ ba mươi phút'],
    ['05:15', 'năm giờ mười lăm phút'],
    ['05:15:30', 'năm giờ mười lăm phút ba mươi giây'],
    ['5h', 'năm giờ'],
    ['5h–5h30', 'năm giờ đến năm giờ ba mươi phút'],
    ['7h30 - 11h30', 'bảy giờ ba mươi phút đến mười một giờ ba mươi phút'],
    ['từ 7g đến 9g', 'từ bảy giờ đến chín giờ'],
    ['7g30', 'bảy giờ ba mươi phút'],
    ['11h00', 'mười một giờ'],
    ['21h05', 'hai mươi mốt giờ năm phút'],
    ['15-17h', 'mười lăm đến mười bảy giờ'],
    ['bản đồ tỷ lệ 1:50', 'bản đồ tỷ lệ một trên năm mươi'],
  ])('%s', (text, said) => {
    expect(heard(text)).toBe(said)
  })
})

describe('amounts', () => {
  test.each([
    ['02 ngày', 'hai ngày'],
    ['phát sóng 02 ngày/ tháng', 'phát sóng hai ngàymột tháng'],
    ['01 tin, bài', 'một tin, bài'],
    ['mỗi năm 50 hộ', 'mỗi năm năm mươi hộ'],
    ['định kỳ 6 tháng, 01 năm', 'định kỳ sáu tháng, một năm'],
    ['quý, 06 tháng và năm', 'quý, sáu tháng và năm'],
    ['từ 01 - 10 tây', 'từ một đến mười tây'],
    ['từ 15 - 30 tây', 'từ mười lăm đến ba mươi tây'],
    ['giai đoạn 2021 - 2030', 'giai đoạn hai nghìn không trăm hai mươi mốt đến hai nghìn không trăm ba mươi'],
    ['giai đoạn 2011-2020', 'giai đoạn hai nghìn không trăm mười một đến hai nghìn không trăm hai mươi'],
    ['năm học 2026-2027', 'năm học hai nghìn không trăm hai mươi sáu, hai nghìn không trăm hai mươi bảy'],
    ['mức độ 3 và 4', 'mức độ ba và bốn'],
    ['1.250.000 đồng', 'một triệu hai trăm năm mươi nghìn đồng'],
    ['50.000đ', 'năm mươi nghìn đồng'],
    ['50.000 đồng/người/tháng', 'năm mươi nghìn đồngmộtngườimộttháng'],
    ['1,5 tỷ đồng', 'một phẩy năm tỷ đồng'],
    ['3,5%', 'ba phẩy năm phần trăm'],
    ['6,5%/năm', 'sáu phẩy năm phần trămmộtnăm'],
    ['12.5 ha', 'mười hai phẩy năm héc ta'],
    ['rét -5°C', 'rét âmnăm độ xê'],
    ['đạt 100% nhiệm vụ', 'đạt một trăm phần trăm nhiệm vụ'],
    ['5 - 10%', 'năm đến mười phần trăm'],
    ['5% - 10%', 'năm phần trăm đến mười phần trăm'],
    ['98,05%', 'chín mươi tám phẩy không năm phần trăm'],
    ['0,25', 'không phẩy hai mươi lăm'],
    ['3,141', 'ba phẩy một bốn một'],
    ['12 km', 'mười hai ki lô mét'],
    ['60km/h', 'sáu mươi ki lô mét trên giờ'],
    ['250m2', 'hai trăm năm mươi mét vuông'],
    ['1.200 m²', 'một nghìn hai trăm mét vuông'],
    ['3,2 ha', 'ba phẩy hai héc ta'],
    ['20kg', 'hai mươi ki lô gam'],
    ['38°C', 'ba mươi tám độ xê'],
    ['99,9 MHz', 'chín mươi chín phẩy chín mê ga héc'],
    ['cao 1m65', 'cao một mét sáu mươi lăm'],
    ['2/3 dân số', 'hai phần ba dân số'],
    ['1/3 diện tích', 'một phần ba diện tích'],
    ['7/9 phường', 'bảy trên chín phường'],
    ['12/10 chỉ tiêu', 'mười hai trên mười chỉ tiêu'],
    ['24/24 giờ', 'hai mươi tư trên hai mươi tư giờ'],
    ['24/7', 'hai mươi tư trên bảy'],
    ['số 12/3 đường Nguyễn Huệ', 'số mười hai trên ba đường Nguyễn Huệ'],
    ['Thứ 4', 'Thứ tư'],
    ['thứ 2', 'thứ hai'],
    ['lần thứ 1', 'lần thứ nhất'],
    ['lần thứ 14', 'lần thứ mười bốn'],
    ['công nghiệp 4.0', 'công nghiệp bốn chấm không'],
    ['mục 2.1', 'mục hai chấm một'],
    ['khóm 1,2,3', 'khóm một,hai,ba'],
    ['khóm 1,2', 'khóm một,hai'],
    ['Phường 1', 'Phường một'],
    ['tỷ số 3-1', 'tỷ số ba-một'],
    ['Tin 1: khai mạc', 'Tin một: khai mạc'],
    ['mạng 4G, giấy A4', 'mạng 4G, giấy A4'],
  ])('%s', (text, said) => {
    expect(heard(text)).toBe(said)
  })
})

describe('numbers of papers', () => {
  test.each([
    [
      'Nghị định số 20/2008/NĐ-CP ngày 14 tháng 02 năm 2008 của Chính phủ',
      'Nghị định số hai mươi năm hai nghìn không trăm linh tám ngày mười bốn tháng hai năm hai nghìn không trăm linh tám của Chính phủ',
    ],
    ['Nghị định 30/2020/NĐ-CP', 'Nghị định số ba mươi năm hai nghìn không trăm hai mươi của Chính phủ'],
    ['theo 30/2020/NĐ-CP', 'theo Nghị định số ba mươi năm hai nghìn không trăm hai mươi của Chính phủ'],
    [
      'Quyết định số 703/QĐ-UBND-HC ngày 06 tháng 12 năm 2021 của UBND Thành phố',
      'Quyết định số bảy trăm linh ba ngày sáu tháng mười hai năm hai nghìn không trăm hai mươi mốt của Ủy ban nhân dân Thành phố',
    ],
    [
      'Kế hoạch số 21/KH-UBND ngày 18/02/2022 của Ủy ban nhân dân tỉnh',
      'Kế hoạch số hai mươi mốt ngày mười tám tháng hai năm hai nghìn không trăm hai mươi hai của Ủy ban nhân dân tỉnh',
    ],
    ['Quyết định số 1847/QĐ-TTg', 'Quyết định số một nghìn tám trăm bốn mươi bảy của Thủ tướng Chính phủ'],
    [
      'được Thủ tướng Chính phủ phê duyệt tại Quyết định số 1847/QĐ-TTg',
      'được Thủ tướng Chính phủ phê duyệt tại Quyết định số một nghìn tám trăm bốn mươi bảy',
    ],
    ['Công văn số 157/UBND-TH', 'Công văn số một trăm năm mươi bảy của Ủy ban nhân dân'],
    [
      'Chỉ thị số 19/CT-UBND ngày 07/12/2018 của Chủ tịch UBND tỉnh',
      'Chỉ thị số mười chín ngày bảy tháng mười hai năm hai nghìn không trăm mười tám của Chủ tịch Ủy ban nhân dân tỉnh',
    ],
    ['Số: 271/KH-UBND', 'Số: hai trăm bảy mươi mốt, Kế hoạch của Ủy ban nhân dân'],
    ['Luật số 67/2025/QH15', 'Luật số sáu mươi bảy năm hai nghìn không trăm hai mươi lăm của Quốc hội khóa mười lăm'],
    [
      'Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị',
      'Nghị quyết số năm mươi bảy ngày hai mươi hai tháng mười hai năm hai nghìn không trăm hai mươi tư của Bộ Chính trị',
    ],
    ['Nghị quyết 1663/NQ-UBTVQH15', 'Nghị quyết số một nghìn sáu trăm sáu mươi ba của Ủy ban Thường vụ Quốc hội'],
    ['Nghị quyết số 18-NQ/TW', 'Nghị quyết số mười tám của Trung ương'],
    [
      'Thông tư số 39/2020/TT-BTTTT',
      'Thông tư số ba mươi chín năm hai nghìn không trăm hai mươi của Bộ Thông tin và Truyền thông',
    ],
    ['các NĐ-CP, QĐ-UBND', 'các Nghị định của Chính phủ, Quyết định của Ủy ban nhân dân'],
  ])('%s', (text, said) => {
    expect(heard(text)).toBe(said)
  })

  test('a number left blank, or letters that nobody explained, are asked for', () => {
    expect(unknown('Số: /KH-UBND')).toEqual(['/KH-UBND'])
    expect(unknown('Quyết định số /QĐ-UBND ngày')).toEqual(['/QĐ-UBND'])
    expect(unknown('Số: /STTTT-TTBCXB')).toEqual(['/STTTT-TTBCXB'])
    expect(unknown('Kế hoạch 12/ABC-XYZT')).toEqual(['12/ABC-XYZT'])
  })
})

describe('abbreviations', () => {
  test.each([
    ['UBND phường', 'Ủy ban nhân dân phường'],
    ['Văn phòng HĐND và UBND Thành phố', 'Văn phòng Hội đồng nhân dân và Ủy ban nhân dân Thành phố'],
    ['TTHC, CCHC, BHXH', 'thủ tục hành chính, cải cách hành chính, bảo hiểm xã hội'],
    ['UBND TP', 'Ủy ban nhân dân thành phố'],
    ['TP. Sa Đéc', 'thành phố Sa Đéc'],
    ['UBMTTQVN TP', 'Ủy ban Mặt trận Tổ quốc Việt Nam thành phố'],
    ['Sở LĐ-TB&XH', 'Sở Lao động - Thương binh và Xã hội'],
    ['TT. Thành ủy', 'thường trực Thành ủy'],
    ['CT, các PCT UBND', 'Chủ tịch, các Phó Chủ tịch Ủy ban nhân dân'],
    [
      'theo QĐ số 12 và TT 39/2020/TT-BTTTT',
      'theo Quyết định số mười hai và Thông tư số ba mươi chín năm hai nghìn không trăm hai mươi của Bộ Thông tin và Truyền thông',
    ],
    ['(để b/c)', '(để báo cáo)'],
    ['V/v tuyên truyền', 'Về việc tuyên truyền'],
    ['P. An Hòa', 'phường An Hòa'],
    ['Công ty CP Sa Giang', 'Công ty cổ phần Sa Giang'],
    ['QL80', 'quốc lộtám mươi'],
    ['ĐT848', 'đường tỉnhtám trăm bốn mươi tám'],
    ['Đại hội XIV', 'Đại hội mười bốn'],
    ['lần thứ XIV', 'lần thứ mười bốn'],
    ['lần thứ I', 'lần thứ nhất'],
    ['I. MỤC TIÊU', 'một. MỤC TIÊU'],
    ['VI. KINH PHÍ', 'sáu. KINH PHÍ'],
    ['XỬ LÝ VI PHẠM', 'XỬ LÝ VI PHẠM'],
    ['quý I và II', 'quý một và hai'],
    ['điện, nước, v.v.', 'điện, nước, vân vân'],
    ['Zalo, VNeID, Facebook và QR', 'Zalo, VNeID, Facebook và QR'],
    ['Ông Nguyễn Văn A', 'Ông Nguyễn Văn A'],
    ['MỤC ĐÍCH - YÊU CẦU', 'MỤC ĐÍCH - YÊU CẦU'],
    ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
    ['giải quyết./.', 'giải quyết'],
    ['công nghệ & đời sống', 'công nghệ và đời sống'],
    ['Đài/Trạm Truyền thanh', 'Đài/Trạm Truyền thanh'],
  ])('%s', (text, said) => {
    expect(heard(text)).toBe(said)
  })

  test('one behind its own long form is not said a second time', () => {
    expect(forms('cải cách hành chính (CCHC); tạo sự thống nhất')).toEqual([['(CCHC)', '']])
    expect(forms('Uỷ ban nhân dân (UBND)')).toEqual([['(UBND)', '']])
    expect(heard('công cuộc (CCHC)')).toBe('công cuộc (cải cách hành chính)')
  })

  test('one that nobody explained is marked and not guessed', () => {
    expect(unknown('Trung tâm TT-VH-TT thị xã')).toEqual(['TT-VH-TT'])
    expect(unknown('Mã hồ sơ 000.00.16.H20-261112-0005')).toEqual(['000.00.16.H20-261112-0005'])
    expect(unknown('Lưu: VT, TTBCXB.')).toEqual(['TTBCXB'])
    expect(unknown('theo dõi của TU và CA xã')).toEqual(['TU', 'CA'])
    expect(unknown('UBND, TTHC, VNeID, KẾ HOẠCH')).toEqual([])
    expect(segmentsOf('TT Văn hóa')[0]).toEqual({ text: 'TT', isUnknown: true })
  })
})

describe('addresses and telephones', () => {
  test.each([
    ['0912345678', 'không chín một hai, ba bốn năm, sáu bảy tám'],
    ['0912 345 678', 'không chín một hai, ba bốn năm, sáu bảy tám'],
    ['0277.3851.234', 'không hai bảy bảy, ba tám năm một, hai ba bốn'],
    ['(0277) 3851 234', 'không hai bảy bảy, ba tám năm một, hai ba bốn'],
    ['+84 912 345 678', 'cộng tám bốn, chín một hai, ba bốn năm, sáu bảy tám'],
    ['18001096', 'một tám không không, một không chín sáu'],
    ['1900 6035', 'một chín không không, sáu không ba năm'],
    ['gọi 115', 'gọi một một năm'],
    ['gọi 113, 114 hoặc 115', 'gọi một một ba, một một bốn hoặc một một năm'],
    ['tổng đài 1022', 'tổng đài một không hai hai'],
    ['gọi 200 người', 'gọi hai trăm người'],
    ['hanhchinh@sadec.gov.vn', 'hanhchinh a còng sadec chấm gov chấm vn'],
    ['https://dichvucong.gov.vn/p/home', 'dichvucong chấm gov chấm vn gạch chéo p gạch chéo home'],
    ['tại www.sadec.dongthap.gov.vn.', 'tại sadec chấm dongthap chấm gov chấm vn.'],
  ])('%s', (text, said) => {
    expect(heard(text)).toBe(said)
  })
})

describe('the station’s own forms', () => {
  test('go before the rules, the longest first, and only as whole words', () => {
    const ours = [
      { written: 'UBND', said: 'Uỷ ban' },
      { written: 'UBND TP', said: 'Ủy ban nhân dân thành phố Sa Đéc' },
      { written: 'TT', said: 'thường trực' },
    ]
    expect(heard('UBND TP và UBND xã', ours)).toBe('Ủy ban nhân dân thành phố Sa Đéc và Uỷ ban xã')
    expect(heard('TTHC của TT', ours)).toBe('thủ tục hành chính của thường trực')
    expect(segmentsOf('TT', ours)).toEqual([{ text: 'TT', said: 'thường trực', isOurs: true }])
  })

  test('of a date do not say “ngày” twice and do not reach into a longer date', () => {
    const ours = [{ written: '15/11', said: 'ngày mười lăm tháng mười một' }]
    expect(heard('ngày 15/11', ours)).toBe('ngày mười lăm tháng mười một')
    expect(heard('sáng 15/11', ours)).toBe('sáng ngày mười lăm tháng mười một')
    expect(heard('ngày 15/11/2026', ours)).toContain('năm hai nghìn')
  })

  test('choose the words of numbers', () => {
    const southern = [
      { written: '#linh', said: 'lẻ' },
      { written: '#nghìn', said: 'ngàn' },
    ]
    expect(heard('1.205 hộ', southern)).toBe('một ngàn hai trăm lẻ năm hộ')
    expect(heard('năm 2005', southern)).toBe('năm hai ngàn không trăm lẻ năm')
  })
})

describe('the segments', () => {
  const pieces = fc.oneof(
    fc.constantFrom(
      'UBND',
      'TP. ',
      '15/11',
      '/2026',
      ' - ',
      '30/2020/NĐ-CP',
      '0912 345 678',
      '3,5%',
      ' ',
      '\n',
      'ngày ',
      'tháng ',
      '(CCHC)',
      'cải cách hành chính ',
      'quý IV/',
      '1.250.000đ',
      '/tháng',
      '24/7',
      '5h30',
      '–',
      'a@b.vn',
      './.',
      'TT-VH',
      'Đ',
      '´',
      '̀',
    ),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
    fc.nat({ max: 99_999 }).map(String),
  )
  const texts = fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join(''))
  const ours = fc.array(
    fc.record({ written: fc.string({ minLength: 1, maxLength: 5 }), said: fc.string({ minLength: 1 }) }),
    { maxLength: 4 },
  )

  test('joined are the text, sign by sign, whatever it holds and whatever the station says', () => {
    fc.assert(
      fc.property(texts, ours, (text, own) => {
        const segments = segmentsOf(text, own)
        expect(segments.map((segment) => segment.text).join('')).toBe(text)
        expect(segments.every((segment) => segment.text !== '')).toBe(true)
        expect(
          segments.some(
            ({ said }, place) =>
              said === undefined &&
              segments[place - 1]?.said === undefined &&
              place > 0 &&
              !segments[place]?.isUnknown &&
              !segments[place - 1]?.isUnknown,
          ),
        ).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  test('of any date never say “ngày” or “tháng” twice', () => {
    const parts = fc.record({
      day: fc.integer({ min: 1, max: 28 }),
      month: fc.integer({ min: 1, max: 12 }),
      year: fc.integer({ min: 1975, max: 2099 }),
    })
    fc.assert(
      fc.property(parts, fc.constantFrom('ngày ', 'từ ngày ', 'mùng ', ''), fc.boolean(), (date, lead, hasYear) => {
        const said = heard(`${lead}${date.day}/${date.month}${hasYear ? `/${date.year}` : ''}`)
        expect(said).not.toMatch(/ngày\s+ngày|tháng\s+tháng|năm\s+năm\s+năm/)
        expect(said).not.toMatch(/\d/)
      }),
    )
  })

  test('the longest text that a script may hold is done within a breath', () => {
    const line =
      'Thực hiện Kế hoạch số 21/KH-UBND ngày 18/02/2022 của UBND TP, từ 01 - 10 tây, đạt 98,5% (12/12 xã), liên hệ 0277 3851 234.\n'
    const text = line.repeat(1_500)
    const start = performance.now()
    const segments = segmentsOf(text)
    expect(performance.now() - start).toBeLessThan(3_000)
    expect(segments.map((segment) => segment.text).join('')).toBe(text)
  })

  test('count the syllables that are said', () => {
    expect(saidSyllables(segmentsOf('UBND phường 1'))).toBe(6)
    expect(saidSyllables(segmentsOf('cải cách hành chính (CCHC)'))).toBe(4)
  })
})
