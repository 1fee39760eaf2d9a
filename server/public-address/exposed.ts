/** What is open by the public address while only links are: routes by the pattern they are registered under, pages by their address. */

/** For the page of the settings: for whom, and under which addresses. */
export const OPEN_PATHS: readonly { forWhom: string; paths: string[] }[] = [
  { forWhom: 'Trạm truyền thanh: trang riêng, tải về, nguồn RSS, lịch, máy phát tự động', paths: ['/tram/…'] },
  { forWhom: 'Đơn vị gửi tin, bài', paths: ['/gui-bai/…', '/api/send/…'] },
  { forWhom: 'Lãnh đạo phê duyệt bằng điện thoại đã đăng ký', paths: ['/phe-duyet/…', '/api/leader-phone/…'] },
  {
    forWhom: 'Tệp của chính các trang trên, câu hỏi “đài tên gì”, trang thử địa chỉ',
    paths: ['/assets/…', '/api/me', '/thu-dia-chi/…'],
  },
]

const ROUTES = ['/tram/', '/api/send/:secret', '/api/leader-phone', '/thu-dia-chi/:nonce'] as const
/** The one route that hands out the built pages. */
const PAGES_ROUTE = '/*'
const PAGES = [
  /^\/gui-bai\/[^/]+(\/bien-nhan\/[^/]+)?\/?$/,
  /^\/phe-duyet(\/[^/]+){0,2}\/?$/,
  /^\/assets\/[\w.-]+$/,
] as const

/**
 * Whether a request may pass by the public address. `route` is the pattern of the route that would answer, undefined where
 * none would; the address decides among pages alone, whose files are no secret.
 */
export function mayPass(method: string, route: string | undefined, pathname: string): boolean {
  if (route === undefined) return false
  if (route === '/api/me') return method === 'GET' || method === 'HEAD'
  if (route === PAGES_ROUTE) return PAGES.some((page) => page.test(pathname))
  return ROUTES.some((open) => route === open || route.startsWith(open.endsWith('/') ? open : `${open}/`))
}
