import type { ApprovalMeans, LogField, LogLine, LogNote } from '../contract/index.ts'

/** What of a line is corrected, as the pages and papers name it. */
export const FIELD_WORDS: Record<LogField, string> = {
  planned: 'Giờ định phát',
  sounded: 'Giờ phát thật',
  length: 'Thời lượng',
  items: 'Tiết mục',
  approval: 'Người duyệt',
  readers: 'Người đọc',
  device: 'Thiết bị',
  outcome: 'Kết quả',
  proof: 'Minh chứng',
}

/** How an approval was given. */
export const MEANS_WORDS: Record<ApprovalMeans, string> = {
  pin: 'mã PIN trên điện thoại',
  passkey: 'khoá trên điện thoại',
  paper: 'giấy đã ký',
  session: 'ghi tại đài',
}

/** A note as one line of text: “Đính chính giờ phát thật: 05:16. Đồng hồ tường chậm”, or its words alone. */
export function noteWords({ field, right, text }: Pick<LogNote, 'field' | 'right' | 'text'>): string {
  if (field === undefined || right === undefined) return text
  const what = FIELD_WORDS[field]
  return `Đính chính ${what.charAt(0).toLocaleLowerCase('vi')}${what.slice(1)}: ${right}. ${text}`
}

/** What proves that it was heard; empty where nothing does. */
export function proofWords({ proof, outsideProof }: Pick<LogLine, 'proof' | 'outsideProof'>): string {
  if (outsideProof) return outsideProof.fileName
  if (!proof) return ''
  return proof.found ? `Đối soát khớp ${Math.floor(proof.matched * 100)}%` : 'Đối soát: không tìm thấy'
}
