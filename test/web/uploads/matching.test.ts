import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { folded, matchItem, type NumberedItem } from '../../../web/uploads/matching.ts'

const script = (...titles: string[]): NumberedItem[] =>
  titles.map((title, place) => ({ itemId: `mục-${place + 1}`, number: place + 1, title }))

const EDITION = script(
  'Lời chào đầu chương trình',
  'Thủ tục đất đai: 5 điều người dân cần biết',
  'Khai sinh trực tuyến',
  'Hỏi đáp về căn cước cho trẻ em',
  'Lời chào kết',
)

describe('a file belongs to the item that its name says', () => {
  test.each([
    ['02 - Thu tuc dat dai.wav', 2],
    ['02.wav', 2],
    ['2. ghi âm ở xã.m4a', 2],
    ['tiết mục 3.mp3', 3],
    ['Tiet_muc_04_lan_2.WAV', 4],
    ['bài 4 thu lại.mp3', 4],
    ['KHAI SINH TRỰC TUYẾN bản cuối.mp3', 3],
    ['khai sinh trực tuyến.mp3'.normalize('NFD'), 3],
    ['KhaiSinhTrucTuyen.wav', 3],
    ['can cuoc cho tre em - hoi dap.amr', 4],
    ['loi chao ket.mp3', 5],
    ['05-lời chào.wav', 5],
    ['thu âm hỏi đáp về căn cước cho trẻ em ngày 15-11-2026.mp3', 4],
  ])('%s', (fileName, number) => {
    expect(matchItem(fileName, EDITION)).toBe(`mục-${number}`)
  })

  test.each([
    ['a name that says nothing', 'Ghi âm mới.m4a'],
    ['a recorder’s date and time', '20261115_083012.wav'],
    ['a date', '15-11-2026.wav'],
    ['a time', '5h15.mp3'],
    ['a number that no item has', '17.wav'],
    ['a number and words that disagree', '02 - Khai sinh trực tuyến.wav'],
    ['words that several titles share', 'Lời chào.wav'],
    ['no name at all', '.wav'],
  ])('and nobody guesses from %s', (_, fileName) => {
    expect(matchItem(fileName, EDITION)).toBeUndefined()
  })

  test('the longer of two titles that both fit is meant', () => {
    const items = script('Tin vắn', 'Tin vắn phường An Hòa')
    expect(matchItem('tin van phuong an hoa.wav', items)).toBe('mục-2')
    expect(matchItem('tin van.wav', items)).toBe('mục-1')
  })

  test('two items of one title are told apart by their numbers alone', () => {
    const items = script('Tin vắn', 'Khai mạc hội thi', 'Tin vắn')
    expect(matchItem('tin van.wav', items)).toBeUndefined()
    expect(matchItem('03 tin van.wav', items)).toBe('mục-3')
  })
})

const syllable = fc.constantFrom(
  'đất',
  'đai',
  'lệ',
  'phí',
  'trẻ',
  'em',
  'hội',
  'thi',
  'chuyển',
  'đổi',
  'số',
  'Ủy',
  'ban',
)
const title = fc.array(syllable, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))
const titles = fc.array(title, { minLength: 1, maxLength: 12 })
const anyName = fc.oneof(
  fc.string({ maxLength: 40 }),
  title,
  fc.tuple(fc.nat(30), title).map(([n, t]) => `${n} ${t}`),
)

describe('whatever the names', () => {
  test('the answer is an item of the script or none', () => {
    fc.assert(
      fc.property(anyName, titles, (fileName, list) => {
        const items = script(...list)
        expect([undefined, ...items.map(({ itemId }) => itemId)]).toContain(matchItem(fileName, items))
      }),
    )
  })

  test('marks, case, form of Unicode and ending do not count', () => {
    fc.assert(
      fc.property(anyName, titles, (fileName, list) => {
        const items = script(...list)
        const plain = fileName.replaceAll('.', ' ')
        const found = matchItem(`${plain}.wav`, items)
        expect(matchItem(`${plain.normalize('NFD')}.MP3`, items)).toBe(found)
        expect(matchItem(`${folded(plain)}.m4a`, items)).toBe(found)
      }),
    )
  })

  test('the order in which the items are told does not count', () => {
    fc.assert(
      fc.property(anyName, titles, (fileName, list) => {
        const items = script(...list)
        expect(matchItem(fileName, items.toReversed())).toBe(matchItem(fileName, items))
      }),
    )
  })

  test('a name made of an item’s number and title always means that item', () => {
    fc.assert(
      fc.property(titles, fc.nat(), (list, at) => {
        const items = script(...list)
        const item = items[at % items.length]
        if (!item) return
        expect(matchItem(`${String(item.number).padStart(2, '0')} - ${item.title}.wav`, items)).toBe(item.itemId)
        expect(matchItem(`tiết mục ${item.number}, ${item.title}.wav`, items)).toBe(item.itemId)
      }),
    )
  })
})
