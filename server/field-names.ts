import type { FastifyError } from 'fastify'

/** What people call the fields of requests, for “Thông tin gửi lên chưa đúng: …”. */
const FIELDS: Record<string, string> = {
  stationName: 'tên đài',
  displayName: 'họ tên',
  username: 'tên đăng nhập (3–40 chữ không dấu, số, dấu chấm, gạch)',
  password: 'mật khẩu (ít nhất 8 ký tự)',
  name: 'tên',
  title: 'tên (tiết mục, thông báo, khung giờ)',
  text: 'nội dung',
  approver: 'người phê duyệt',
  pin: 'mã PIN (6 chữ số)',
  phoneName: 'tên máy',
  by: 'tên người quyết định',
  remark: 'lời ghi chú (tối đa 4.000 ký tự)',
  listener: 'người nghe duyệt',
  readerId: 'người đọc',
  dueOn: 'hạn đọc',
  date: 'ngày',
  time: 'giờ',
  times: 'giờ phát',
  rule: 'khung ngày phát',
  reason: 'lý do',
  rightsNote: 'ghi chú quyền sử dụng',
  where: 'nơi phát',
  period: 'kỳ',
  attendees: 'người dự họp',
  heldOn: 'ngày họp',
  items: 'các tiết mục',
  pieces: 'các đoạn của bản cắt (từ 1 đến 500 đoạn)',
  author: 'tác giả',
  url: 'địa chỉ trang',
  itemsOwed: 'số tin, bài',
  year: 'năm',
  from: 'giờ bắt đầu',
  until: 'giờ kết thúc',
  weekdays: 'các ngày trong tuần',
  relay: 'lệnh đóng ngắt máy phát',
  alarmHook: 'nơi gửi cảnh báo',
  silence: 'mức coi là im lặng',
  slackMinutes: 'số phút được phát muộn (0–720)',
}

/** Which field a request that does not fit its schema got wrong, in Vietnamese. */
export function fieldOf(cause: FastifyError): string {
  const [first] = cause.validation ?? []
  const missing = first?.params.missingProperty ?? first?.params.requiredProperties
  const path = [...(first?.instancePath.split('/') ?? []), ...(Array.isArray(missing) ? missing : [missing])]
  const field = path.filter((part) => typeof part === 'string').findLast((part) => Object.hasOwn(FIELDS, part))
  return field === undefined ? 'có ô chưa điền hoặc điền sai' : (FIELDS[field] ?? field)
}
