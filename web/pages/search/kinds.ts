/** What can be found, in the words of the station, and where it is opened. */
import type { SearchKind, SearchResult } from '../../../server/contract/index.ts'
import { path } from '../../paths.ts'

export const KIND_WORDS: Record<SearchKind, string> = {
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

/** The page that shows what was found. */
export function placeOfResult({ kind, refId, partId }: Pick<SearchResult, 'kind' | 'refId' | 'partId'>): string {
  switch (kind) {
    case 'script':
      return path.edition(refId)
    case 'submission':
      return path.submission(refId)
    case 'question':
      return path.question(refId)
    case 'library':
      return path.library()
    case 'feedback':
      return path.registers('y-kien')
    case 'evaluation':
      return path.registers('danh-gia')
    case 'unit':
      return path.unit(refId)
    case 'task':
      return partId === undefined ? path.tasks : path.taskList(partId)
    case 'sound':
      return path.settings('am-thanh')
    case 'programme':
      return path.programme(refId)
  }
}
