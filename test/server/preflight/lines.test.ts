import { describe, expect, it } from 'vitest'
import { type AiringFacts, airingLines } from '../../../server/preflight/airing-lines.ts'
import { type StationFacts, stationLines } from '../../../server/preflight/station-lines.ts'

const AT = Date.UTC(2026, 10, 21, 22)
const MASTER = 'a'.repeat(64)
const exam = {
  sha256: MASTER,
  decodedMs: 600_000,
  decodeProblems: [] as string[],
  integratedLufs: -16.1,
  truePeakDbtp: -1.2,
}
const well: AiringFacts = {
  startsAt: AT,
  missing: [],
  willBeReplacedBy: undefined,
  willBeSkipped: undefined,
  render: { masterSha256: MASTER, bytes: 1000, durationMs: 600_000, targetLufs: -16, truePeakMaxDbtp: -1 },
  master: { there: true, bytes: 1000, exam },
  overlaps: [],
}
const airing = (facts: Partial<AiringFacts>, check: string) =>
  airingLines({ ...well, ...facts }).find((line) => line.check === check)
const examined = (more: Partial<typeof exam>) => ({
  master: { there: true as const, bytes: 1000, exam: { ...exam, ...more } },
})

describe('the lines of an airing', () => {
  it('are all good when all is well', () => {
    expect(airingLines(well).map(({ check, state }) => `${check} ${state}`)).toEqual([
      'approval good',
      'file good',
      'decode good',
      'length good',
      'loudness good',
    ])
  })

  it('say what is missing and what will sound instead, and nothing of a master that is not there yet', () => {
    const lines = airingLines({
      ...well,
      missing: ['Chưa dựng kỳ phát'],
      willBeReplacedBy: 'Kỳ tháng 10/2026',
      render: undefined,
      master: undefined,
    })
    expect(lines).toEqual([
      {
        check: 'approval',
        state: 'bad',
        found: 'Chưa dựng kỳ phát. Nếu không kịp, đài sẽ phát thay: Kỳ tháng 10/2026.',
        toDo: 'Mở kỳ phát và làm nốt các bước còn thiếu trước giờ phát.',
      },
    ])
  })

  it('warn of a pause', () => {
    expect(airing({ willBeSkipped: 'Sẽ bị bỏ qua: quốc tang.' }, 'approval')).toMatchObject({
      state: 'warning',
      found: 'Sẽ bị bỏ qua: quốc tang.',
    })
  })

  it('know a wrong size before anything is examined', () => {
    const file = (bytes: number) => airing({ master: { there: true, bytes, exam: undefined } }, 'file')?.state
    expect([file(1000), file(999)]).toEqual(['unknown', 'bad'])
  })

  it.each([
    [{ decodedMs: undefined }, 'bad', 'Tệp thành phẩm không giải mã được.'],
    [{ decodedMs: 300_000 }, 'bad', 'Giải mã được 5:00, đáng lẽ 10:00.'],
    [{ decodeProblems: ['invalid frame'] }, 'bad', 'Giải mã được nhưng có chỗ hỏng trong tệp.'],
    [{ decodedMs: 600_001 }, 'good', 'Đã giải mã thử cả tệp, không có chỗ hỏng.'],
  ])('tell what a full decode found: %o', (more, state, found) => {
    expect(airing(examined(more), 'decode')).toMatchObject({ state, found })
  })

  it.each([
    [{ integratedLufs: -16.5 }, 'good', 'Độ to −16,5 LUFS, đỉnh −1,2 dBTP, đúng mức đã đặt.'],
    [{ integratedLufs: -16.6 }, 'warning', 'Độ to −16,6 LUFS, đỉnh −1,2 dBTP; cần −16,0 LUFS.'],
    [{ truePeakDbtp: -0.5 }, 'warning', 'Độ to −16,1 LUFS, đỉnh −0,5 dBTP; đỉnh không được quá −1,0 dBTP.'],
    [{ integratedLufs: undefined }, 'bad', 'Không đo được độ to: tệp không có tiếng.'],
  ])('measure the loudness against the target: %o', (more, state, found) => {
    expect(airing(examined(more as Partial<typeof exam>), 'loudness')).toMatchObject({ state, found })
  })

  it('tell who else wants the time', () => {
    const clash = airing({ overlaps: [{ title: 'Bản tin sáng', startsAt: AT + 300_000, isOccupied: false }] }, 'length')
    expect(clash).toMatchObject({ state: 'bad', found: 'Dài 10:00, trùng giờ với “Bản tin sáng” lúc 05:05.' })
    const relay = airing({ overlaps: [{ title: 'Tiếp âm VOV', startsAt: AT + 300_000, isOccupied: true }] }, 'length')
    expect(relay).toMatchObject({ state: 'bad', found: 'Dài 10:00, lấn vào khung giờ “Tiếp âm VOV” lúc 05:05.' })
    expect(airing({ render: { ...render(), durationMs: 3_723_000 } }, 'length')?.found).toBe(
      'Dài 1:02:03, vừa khung giờ.',
    )
  })
})

function render() {
  if (well.render === undefined) throw new Error('there is one')
  return well.render
}

const healthy: StationFacts = {
  device: { id: 'alsa:plughw:CARD=PCH,DEV=0', name: 'Loa phường' },
  deviceOpens: { ok: true },
  reserveDevice: undefined,
  reserveOpens: undefined,
  mixer: { known: true, value: { muted: false, volume: 1, control: 'Master' } },
  otherSounds: { known: true, value: [] },
  clockSynchronised: { known: true, value: true },
  diskFreeBytes: { known: true, value: 50 * 1024 ** 3 },
  onAir: { runs: true, hasNewestPlan: true },
  maySleep: { known: true, value: true },
  keptAwake: 'held',
}
const line = (facts: Partial<StationFacts>, check: string) =>
  stationLines({ ...healthy, ...facts }).find((one) => one.check === check)

describe('the lines of the station', () => {
  it('are all good when all is well, and there is no line for a reserve device that was not chosen', () => {
    const lines = stationLines(healthy)
    expect(lines.every(({ state, toDo }) => state === 'good' && toDo === undefined)).toBe(true)
    expect(lines.map(({ check }) => check)).not.toContain('reserve-device')
  })

  it('call a station without a device bad, and the null device what it is', () => {
    expect(line({ device: undefined }, 'device')?.state).toBe('bad')
    expect(line({ device: { id: 'null', name: 'Thiết bị rỗng' } }, 'device')?.state).toBe('warning')
  })

  it('say why a device cannot be opened; a reserve device only warns', () => {
    const busy = { ok: false as const, code: 'device-busy' as const, details: {} }
    expect(line({ deviceOpens: busy }, 'device')).toEqual({
      check: 'device',
      state: 'bad',
      found: '“Loa phường” đang bị chương trình khác chiếm.',
      toDo: 'Đóng chương trình đang dùng thiết bị này.',
    })
    const held = { ...busy, details: { holder: 'vlc', holderPid: 7 } }
    expect(line({ deviceOpens: held }, 'device')?.found).toBe('“Loa phường” đang bị “vlc” chiếm.')
    const reserveDevice = { id: 'alsa:plughw:CARD=USB,DEV=0', name: 'Loa dự phòng' }
    expect(line({ reserveDevice, reserveOpens: busy }, 'reserve-device')?.state).toBe('warning')
    expect(line({ reserveDevice }, 'reserve-device')?.state).toBe('unknown')
    expect(line({ deviceOpens: undefined }, 'device')?.state).toBe('unknown')
  })

  it('judge the volume: muted or a whisper is bad, low is a warning', () => {
    const at = (volume: number, muted = false) =>
      line({ mixer: { known: true, value: { muted, volume, control: 'Master' } } }, 'mixer')?.state
    expect([at(1, true), at(0.19), at(0.2), at(0.59), at(0.6)]).toEqual(['bad', 'bad', 'warning', 'warning', 'good'])
    expect(line({ mixer: { known: false, because: 'máy chưa cài alsa-utils (amixer)' } }, 'mixer')).toEqual({
      check: 'mixer',
      state: 'unknown',
      found: 'Không xem được âm lượng: máy chưa cài alsa-utils (amixer).',
    })
  })

  it('name the guests, each once', () => {
    const value = [
      { program: 'Zalo', pid: 1 },
      { program: 'Zalo', pid: 1 },
      { program: '', pid: 7 },
    ]
    expect(line({ otherSounds: { known: true, value } }, 'other-sound')).toMatchObject({
      state: 'bad',
      found: 'Có chương trình khác đang phát ra thiết bị này: Zalo, số hiệu 7.',
    })
  })

  it('warn of a clock that nobody sets, a disk that fills and a computer that may sleep', () => {
    expect(line({ clockSynchronised: { known: true, value: false } }, 'clock')?.state).toBe('warning')
    const disk = (gigabytes: number) =>
      line({ diskFreeBytes: { known: true, value: gigabytes * 1024 ** 3 } }, 'disk')?.state
    expect([disk(0.99), disk(1), disk(4.99), disk(5)]).toEqual(['bad', 'warning', 'warning', 'good'])
    expect(line({ diskFreeBytes: { known: false, because: 'không đọc được' } }, 'disk')?.state).toBe('bad')
    expect(line({ keptAwake: 'refused' }, 'sleep')?.state).toBe('warning')
    expect(line({ keptAwake: 'unknown' }, 'sleep')?.state).toBe('unknown')
    expect(line({ keptAwake: 'refused', maySleep: { known: true, value: false } }, 'sleep')?.state).toBe('good')
  })

  it('call both processes healthy only with the newest plan in force', () => {
    expect(line({ onAir: { runs: false, hasNewestPlan: false } }, 'processes')?.state).toBe('bad')
    expect(line({ onAir: { runs: true, hasNewestPlan: false } }, 'processes')?.state).toBe('bad')
  })
})
