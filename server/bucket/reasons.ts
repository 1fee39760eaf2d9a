/** What S3-compatible servers call what is wrong, and the network below them. */
const BY_NAME: Record<string, string> = {
  NoSuchBucket: 'Kho không có ngăn (bucket) mang tên này.',
  NotFound: 'Kho không có ngăn (bucket) mang tên này.',
  InvalidAccessKeyId: 'Kho không biết mã khoá (access key) này.',
  SignatureDoesNotMatch: 'Khoá bí mật không đúng.',
  AccessDenied: 'Khoá này không được phép đọc hoặc ghi ở đây.',
  Forbidden: 'Khoá này không được phép đọc hoặc ghi ở đây.',
  '403': 'Khoá không đúng, hoặc không được phép đọc hoặc ghi ở đây.',
  RequestTimeTooSkewed: 'Đồng hồ của máy đài và của kho lệch nhau quá 15 phút.',
  PermanentRedirect: 'Ngăn (bucket) này nằm ở vùng hay địa chỉ khác.',
  AuthorizationHeaderMalformed: 'Vùng (region) không đúng.',
  XAmzContentSHA256Mismatch: 'Tệp đến kho không đúng từng byte.',
  BadDigest: 'Tệp đến kho không đúng từng byte.',
  QuotaExceeded: 'Kho đã hết chỗ.',
  EntityTooLarge: 'Kho không nhận tệp lớn như vậy.',
  SlowDown: 'Kho đang quá tải.',
  ServiceUnavailable: 'Kho đang tạm ngừng.',
  TimeoutError: 'Kho không trả lời.',
  ECONNREFUSED: 'Máy của kho từ chối kết nối.',
  ECONNRESET: 'Kết nối tới kho bị ngắt giữa chừng.',
  ENOTFOUND: 'Không tìm thấy tên máy của kho.',
  EAI_AGAIN: 'Không tra được tên máy của kho (mạng hoặc DNS).',
  EHOSTUNREACH: 'Không có đường mạng tới kho.',
  ENETUNREACH: 'Không có đường mạng tới kho.',
  ETIMEDOUT: 'Kho không trả lời.',
  CERT_HAS_EXPIRED: 'Chứng chỉ HTTPS của kho đã hết hạn.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Chứng chỉ HTTPS của kho tự ký, máy của đài không tin.',
  SELF_SIGNED_CERT_IN_CHAIN: 'Chứng chỉ HTTPS của kho do một nơi không ai biết ký.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Chứng chỉ HTTPS của kho thiếu chuỗi chứng thực.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Chứng chỉ HTTPS ở đó cấp cho tên máy khác.',
}

/** Why a bucket did not do what was asked, in a Vietnamese sentence with the name that its administrator knows. */
export function bucketReason(cause: unknown): string {
  if (!(cause instanceof Error)) return `Kho không làm được (${String(cause)}).`
  const [first] = cause instanceof AggregateError ? cause.errors : []
  const code = codeOf(cause) ?? codeOf(first)
  const status = '$metadata' in cause ? (cause.$metadata as { httpStatusCode?: number }).httpStatusCode : undefined
  const known = [cause.name, code, String(status)].find((name) => name !== undefined && Object.hasOwn(BY_NAME, name))
  if (known !== undefined) return `${BY_NAME[known]} (${known})`
  return `Kho không làm được: ${[cause.name, status, cause.message].filter((one) => one !== undefined).join(' ')}`.slice(
    0,
    300,
  )
}

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined
}
