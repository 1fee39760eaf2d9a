/** The addresses of the pages: text in, meaning out, and back. */

export type EditionTab = 'kich-ban' | 'thu-am' | 'dung' | 'lich' | 'nhat-ky'
const TABS: readonly EditionTab[] = ['kich-ban', 'thu-am', 'dung', 'lich', 'nhat-ky']

export type SettingsSection =
  | 'dai'
  | 'nguoi-dung'
  | 'lanh-dao'
  | 'van-ban'
  | 'thiet-bi'
  | 'chuong-trinh'
  | 'am-thanh'
  | 'khan-cap'
  | 'bao-dong'
  | 'may-phat'
  | 'tiep-am'
  | 'ngay-nghi'
  | 'dia-chi'
  | 'kho-tep'
  | 'suc-khoe'
const SECTIONS: readonly SettingsSection[] = [
  'dai',
  'nguoi-dung',
  'lanh-dao',
  'van-ban',
  'thiet-bi',
  'chuong-trinh',
  'am-thanh',
  'khan-cap',
  'bao-dong',
  'may-phat',
  'tiep-am',
  'ngay-nghi',
  'dia-chi',
  'kho-tep',
  'suc-khoe',
]

/** Sổ tiếp nhận · Nhập bài · Đăng tin bài · Chỉ tiêu · Đường dẫn gửi bài. */
export type IntakeTab = 'so' | 'nhap' | 'dang-bai' | 'chi-tieu' | 'duong-dan'
const INTAKE_TABS: readonly IntakeTab[] = ['so', 'nhap', 'dang-bai', 'chi-tieu', 'duong-dan']

/** Tin bài · Biên bản of a review meeting. */
export type ReviewTab = 'tin-bai' | 'bien-ban'

/** Đường dây nóng và spot · Tác phẩm · Liên hệ. */
export type LibraryTab = 'duong-day-nong' | 'tac-pham' | 'lien-he'
const LIBRARY_TABS: readonly LibraryTab[] = ['duong-day-nong', 'tac-pham', 'lien-he']

/** Ý kiến thính giả · Sơ kết, kiểm tra. */
export type RegisterTab = 'y-kien' | 'danh-gia'
const REGISTER_TABS: readonly RegisterTab[] = ['y-kien', 'danh-gia']

/** Kỳ phát · Thời lượng · Máy tự phát · Đường dẫn, sổ tải về of the ward stations. In the query, for `/tram/…` is what stands behind a ward's own link. */
export type WardsTab = 'ky-phat' | 'thoi-luong' | 'may-phat' | 'duong-dan'
const WARDS_TABS: readonly WardsTab[] = ['ky-phat', 'thoi-luong', 'may-phat', 'duong-dan']

/** Báo cáo · Biểu đồ · Giấy tờ tháng · Nhuận bút · Lưu trữ. */
export type ReportsTab = 'bao-cao' | 'bieu-do' | 'giay-to' | 'nhuan-but' | 'luu-tru'
const REPORTS_TABS: readonly ReportsTab[] = ['bao-cao', 'bieu-do', 'giay-to', 'nhuan-but', 'luu-tru']

/** What the books are opened at. `period` and `scope` are read by the page itself: `2026-Q4`, `don-vi.u1`. */
export interface ReportsAsked {
  period?: string
  scope?: string
  month?: string
  year?: number
  /** A report that was sent, as it was. */
  sentId?: string
}

export type Place =
  | { page: 'set-up' }
  | { page: 'sign-in'; back: string }
  | { page: 'today' }
  | { page: 'editions' }
  /** `insert`: the sound of the library that is to go into the rundown. */
  | { page: 'edition'; editionId: string; tab: EditionTab; insert?: string }
  | { page: 'sheet'; editionId: string; renderId: string }
  | { page: 'print-script'; editionId: string }
  | { page: 'studio'; editionId: string; itemId: string }
  | { page: 'listen'; takeId: string }
  | { page: 'take'; takeId: string }
  | { page: 'calendar'; month: string | undefined }
  | { page: 'on-air' }
  | { page: 'wards'; tab: WardsTab; remindOf: string | undefined }
  | { page: 'ward-cards'; wardStationId: string | undefined }
  /** `span`: a year `2026`, a month `2026-11` or a day `2026-11-18`. */
  | { page: 'log'; span: string | undefined; programmeId: string | undefined }
  | { page: 'reports'; tab: ReportsTab; asked: ReportsAsked }
  | { page: 'urging'; programmeId: string | undefined; period: string | undefined }
  | { page: 'review'; programmeId: string | undefined; period: string | undefined; tab: ReviewTab }
  | { page: 'airing'; date: string; airingId: string }
  | { page: 'settings'; section: SettingsSection | undefined }
  | { page: 'programme'; programmeId: string }
  | { page: 'template'; programmeId: string }
  | { page: 'intake'; tab: IntakeTab; programmeId: string | undefined; period: string | undefined }
  | { page: 'submission'; submissionId: string }
  | { page: 'send'; secret: string }
  | { page: 'receipt'; of: { secret: string; code: string } | { submissionId: string } }
  | { page: 'questions'; questionId: string | undefined }
  | { page: 'library'; tab: LibraryTab }
  | { page: 'registers'; tab: RegisterTab }
  | { page: 'units' }
  | { page: 'unit'; unitId: string }
  | { page: 'rota'; programmeId: string | undefined; year: number | undefined }
  | { page: 'tasks' }
  | { page: 'task-list'; listId: string }
  | { page: 'search'; words: string | undefined }
  | { page: 'approve'; requestId: string | undefined; secret: string | undefined }
  | { page: 'trust'; back: string }
  | { page: 'unknown'; path: string }

export type PageName = Place['page']

const month = (search: URLSearchParams) => {
  const asked = search.get('thang')
  return asked && /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : undefined
}

const yearIn = (search: URLSearchParams) => {
  const asked = search.get('nam')
  return asked && /^2[01]\d\d$/.test(asked) ? Number(asked) : undefined
}

const reportsAsked = (search: URLSearchParams): ReportsAsked => {
  const [period, scope, ofMonth, year] = [search.get('ky'), search.get('cua'), month(search), yearIn(search)]
  return {
    ...(period && { period }),
    ...(scope && { scope }),
    ...(ofMonth && { month: ofMonth }),
    ...(year && { year }),
  }
}

const isDate = (text: string) => /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text)

const logAsked = (search: URLSearchParams) => {
  const day = search.get('ngay')
  const span = (day && isDate(day) ? day : undefined) ?? month(search) ?? yearIn(search)?.toString()
  return { span, programmeId: search.get('chuong-trinh') ?? undefined }
}

/** Only addresses of this station may be returned to; anything else leads home. */
const ownPath = (path: string | null) => (path && /^\/(?![/\\])/.test(path) ? path : '/hom-nay')

/** What an address means. `address` is path and query: `/lich-phat?thang=2026-11`. */
export function readAddress(address: string): Place {
  const url = new URL(address, 'http://station')
  const [first = '', second, third, fourth, ...more] = url.pathname.split('/').filter(Boolean).map(decode)
  const isWhole = more.length === 0
  if (isWhole && first === 'ky-phat' && second !== undefined && third === 'phieu' && fourth !== undefined)
    return { page: 'sheet', editionId: second, renderId: fourth }
  if (isWhole && first === 'thiet-lap' && second === 'chuong-trinh' && third !== undefined && fourth === 'khung')
    return { page: 'template', programmeId: third }
  if (isWhole && first === 'phe-duyet' && fourth === undefined) {
    if (second === 'dang-ky' && third !== undefined) return { page: 'approve', requestId: undefined, secret: third }
    if (third === undefined) return { page: 'approve', requestId: second, secret: undefined }
  }
  if (isWhole && first === 'gui-bai' && second !== undefined) {
    if (third === undefined) return { page: 'send', secret: second }
    if (third === 'bien-nhan' && fourth !== undefined) return { page: 'receipt', of: { secret: second, code: fourth } }
  }
  if (isWhole && first === 'tiep-nhan') {
    if (second === 'bai' && third !== undefined) {
      if (fourth === undefined) return { page: 'submission', submissionId: third }
      if (fourth === 'bien-nhan') return { page: 'receipt', of: { submissionId: third } }
    }
    const tab = second === undefined ? 'so' : INTAKE_TABS.find((name) => name === second)
    const asked = (name: string) => url.searchParams.get(name) ?? undefined
    if (tab && third === undefined)
      return { page: 'intake', tab, programmeId: asked('chuong-trinh'), period: asked('ky') }
  }
  if (isWhole && first === 'tham-dinh') {
    if (second === undefined) return { page: 'review', programmeId: undefined, period: undefined, tab: 'tin-bai' }
    if (third !== undefined && (fourth === undefined || fourth === 'bien-ban'))
      return { page: 'review', programmeId: second, period: third, tab: fourth ?? 'tin-bai' }
  }
  const known = isWhole && fourth === undefined
  if (known && first === 'thiet-lap' && second === 'chuong-trinh' && third !== undefined)
    return { page: 'programme', programmeId: third }
  if (known && first === 'dan-hoi' && third === undefined) return { page: 'questions', questionId: second }
  if (known && first === 'kho' && third === undefined) {
    const tab = LIBRARY_TABS.find((name) => name === (second ?? 'duong-day-nong'))
    if (tab) return { page: 'library', tab }
  }
  if (known && first === 'so-theo-doi' && third === undefined) {
    const tab = REGISTER_TABS.find((name) => name === (second ?? 'y-kien'))
    if (tab) return { page: 'registers', tab }
  }
  if (known && first === 'bao-cao') {
    if (second === 'da-gui' && third !== undefined) return { page: 'reports', tab: 'bao-cao', asked: { sentId: third } }
    const tab = REPORTS_TABS.find((name) => name === (second ?? 'bao-cao'))
    if (tab && third === undefined) return { page: 'reports', tab, asked: reportsAsked(url.searchParams) }
  }
  if (known && first === 'don-vi' && third === undefined)
    return second === undefined ? { page: 'units' } : { page: 'unit', unitId: second }
  if (known && first === 'phan-cong' && third === undefined)
    return { page: 'rota', programmeId: second, year: yearIn(url.searchParams) }
  if (known && first === 'nhiem-vu' && third === undefined)
    return second === undefined ? { page: 'tasks' } : { page: 'task-list', listId: second }
  if (known && first === 'nghe-duyet' && second !== undefined && third === undefined)
    return { page: 'listen', takeId: second }
  if (known && first === 'ban-thu' && second !== undefined && third === undefined)
    return { page: 'take', takeId: second }
  if (known && third === undefined && second === undefined) {
    if (first === '' || first === 'hom-nay') return { page: 'today' }
    if (first === 'khoi-tao') return { page: 'set-up' }
    if (first === 'dang-nhap') return { page: 'sign-in', back: ownPath(url.searchParams.get('ve')) }
    if (first === 'tin-cay') return { page: 'trust', back: ownPath(url.searchParams.get('ve')) }
    if (first === 'ky-phat') return { page: 'editions' }
    if (first === 'lich-phat') return { page: 'calendar', month: month(url.searchParams) }
    if (first === 'phat-song') return { page: 'on-air' }
    if (first === 'tram')
      return {
        page: 'wards',
        tab: WARDS_TABS.find((name) => name === url.searchParams.get('xem')) ?? 'ky-phat',
        remindOf: url.searchParams.get('nhac') ?? undefined,
      }
    if (first === 'the-tram') return { page: 'ward-cards', wardStationId: url.searchParams.get('tram') ?? undefined }
    if (first === 'nhat-ky') return { page: 'log', ...logAsked(url.searchParams) }
    if (first === 'thiet-lap') return { page: 'settings', section: undefined }
    if (first === 'tra-cuu') return { page: 'search', words: url.searchParams.get('tim') ?? undefined }
    if (first === 'don-doc') return { page: 'urging', programmeId: undefined, period: undefined }
  }
  if (known && first === 'thiet-lap' && second !== undefined && third === undefined) {
    const section = SECTIONS.find((name) => name === second)
    if (section) return { page: 'settings', section }
  }
  if (known && first === 'nhat-ky' && second !== undefined && third !== undefined && isDate(second))
    return { page: 'airing', date: second, airingId: third }
  if (known && first === 'ky-phat' && second !== undefined && third === 'in-kich-ban')
    return { page: 'print-script', editionId: second }
  if (known && first === 'ky-phat' && second !== undefined) {
    const tab = third === undefined ? 'kich-ban' : TABS.find((name) => name === third)
    const insert = tab === 'dung' ? url.searchParams.get('chen') : null
    if (tab) return { page: 'edition', editionId: second, tab, ...(insert && { insert }) }
  }
  if (known && first === 'don-doc' && second !== undefined && third !== undefined)
    return { page: 'urging', programmeId: second, period: third }
  if (known && first === 'phong-thu' && second !== undefined && third !== undefined)
    return { page: 'studio', editionId: second, itemId: third }
  return { page: 'unknown', path: url.pathname }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

const part = encodeURIComponent

/** The addresses by name, so that no page spells a path itself. */
export const path = {
  setUp: '/khoi-tao',
  signIn: (back: string) => `/dang-nhap?ve=${part(back)}`,
  /** How a device comes to trust the station, and where it goes on from there. */
  trust: (back?: string) => (back === undefined ? '/tin-cay' : `/tin-cay?ve=${part(back)}`),
  today: '/hom-nay',
  editions: '/ky-phat',
  edition: (editionId: string, tab: EditionTab = 'kich-ban') => `/ky-phat/${part(editionId)}/${tab}`,
  /** The rundown of an edition, where a sound of the library is about to be inserted. */
  insertSound: (editionId: string, soundId: string) => `/ky-phat/${part(editionId)}/dung?chen=${part(soundId)}`,
  /** The quality sheet (phiếu chất lượng) of one render. */
  sheet: (editionId: string, renderId: string) => `/ky-phat/${part(editionId)}/phieu/${part(renderId)}`,
  /** The script in large type, for paper. */
  printScript: (editionId: string) => `/ky-phat/${part(editionId)}/in-kich-ban`,
  studio: (editionId: string, itemId: string) => `/phong-thu/${part(editionId)}/${part(itemId)}`,
  /** Listening approval (nghe duyệt) of one read: the link that is sent to a leader. */
  listen: (takeId: string) => `/nghe-duyet/${part(takeId)}`,
  /** Editing one read. */
  take: (takeId: string) => `/ban-thu/${part(takeId)}`,
  calendar: (month?: string) => (month ? `/lich-phat?thang=${month}` : '/lich-phat'),
  onAir: '/phat-song',
  wards: '/tram',
  wardsPart: (tab: WardsTab) => (tab === 'ky-phat' ? '/tram' : `/tram?xem=${tab}`),
  /** The wards with the reminder of an edition open. */
  remindWards: (editionId: string) => `/tram?nhac=${part(editionId)}`,
  /** The cards with the wards' QR codes, to print: all, or one ward's. */
  wardCards: (wardStationId?: string) =>
    wardStationId === undefined ? '/the-tram' : `/the-tram?tram=${part(wardStationId)}`,
  /** The log of a year, a month or a day; of one programme where one is named. */
  log: (span?: string, programmeId?: string) => {
    const name = span?.length === 4 ? 'nam' : span?.length === 10 ? 'ngay' : 'thang'
    const asked = [...(span ? [`${name}=${span}`] : []), ...(programmeId ? [`chuong-trinh=${part(programmeId)}`] : [])]
    return asked.length === 0 ? '/nhat-ky' : `/nhat-ky?${asked.join('&')}`
  },
  /** The books: `asked` opens them at a period, a scope, a month, a year. */
  reports: (tab: ReportsTab = 'bao-cao', asked: Omit<ReportsAsked, 'sentId'> = {}) => {
    const query = new URLSearchParams({
      ...(asked.period !== undefined && { ky: asked.period }),
      ...(asked.scope !== undefined && { cua: asked.scope }),
      ...(asked.month !== undefined && { thang: asked.month }),
      ...(asked.year !== undefined && { nam: String(asked.year) }),
    }).toString()
    return `/bao-cao${tab === 'bao-cao' ? '' : `/${tab}`}${query && `?${query}`}`
  },
  /** A report that was sent, as it was. */
  sentReport: (sentId: string) => `/bao-cao/da-gui/${part(sentId)}`,
  airing: (date: string, airingId: string) => `/nhat-ky/${date}/${part(airingId)}`,
  /** Urging: every period with units that are missing, or one of them. */
  /** The review meeting (họp thẩm định) of a programme's period; without one, of the present periods. */
  review: (programmeId?: string, period?: string, tab: ReviewTab = 'tin-bai') =>
    programmeId === undefined || period === undefined
      ? '/tham-dinh'
      : `/tham-dinh/${part(programmeId)}/${part(period)}${tab === 'tin-bai' ? '' : `/${tab}`}`,
  urging: (programmeId?: string, period?: string) =>
    programmeId === undefined || period === undefined ? '/don-doc' : `/don-doc/${part(programmeId)}/${part(period)}`,
  /** A programme: when it airs, who does what, what it is about. */
  programme: (programmeId: string) => `/thiet-lap/chuong-trinh/${part(programmeId)}`,
  /** The template (khung chương trình) of a programme. */
  template: (programmeId: string) => `/thiet-lap/chuong-trinh/${part(programmeId)}/khung`,
  /** The register of what units send; `of` narrows it to a programme's period. */
  intake: (tab: IntakeTab = 'so', of?: { programmeId: string; period: string }) =>
    `/tiep-nhan${tab === 'so' ? '' : `/${tab}`}${of ? `?chuong-trinh=${part(of.programmeId)}&ky=${part(of.period)}` : ''}`,
  submission: (submissionId: string) => `/tiep-nhan/bai/${part(submissionId)}`,
  submissionReceipt: (submissionId: string) => `/tiep-nhan/bai/${part(submissionId)}/bien-nhan`,
  /** The form behind a unit's own link, and the receipt of what came by it. */
  send: (secret: string) => `/gui-bai/${part(secret)}`,
  receipt: (secret: string, code: string) => `/gui-bai/${part(secret)}/bien-nhan/${part(code)}`,
  /** Dân hỏi – Chính quyền trả lời. */
  questions: '/dan-hoi',
  question: (questionId: string) => `/dan-hoi/${part(questionId)}`,
  /** Hotline announcements, spots, award works, contacts. */
  library: (tab: LibraryTab = 'duong-day-nong') => `/kho/${tab}`,
  /** Feedback of listeners and records of evaluations. */
  registers: (tab: RegisterTab = 'y-kien') => `/so-theo-doi/${tab}`,
  units: '/don-vi',
  unit: (unitId: string) => `/don-vi/${part(unitId)}`,
  /** The rota (bảng phân công) of a programme in a year. */
  rota: (programmeId?: string, year?: number) =>
    `/phan-cong${programmeId === undefined ? '' : `/${part(programmeId)}`}${year === undefined ? '' : `?nam=${year}`}`,
  /** Tra cứu: the box, or what was looked for. */
  search: (words?: string) => (words === undefined ? '/tra-cuu' : `/tra-cuu?tim=${part(words)}`),
  tasks: '/nhiem-vu',
  taskList: (listId: string) => `/nhiem-vu/${part(listId)}`,
  /** The leader's telephone: what waits, or one revision that was submitted; the link that is sent to a leader. */
  approve: (requestId?: string) => (requestId === undefined ? '/phe-duyet' : `/phe-duyet/${part(requestId)}`),
  settings: (section?: SettingsSection) => (section ? `/thiet-lap/${section}` : '/thiet-lap'),
} as const
