import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { highlighted, snippet } from '../../../server/search/highlight.ts'
import { inOrder } from '../../../server/search/order.ts'
import { readQuestion } from '../../../server/search/question.ts'

const asked = (typed: string) => {
  const question = readQuestion(typed)
  if (!question) throw new Error('no words')
  return question
}
const marked = (pieces: { text: string; isHit: boolean }[]) =>
  pieces.map(({ text, isHit }) => (isHit ? `[${text}]` : text)).join('')

describe('what is looked for', () => {
  test('is read without marks, and its marks are remembered', () => {
    expect(asked('  Ủy ban   NHÂN dân ')).toEqual({
      words: ['uy', 'ban', 'nhan', 'dan'],
      folded: 'uy ban nhan dan',
      marked: 'ủy ban nhân dân',
      hasMarks: true,
    })
    expect(asked('uy ban').hasMarks).toBe(false)
  })

  test('is nothing where there is no word in it', () => {
    expect(readQuestion(' … “” -- ')).toBeUndefined()
  })
})

describe('the order of what was found', () => {
  const candidate = (title: string, body = '', at = 0) => ({ title, body, at })
  const order = (typed: string, ...all: ReturnType<typeof candidate>[]) =>
    inOrder(asked(typed), all).map(({ title }) => title)

  test('puts the title before the text, and words one after another before words apart', () => {
    expect(
      order(
        'dịch vụ công',
        candidate('Ba', 'dịch bệnh, vụ mùa, công việc'),
        candidate('Hai', 'nộp hồ sơ qua dịch vụ công'),
        candidate('Dịch vụ công trực tuyến'),
      ),
    ).toEqual(['Dịch vụ công trực tuyến', 'Hai', 'Ba'])
  })

  test('puts the same marks before others, and asks for none where none were typed', () => {
    expect(order('bàn', candidate('Bạn nghe đài'), candidate('Bàn giao hồ sơ'))).toEqual([
      'Bàn giao hồ sơ',
      'Bạn nghe đài',
    ])
    expect(order('ban', candidate('Bạn nghe đài', '', 2), candidate('Bàn giao hồ sơ', '', 1))).toEqual([
      'Bạn nghe đài',
      'Bàn giao hồ sơ',
    ])
  })

  test('puts a text first that speaks of it oftener', () => {
    expect(
      order(
        'hộ tịch',
        candidate('Một', 'hộ tịch và việc khác', 2),
        candidate('Hai', 'hộ tịch, sổ hộ tịch, cán bộ hộ tịch', 1),
      ),
    ).toEqual(['Hai', 'Một'])
  })

  test('puts the newer first of two that are as good', () => {
    expect(order('tin', candidate('Tin cũ', '', 1), candidate('Tin mới', '', 2))).toEqual(['Tin mới', 'Tin cũ'])
  })
})

describe('what was found is shown', () => {
  test('in the spelling in which it was written', () => {
    expect(marked(highlighted(asked('uy ban'), 'Ủy ban nhân dân, Uỷ BAN'))).toBe('[Ủy] [ban] nhân dân, [Uỷ] [BAN]')
    expect(marked(highlighted(asked('duong day'), 'Đường dây nóng'))).toBe('[Đường] [dây] nóng')
  })

  test('by its beginning while it is being typed', () => {
    expect(marked(highlighted(asked('thủ tục hà'), 'Thủ tục hành chính'))).toBe('[Thủ] [tục] [hành] chính')
  })

  test('with the words around it, where most of them come together', () => {
    const text = `Một cửa. ${'Lời dẫn dài dòng. '.repeat(40)}Bộ phận một cửa ở xã trả kết quả. ${'Hết. '.repeat(60)}`
    const shown = marked(snippet(asked('bộ phận một cửa'), text))
    expect(shown).toContain('[Bộ] [phận] [một] [cửa] ở xã trả kết quả')
    expect(shown.startsWith('… ')).toBe(true)
    expect(shown.endsWith(' …')).toBe(true)
    expect(shown.length).toBeLessThan(260)
  })

  test('whole: the pieces of a title are the title', () => {
    const text = fc
      .array(fc.constantFrom('Ủy', 'ban', 'xã', 'Đường', 'dây', '15/11', '“nóng”', '한국', 'x'), { maxLength: 30 })
      .map((words) => words.join(' '))
    fc.assert(
      fc.property(text, fc.constantFrom('uy ban', 'duong', '15', 'xa', '한국'), (title, typed) => {
        expect(
          highlighted(asked(typed), title)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(title)
      }),
    )
  })

  test('not at all where only the title has it', () => {
    expect(snippet(asked('chuyển đổi số'), 'Không có gì ở đây.')).toEqual([])
  })
})
