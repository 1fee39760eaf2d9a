import type { SearchKind, SearchPiece, SearchResult } from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'

const KINDS: Readonly<Record<SearchKind, string>> = {
  script: 'Kịch bản',
  submission: 'Tin, bài gửi đến',
  question: 'Dân hỏi',
  library: 'Kho',
  feedback: 'Ý kiến thính giả',
  evaluation: 'Sơ kết, kiểm tra',
  unit: 'Đơn vị',
  task: 'Nhiệm vụ',
  sound: 'Âm thanh',
  programme: 'Chương trình',
}

/** What was found as a tab, the best first as it is shown. */
export function resultsTab(results: readonly SearchResult[]): Tab {
  return {
    name: 'Kết quả tra cứu',
    columns: [
      { title: 'TT', width: 6, kind: 'number' },
      { title: 'Ở đâu', width: 18, kind: 'text' },
      { title: 'Tên', width: 48, kind: 'text' },
      { title: 'Thuộc', width: 36, kind: 'text' },
      { title: 'Đoạn có lời tìm', width: 70, kind: 'text' },
      { title: 'Lúc', width: 18, kind: 'instant' },
    ],
    rows: results.map(({ kind, title, context, snippet, at }, place) => [
      place + 1,
      KINDS[kind],
      wordsOf(title),
      context,
      wordsOf(snippet),
      at,
    ]),
  }
}

const wordsOf = (pieces: readonly SearchPiece[]) => pieces.map(({ text }) => text).join('')
