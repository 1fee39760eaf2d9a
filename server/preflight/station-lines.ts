import { NULL_DEVICE_ID, type Openable } from '../../audio/index.ts'
import type { PreflightCheck, PreflightLine } from '../contract/index.ts'
import type { Found, MixerLevel, OtherSound } from '../machine/index.ts'

type Device = { id: string; name: string }

/** What is known of the station as a whole. */
export interface StationFacts {
  device: Device | undefined
  /** Undefined while it was not tried. */
  deviceOpens: Openable | undefined
  reserveDevice: Device | undefined
  reserveOpens: Openable | undefined
  mixer: Found<MixerLevel>
  otherSounds: Found<OtherSound[]>
  clockSynchronised: Found<boolean>
  diskFreeBytes: Found<number>
  onAir: { runs: boolean; hasNewestPlan: boolean }
  maySleep: Found<boolean>
  keptAwake: 'held' | 'refused' | 'unknown'
}

const GIGABYTE = 1024 ** 3
/** A day of airings and one render want less than this. */
const DISK_BAD_BYTES = GIGABYTE
const DISK_WARNING_BYTES = 5 * GIGABYTE
/** PulseAudio's 20 % is −42 dB, 60 % is −13 dB: one is not heard, the other is a mistake more often than a wish. */
const VOLUME_BAD = 0.2
const VOLUME_WARNING = 0.6

/** The lines of the station: devices, mixer, other sound, clock, disk, processes, sleep (pure). */
export function stationLines(facts: StationFacts): PreflightLine[] {
  return [
    deviceLine(facts),
    ...(facts.reserveDevice === undefined ? [] : [reserveLine(facts.reserveDevice, facts.reserveOpens)]),
    mixerLine(facts),
    otherSoundLine(facts),
    clockLine(facts),
    diskLine(facts),
    processesLine(facts),
    sleepLine(facts),
  ]
}

function deviceLine({ device, deviceOpens }: StationFacts): PreflightLine {
  if (device === undefined) {
    const found = 'Chưa chọn thiết bị phát: lượt phát sẽ không ra loa.'
    return { check: 'device', state: 'bad', found, toDo: 'Chọn thiết bị phát trong Thiết lập và thử tiếng.' }
  }
  if (device.id === NULL_DEVICE_ID) {
    const found = 'Đang chọn thiết bị rỗng: lượt phát sẽ không ra loa.'
    return { check: 'device', state: 'warning', found, toDo: 'Chọn thiết bị phát thật trong Thiết lập.' }
  }
  return openLine('device', device, deviceOpens, 'bad')
}

function reserveLine(device: Device, opens: Openable | undefined): PreflightLine {
  return openLine('reserve-device', device, opens, 'warning')
}

function openLine(
  check: PreflightCheck,
  { name }: Device,
  opens: Openable | undefined,
  when: 'bad' | 'warning',
): PreflightLine {
  if (opens === undefined) return { check, state: 'unknown', found: `“${name}”: sẽ mở thử khi sóng rảnh.` }
  if (opens.ok) return { check, state: 'good', found: `“${name}” mở được.` }
  const [why, toDo] = WHY_NOT[opens.code] ?? ['không mở được', 'Xem lại thiết bị trong Thiết lập.']
  const { holder } = opens.details
  if (opens.code === 'device-busy' && typeof holder === 'string' && holder !== '') {
    return { check, state: when, found: `“${name}” đang bị “${holder}” chiếm.`, toDo: `Đóng “${holder}”.` }
  }
  return { check, state: when, found: `“${name}” ${why}.`, toDo }
}

const WHY_NOT: Record<string, [string, string]> = {
  'device-absent': ['không thấy trên máy', 'Cắm lại dây, bật nguồn thiết bị, hoặc chọn thiết bị khác trong Thiết lập.'],
  'device-busy': ['đang bị chương trình khác chiếm', 'Đóng chương trình đang dùng thiết bị này.'],
  'device-lost': ['không trả lời', 'Khởi động lại hệ thống âm thanh của máy, hoặc khởi động lại máy.'],
  'no-sound-system': ['không mở được vì máy chưa có hệ thống âm thanh', 'Cài hệ thống âm thanh rồi khởi động lại máy.'],
  'format-refused': ['không nhận âm thanh 48 kHz', 'Chọn thiết bị khác trong Thiết lập.'],
}

function mixerLine({ mixer, device }: StationFacts): PreflightLine {
  const check = 'mixer'
  if (device === undefined || device.id === NULL_DEVICE_ID || !mixer.known) {
    const because = mixer.known || device === undefined ? 'chưa chọn thiết bị phát' : mixer.because
    return { check, state: 'unknown', found: `Không xem được âm lượng: ${because}.` }
  }
  const { muted, volume, control } = mixer.value
  const percent = `${Math.round(volume * 100)} %`
  const toDo = `Mở bộ chỉnh âm thanh của máy, bật tiếng và kéo “${control}” lên 100 %.`
  if (muted) return { check, state: 'bad', found: `“${control}” đang tắt tiếng.`, toDo }
  if (volume < VOLUME_BAD) return { check, state: 'bad', found: `“${control}” chỉ để ${percent}.`, toDo }
  if (volume < VOLUME_WARNING) return { check, state: 'warning', found: `“${control}” để thấp: ${percent}.`, toDo }
  return { check, state: 'good', found: `Âm lượng “${control}” ở ${percent}, không tắt tiếng.` }
}

function otherSoundLine({ otherSounds, device }: StationFacts): PreflightLine {
  const check = 'other-sound'
  if (device === undefined || !otherSounds.known) {
    const because = otherSounds.known ? 'chưa chọn thiết bị phát' : otherSounds.because
    return { check, state: 'unknown', found: `Không biết có chương trình khác phát tiếng hay không: ${because}.` }
  }
  const names = [...new Set(otherSounds.value.map(({ program, pid }) => program || `số hiệu ${pid ?? 'không rõ'}`))]
  if (names.length === 0) return { check, state: 'good', found: 'Không có chương trình nào khác phát ra thiết bị này.' }
  return {
    check,
    state: 'bad',
    found: `Có chương trình khác đang phát ra thiết bị này: ${names.join(', ')}.`,
    toDo: 'Đóng chương trình ấy trước giờ phát; thiết bị phát chỉ nên dành cho Lên Sóng.',
  }
}

function clockLine({ clockSynchronised }: StationFacts): PreflightLine {
  const check = 'clock'
  if (!clockSynchronised.known) {
    const found = `Không biết đồng hồ máy có được chỉnh tự động hay không: ${clockSynchronised.because}.`
    return { check, state: 'unknown', found }
  }
  if (clockSynchronised.value) return { check, state: 'good', found: 'Đồng hồ máy được chỉnh tự động.' }
  return {
    check,
    state: 'warning',
    found: 'Đồng hồ máy không được chỉnh tự động, giờ phát có thể lệch.',
    toDo: 'So với giờ chuẩn của VOV; bật chỉnh giờ tự động trong cài đặt ngày giờ của máy.',
  }
}

function diskLine({ diskFreeBytes }: StationFacts): PreflightLine {
  const check = 'disk'
  if (!diskFreeBytes.known) {
    const toDo = 'Kiểm tra ổ đĩa và dây cắm của ổ.'
    return { check, state: 'bad', found: `Không xem được ổ đĩa: ${diskFreeBytes.because}.`, toDo }
  }
  const free = diskFreeBytes.value
  const text = `${(free / GIGABYTE).toFixed(1).replace('.', ',')} GB`
  const toDo = 'Chuyển bớt tệp không thuộc Lên Sóng sang ổ khác; đừng xóa thư mục dữ liệu.'
  if (free < DISK_BAD_BYTES) return { check, state: 'bad', found: `Ổ đĩa chỉ còn trống ${text}.`, toDo }
  if (free < DISK_WARNING_BYTES) return { check, state: 'warning', found: `Ổ đĩa còn trống ${text}.`, toDo }
  return { check, state: 'good', found: `Ổ đĩa còn trống ${text}.` }
}

function processesLine({ onAir }: StationFacts): PreflightLine {
  const check = 'processes'
  if (!onAir.runs) {
    return {
      check,
      state: 'bad',
      found: 'Chương trình phát sóng không chạy.',
      toDo: 'Đóng rồi mở lại Lên Sóng trên máy phát; lịch phát vẫn còn nguyên.',
    }
  }
  if (!onAir.hasNewestPlan) {
    return {
      check,
      state: 'bad',
      found: 'Chương trình phát sóng chưa nhận lịch phát mới nhất.',
      toDo: 'Nếu sau một phút vẫn vậy, đóng rồi mở lại Lên Sóng trên máy phát.',
    }
  }
  return { check, state: 'good', found: 'Cả hai chương trình đang chạy, lịch phát mới nhất đã được nhận.' }
}

function sleepLine({ maySleep, keptAwake }: StationFacts): PreflightLine {
  const check = 'sleep'
  if (maySleep.known && !maySleep.value) return { check, state: 'good', found: 'Máy này không có chế độ ngủ.' }
  if (keptAwake === 'held') return { check, state: 'good', found: 'Máy được giữ thức trong khi Lên Sóng chạy.' }
  const toDo = 'Đặt “Không bao giờ ngủ” trong cài đặt nguồn của máy, kể cả khi gập nắp.'
  if (keptAwake === 'refused') {
    return { check, state: 'warning', found: 'Hệ điều hành không cho giữ máy thức.', toDo }
  }
  return { check, state: 'unknown', found: 'Không biết máy có tự ngủ hay không.', toDo }
}
