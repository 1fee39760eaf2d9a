import { type CalendarDate, vietnameseDate } from '../../schedules/index.ts'
import type {
  Letterhead,
  Programme,
  Review,
  ReviewAttendee,
  ReviewItem,
  ReviewMinutes,
  ReviewMinutesWritten,
} from '../contract/index.ts'
import { symbolOf } from '../office/index.ts'
import type { Block, Paper } from '../papers/index.ts'

/**
 * What new minutes begin with (pure): who sat at the last meeting, without their words; before there was one, the offices that
 * the programme names (Sa Đéc 2023, II: the culture office chairs “phối hợp cùng với Văn phòng…, phòng Nội vụ”).
 */
export function proposedMinutes(facts: {
  programme: Pick<Programme, 'roles'>
  stationName: string
  letterhead: Letterhead
  last: ReviewMinutes | undefined
  today: CalendarDate
  window: { from: CalendarDate; to: CalendarDate } | undefined
}): ReviewMinutesWritten {
  const { programme, stationName, letterhead, last, today, window } = facts
  const { reviewer, collector, monitor } = programme.roles
  const isInside = window === undefined || (window.from <= today && today <= window.to)
  const offices = [...new Set([collector?.name, monitor?.name])].filter(
    (name): name is string => name !== undefined && name !== reviewer?.name,
  )
  const seat = (role: ReviewAttendee['role'], office: string): ReviewAttendee => ({ name: '', office, role, said: '' })
  return {
    heldOn: isInside ? today : (window?.from ?? today),
    from: last?.from ?? '08:00',
    place: last?.place ?? '',
    issuer: last?.issuer ?? (letterhead.issuer || (reviewer?.name ?? stationName)),
    issuerAbove: last?.issuerAbove ?? letterhead.above,
    attendees: last
      ? last.attendees.map((one) => ({ ...one, said: '' }))
      : [
          seat('chair', reviewer?.name ?? ''),
          seat('clerk', stationName),
          ...offices.map((office) => seat('member', office)),
        ],
    conclusion: '',
  }
}

/**
 * The minutes as a paper (pure), after form 1.10 of NĐ 30/2020: when and where, who attended, what was before the meeting and
 * what each said, what was decided, when it ended; the clerk signs on the left, the chair on the right.
 */
export function minutesPaper(
  review: Pick<Review, 'programmeName' | 'periodTitle' | 'items'>,
  minutes: ReviewMinutes,
  letterhead: Letterhead,
): Paper {
  const { attendees, heldOn, from, until, place, issuer, issuerAbove, conclusion } = minutes
  const seated = (role: ReviewAttendee['role']) => attendees.filter((one) => one.role === role)
  const [chair, clerk] = [seated('chair')[0], seated('clerk')[0]]
  const about = `Họp thẩm định tin, bài chương trình “${review.programmeName}”, kỳ ${review.periodTitle}`
  const spoke = attendees.filter(({ said }) => said.trim() !== '')
  const body: Block[] = [
    paragraph(`Thời gian bắt đầu: ${timeWords(from)}, ngày ${vietnameseDate(heldOn)}.`),
    paragraph(`Địa điểm: ${place.trim() === '' ? '……………………' : place.trim()}.`),
    ...seatedBlocks('Chủ trì', seated('chair')),
    ...seatedBlocks('Thư ký (người ghi biên bản)', seated('clerk')),
    ...seatedBlocks('Thành phần tham dự', seated('member')),
    { kind: 'heading', text: '1. Tin, bài đưa ra thẩm định', level: 2 },
    itemsBlock(review.items),
    ...(spoke.length === 0
      ? []
      : [
          { kind: 'heading', text: '2. Ý kiến tại cuộc họp', level: 2 } satisfies Block,
          ...spoke.map((one) => paragraph(`${personWords(one)}: ${one.said.trim()}`)),
        ]),
    { kind: 'heading', text: `${spoke.length === 0 ? 2 : 3}. Kết luận`, level: 2 },
    ...decisionBlocks(review.items),
    ...conclusion
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map(paragraph),
    paragraph(
      `Cuộc họp kết thúc vào ${until === undefined ? '…… giờ ……' : timeWords(until)}, ngày ${vietnameseDate(heldOn)}./.`,
    ),
  ]
  return {
    kind: 'bien-ban',
    issuer: { name: issuer, ...(issuerAbove.trim() !== '' && { above: issuerAbove }) },
    symbol: symbolOf('bien-ban', letterhead, { issuer }),
    place: '',
    title: 'BIÊN BẢN',
    about,
    body,
    recipients: ['Các thành phần dự họp', 'Lưu: VT'],
    signer: { title: 'CHỦ TRÌ', ...nameOf(chair) },
    secondSigner: { title: 'THƯ KÝ', ...nameOf(clerk) },
  }
}

/** A file name that says which meeting it was: “bien-ban-tham-dinh-2026-11.docx”. */
export const minutesFileName = (period: string) => `bien-ban-tham-dinh-${period}.docx`

function itemsBlock(items: readonly ReviewItem[]): Block {
  return {
    kind: 'table',
    columns: [
      { title: 'TT', widthPercent: 7, align: 'center' },
      { title: 'Tin, bài', widthPercent: 37 },
      { title: 'Đơn vị gửi', widthPercent: 26 },
      { title: 'Kết quả', widthPercent: 30 },
    ],
    rows: items.map((item, place) => [
      String(place + 1),
      item.title,
      item.unitName ?? item.sourceName ?? item.author ?? '',
      resultWords(item),
    ]),
  }
}

function decisionBlocks(items: readonly ReviewItem[]): Block[] {
  const of = (decision: ReviewItem['decision']) => items.filter((item) => item.decision === decision)
  const [chosen, held, refused] = [of('chosen'), of('held'), of('refused')]
  const blocks: Block[] = []
  if (chosen.length > 0) {
    blocks.push(paragraph(`Chọn ${chosen.length} tin, bài đưa vào kỳ phát, theo thứ tự:`))
    blocks.push({ kind: 'list', numbered: true, items: chosen.map(({ title }) => title) })
  }
  if (held.length > 0) {
    blocks.push(paragraph(`Để dành ${held.length} tin, bài cho kỳ sau:`))
    blocks.push({ kind: 'list', items: held.map(({ title, reason }) => withReason(title, reason)) })
  }
  if (refused.length > 0) {
    blocks.push(paragraph(`Không chọn ${refused.length} tin, bài:`))
    blocks.push({ kind: 'list', items: refused.map(({ title, reason }) => withReason(title, reason)) })
  }
  return blocks
}

function seatedBlocks(words: string, seated: readonly ReviewAttendee[]): Block[] {
  if (seated.length === 0) return []
  const [first, ...more] = seated
  if (first && more.length === 0) return [paragraph(`${words}: ${personWords(first)}.`)]
  return [paragraph(`${words}:`), { kind: 'list', items: seated.map((one) => personWords(one)) }]
}

const RESULT = { chosen: 'Chọn', held: 'Để dành kỳ sau', refused: 'Không chọn' } as const

function resultWords({ decision, reason }: ReviewItem): string {
  return decision === undefined ? 'Chưa quyết định' : withReason(RESULT[decision], reason)
}

function withReason(words: string, reason: string | undefined): string {
  return reason === undefined ? words : `${words} (${reason})`
}

/** “Ông/bà Nguyễn Văn A, Phó Trưởng phòng”; where nobody wrote the name, the office alone. */
function personWords({ name, office }: ReviewAttendee): string {
  const parts = [name.trim() === '' ? '' : `Ông/bà ${name.trim()}`, office.trim()].filter((part) => part !== '')
  return parts.join(', ')
}

function nameOf(one: ReviewAttendee | undefined): { name?: string } {
  const name = one?.name.trim() ?? ''
  return name === '' ? {} : { name }
}

/** “08 giờ 00 phút”, as papers write it. */
function timeWords(time: string): string {
  const [hours, minutes] = time.split(':')
  return `${hours} giờ ${minutes} phút`
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text }
}
