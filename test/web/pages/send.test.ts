import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { forgetForm, type KeptForm, keepForm, keptForm, keptSender } from '../../../web/pages/send/kept.ts'
import { path, readAddress } from '../../../web/paths.ts'

const shelf = (room = Number.POSITIVE_INFINITY) => {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (value.length > room) throw new Error('QuotaExceededError')
      kept.set(key, value)
    },
    removeItem: (key: string) => void kept.delete(key),
  }
}

const fields = {
  title: 'Một cửa trực tuyến',
  text: 'Sáng nay, bà con …',
  author: 'Cộng tác viên',
  senderName: 'Văn thư',
  contact: '0277 000 000',
  note: '',
  target: 'p 2026-11',
}
const form: KeptForm = {
  entryKey: 'khoá',
  fields,
  files: [{ id: 'f1', fileName: 'bài.docx', bytes: 12, warnings: ['Ảnh không đọc.'] }],
}

describe('a form that was not sent yet', () => {
  test('is there again after the page was closed, each link’s own', () => {
    const browser = shelf()
    expect(keepForm(browser, 'bí-mật', form)).toBe(true)
    expect(keptForm(browser, 'bí-mật')).toEqual(form)
    expect(keptForm(browser, 'khác')).toBeUndefined()
  })

  test('keeps any text as it was typed, tone marks and line breaks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), (title, text) => {
        const browser = shelf()
        const typed = { ...form, fields: { ...fields, title, text: text.toWellFormed() } }
        keepForm(browser, 'l', typed)
        expect(keptForm(browser, 'l')).toEqual(typed)
      }),
      { numRuns: 40 },
    )
  })

  test('goes when the receipt is there; who sends is remembered', () => {
    const browser = shelf()
    keepForm(browser, 'l', form)
    const { author, senderName, contact } = fields
    forgetForm(browser, 'l', { author, senderName, contact })
    expect(keptForm(browser, 'l')).toBeUndefined()
    expect(keptSender(browser, 'l')).toEqual({ author, senderName, contact })
  })

  test('is nothing where what lies there is something else', () => {
    const browser = shelf()
    const bad = [
      '{',
      '[]',
      '{"entryKey":1}',
      JSON.stringify({ ...form, files: [{ fileName: 1 }] }),
      JSON.stringify({ ...form, fields: {} }),
    ]
    for (const text of bad) {
      browser.kept.set('len-song.gui-bai.l', text)
      expect(keptForm(browser, 'l')).toBeUndefined()
    }
  })

  test('says so when the browser has no room for it', () => {
    expect(keepForm(shelf(10), 'l', form)).toBe(false)
  })
})

describe('the addresses of intake', () => {
  test('mean what they were written for', () => {
    expect(readAddress(path.send('a-b_C'))).toEqual({ page: 'send', secret: 'a-b_C' })
    expect(readAddress(path.receipt('a', '2611-K7F3'))).toEqual({
      page: 'receipt',
      of: { secret: 'a', code: '2611-K7F3' },
    })
    expect(readAddress(path.submissionReceipt('s 1'))).toEqual({ page: 'receipt', of: { submissionId: 's 1' } })
    expect(readAddress(path.submission('s 1'))).toEqual({ page: 'submission', submissionId: 's 1' })
    expect(readAddress(path.intake())).toMatchObject({ page: 'intake', tab: 'so' })
    expect(readAddress(path.intake('chi-tieu'))).toMatchObject({ page: 'intake', tab: 'chi-tieu' })
    expect(readAddress(path.intake('so', { programmeId: 'p 1', period: '2026-W47' }))).toEqual({
      page: 'intake',
      tab: 'so',
      programmeId: 'p 1',
      period: '2026-W47',
    })
    for (const wrong of ['/gui-bai', '/gui-bai/a/khac', '/gui-bai/a/bien-nhan', '/gui-bai/a/bien-nhan/b/c']) {
      expect(readAddress(wrong).page).toBe('unknown')
    }
    for (const wrong of ['/tiep-nhan/khac', '/tiep-nhan/bai', '/tiep-nhan/bai/a/khac', '/tiep-nhan/so/a']) {
      expect(readAddress(wrong).page).toBe('unknown')
    }
  })
})
