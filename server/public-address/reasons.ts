/** Why an address could not be asked, and what to do, in Vietnamese. */
export interface Reason {
  reason: string
  toDo: string
}

const DNS = 'Xem lại tên miền đã viết đúng và đã trỏ (bản ghi A, AAAA hoặc CNAME) chưa; bản ghi mới có thể cần vài giờ.'
const ROUTER =
  'Xem máy trung gian hay đường hầm đang chạy không, bộ định tuyến đã mở cổng vào máy ấy chưa. Nếu ở ngoài vẫn mở được (thử bằng điện thoại dùng 4G) thì do bộ định tuyến không cho máy trong mạng gọi ra địa chỉ của chính mình; khi đó bỏ qua kết quả này.'
const CERTIFICATE = 'Dùng chứng chỉ được mọi máy tin: Caddy tự xin của Let’s Encrypt, đường hầm có sẵn.'

const BY_CODE: Record<string, Reason> = {
  ENOTFOUND: { reason: 'Không tìm thấy tên miền này.', toDo: DNS },
  EAI_AGAIN: {
    reason: 'Không tra được tên miền: máy của đài chưa vào được internet hoặc DNS hỏng.',
    toDo: 'Xem đường internet của máy chạy Lên Sóng.',
  },
  ECONNREFUSED: { reason: 'Máy ở địa chỉ này từ chối kết nối: không có gì chạy ở cổng ấy.', toDo: ROUTER },
  ECONNRESET: { reason: 'Kết nối bị ngắt giữa chừng.', toDo: ROUTER },
  UND_ERR_SOCKET: { reason: 'Kết nối bị ngắt giữa chừng.', toDo: ROUTER },
  EHOSTUNREACH: { reason: 'Không có đường mạng tới địa chỉ này.', toDo: ROUTER },
  ENETUNREACH: { reason: 'Không có đường mạng tới địa chỉ này.', toDo: ROUTER },
  ETIMEDOUT: { reason: 'Không ai trả lời ở địa chỉ này.', toDo: ROUTER },
  UND_ERR_CONNECT_TIMEOUT: { reason: 'Không ai trả lời ở địa chỉ này.', toDo: ROUTER },
  CERT_HAS_EXPIRED: {
    reason: 'Chứng chỉ HTTPS của địa chỉ này đã hết hạn.',
    toDo: 'Gia hạn chứng chỉ; Caddy và đường hầm tự gia hạn khi còn chạy.',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: { reason: 'Chứng chỉ HTTPS ở đó cấp cho tên miền khác.', toDo: CERTIFICATE },
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    reason: 'Chứng chỉ HTTPS ở đó tự ký, điện thoại ở ngoài không tin.',
    toDo: CERTIFICATE,
  },
  SELF_SIGNED_CERT_IN_CHAIN: {
    reason: 'Chứng chỉ HTTPS ở đó do một nơi không ai biết ký, điện thoại ở ngoài không tin.',
    toDo: CERTIFICATE,
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    reason: 'Chứng chỉ HTTPS ở đó thiếu chuỗi chứng thực (hoặc do nơi không ai biết ký).',
    toDo: CERTIFICATE,
  },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
    reason: 'Chứng chỉ HTTPS ở đó thiếu chuỗi chứng thực (hoặc do nơi không ai biết ký).',
    toDo: CERTIFICATE,
  },
}
const NOT_TLS: Reason = {
  reason: 'Cổng này không nói HTTPS.',
  toDo: 'Ghi http:// nếu máy trung gian chưa có HTTPS, hoặc sửa lại cổng.',
}

/** Ports that browsers never open a page on (Fetch standard, “port blocking”). */
const BARRED_PORT: Reason = {
  reason: 'Trình duyệt không mở trang nào ở cổng này.',
  toDo: 'Dùng cổng 443 (không cần ghi) hoặc một cổng như 8443.',
}

/** What `fetch` hides in its cause, or in the first of several causes. */
export function reasonOf(error: unknown): Reason {
  if (error instanceof Error && error.name === 'TimeoutError')
    return { reason: 'Quá 10 giây chưa có trả lời.', toDo: ROUTER }
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error
  const first: unknown = cause instanceof AggregateError ? cause.errors[0] : cause
  const code = first instanceof Error && 'code' in first ? String(first.code) : ''
  if (first instanceof Error && first.message === 'bad port') return BARRED_PORT
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) return NOT_TLS
  const known = BY_CODE[code]
  if (known) return { reason: `${known.reason} (${code})`, toDo: known.toDo }
  return { reason: `Không gọi được địa chỉ này (${code || String(first)}).`, toDo: ROUTER }
}
