import { addMonths, type CalendarDate, instantOf, monthOf } from '../../schedules/index.ts'
import type { BroughtIn, Edition, Programme, Review, Unit } from '../contract/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { type Desk, enterItem } from './items.ts'

const MONTHS = 11
/** In one month a unit was late, in one another sent nothing, and once the programme was heard on one day alone. */
const LATE_MONTHS_AGO = 4
const MISSING_MONTHS_AGO = 6
const ONE_DAY_MONTHS_AGO = 8
/** Sa Đéc 2023: items by the 10th, two days from the 15th on. */
const IN_TIME_DAY = 7
const LATE_DAY = 12
const AIRING_DAYS = [18, 25]

const ABOUT = [
  { title: 'Trả kết quả tại nhà qua bưu chính công ích', topic: 'Dịch vụ công trực tuyến' },
  { title: 'Tổ công nghệ số cộng đồng đến từng nhà', topic: 'Chuyển đổi số' },
  { title: 'Cắt giảm giấy tờ ở Bộ phận Một cửa', topic: 'Thủ tục hành chính' },
  { title: 'Nụ cười công sở', topic: 'Văn hóa công vụ' },
] as const

/** What a unit did about it in a month: no two months read alike. */
const DID = [
  'đã gọi điện báo trước cho từng hộ khi hồ sơ xong sớm',
  'bố trí thêm một bàn hướng dẫn vào sáng thứ Hai',
  'rà soát và bỏ bớt hai loại bản sao không còn cần',
  'mở lớp chỉ cách dùng VNeID tại nhà văn hóa khóm',
  'dán mã QR để bà con chấm điểm sau mỗi lần giải quyết',
  'nhận và trả hồ sơ ngoài giờ cho công nhân tan ca',
  'cử thanh niên tình nguyện đứng hướng dẫn ở cửa vào',
] as const

const SAID = [
  { kind: 'praise', text: 'Chương trình nói dễ hiểu, mong phát thêm phần hỏi đáp.' },
  { kind: 'complaint', text: 'Loa ở khu vực chợ nghe nhỏ vào buổi sáng.' },
  { kind: 'proposal', text: 'Đề nghị nhắc lại lịch tiếp dân vào đầu mỗi tuần.' },
] as const

const ASKED = [
  'Đổi giấy phép lái xe qua mạng thì nhận bản giấy ở đâu?',
  'Chứng thực bản sao có phải hẹn trước không?',
  'Khai sinh cho cháu ở nhà ông bà thì làm ở phường nào?',
] as const

/**
 * The year before the tour, as a station enters it that has kept its log on paper until now: what units sent month by month, what
 * was chosen and approved, and the days on which it was heard by the old means; and some lines in each register. So the books have
 * something to show.
 */
export async function enterYear(
  desk: Desk,
  { programme, today, approver }: { programme: Programme; today: CalendarDate; approver: string },
): Promise<void> {
  const units = new Map((await desk.ask<Unit[]>('GET', '/api/units')).map(({ name, id }) => [name, id]))
  for (let ago = MONTHS; ago >= 1; ago--) {
    const period = addMonths(monthOf(today), -ago)
    await enterMonth(desk, { programme, period, ago, approver, units })
    if (ago % 3 === 0) await enterQuarter(desk, { programmeId: programme.id, period, place: ago / 3 - 1 })
  }
}

async function enterMonth(
  desk: Desk,
  month: {
    programme: Programme
    period: string
    ago: number
    approver: string
    units: ReadonlyMap<string, string>
  },
): Promise<void> {
  const { programme, period, ago, approver, units } = month
  const turns = programme.rota.find((one) => one.month === Number(period.slice(5)))?.units ?? []
  for (const [place, unitName] of turns.entries()) {
    const isFirst = place === 0
    if (ago === MISSING_MONTHS_AGO && !isFirst) continue
    const about = ABOUT[(ago * 2 + place) % ABOUT.length]
    if (!about) continue
    const day = ago === LATE_MONTHS_AGO && isFirst ? LATE_DAY : IN_TIME_DAY - place
    const receivedAt = instantOf(dayOf(period, day), '09:00', STATION_ZONE)
    await enterItem(
      desk,
      { programmeId: programme.id, period, receivedAt },
      {
        title: `${about.title} (${Number(period.slice(5))}/${period.slice(0, 4)})`,
        text: `Trong tháng, ${unitName} ${DID[(ago + place * 3) % DID.length]}.`,
        unitId: units.get(unitName) ?? null,
        topics: [about.topic],
      },
    )
  }
  const reviews = `/api/programmes/${programme.id}/reviews/${period}`
  const { items } = await desk.ask<Review>('GET', reviews)
  for (const { placementId } of items) {
    const decided = { programmeId: programme.id, period, decision: 'chosen' }
    await desk.ask('PUT', `/api/placements/${placementId}/decision`, decided)
  }
  const { editionId } = await desk.ask<BroughtIn>('POST', `${reviews}/script`)
  const { latest } = await desk.ask<Edition>('GET', `/api/editions/${editionId}`)
  if (latest) await desk.ask('POST', `/api/revisions/${latest.id}/approval`, { approver })
  for (const day of ago === ONE_DAY_MONTHS_AGO ? AIRING_DAYS.slice(0, 1) : AIRING_DAYS) {
    const asked = new URLSearchParams({
      date: dayOf(period, day),
      time: '17:00',
      where: 'Cụm loa trung tâm',
      note: 'Ghi lại theo sổ trực bằng giấy',
    })
    await desk.ask('POST', `/api/editions/${editionId}/outside-airings?${asked}`)
  }
}

async function enterQuarter(
  desk: Desk,
  { programmeId, period, place }: { programmeId: string; period: string; place: number },
): Promise<void> {
  const said = SAID[place % SAID.length]
  if (said) {
    const receivedOn = dayOf(period, 20)
    await desk.ask('POST', '/api/feedback', { ...said, via: 'telephone', receivedOn, programmeId })
  }
  const text = ASKED[place % ASKED.length]
  if (text !== undefined) {
    const asked = { text, via: 'in-person', receivedOn: dayOf(period, 9), asker: { isAnonymous: true } }
    await desk.ask('POST', '/api/questions', asked)
  }
  await desk.ask('POST', '/api/evaluations', {
    parentNumber: 0,
    kind: 'preliminary',
    onDate: dayOf(period, 28),
    about: `Việc phát sóng của quý có tháng ${Number(period.slice(5))}/${period.slice(0, 4)}`,
    who: 'Phòng Nội vụ, Đài truyền thanh',
    findings: 'Phát đủ số ngày; cần nhắc đơn vị gửi tin, bài sớm hơn.',
    followUps: [],
  })
}

function dayOf(period: string, day: number): CalendarDate {
  return `${period}-${String(day).padStart(2, '0')}`
}
