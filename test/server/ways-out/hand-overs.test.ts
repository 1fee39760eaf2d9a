import { describe, expect, it } from 'vitest'
import { cueFile, cueTable } from '../../../server/hand-overs/cue-sheet.ts'
import { removableMounts } from '../../../server/hand-overs/mounts.ts'
import { offlinePage } from '../../../server/hand-overs/offline-page.ts'

const PARTS = [
  { title: 'Nhạc hiệu', startMs: 0, durationMs: 8_000 },
  { title: 'Bản tin “một cửa” "mới"', startMs: 7_500, durationMs: 61_240 },
  { title: 'Lời chào kết', startMs: 7_505, durationMs: 1 },
  { title: 'Phóng sự', startMs: 4_005_013, durationMs: 60_000 },
]

describe('the sheet of an edition’s parts', () => {
  it('is a CUE sheet whose tracks begin where the parts do, counted in frames, past the hour too', () => {
    const lines = cueFile('Kỳ tháng 11', 'ky.mp3', PARTS).split('\r\n')
    expect(lines.slice(0, 2)).toEqual(['\u{FEFF}TITLE "Kỳ tháng 11"', 'FILE "ky.mp3" MP3'])
    expect(lines.filter((line) => line.includes('INDEX'))).toEqual([
      '    INDEX 01 00:00:00',
      '    INDEX 01 00:07:38',
      '    INDEX 01 66:45:01',
    ])
    expect(lines).toContain('    TITLE "Bản tin “một cửa”  mới"')
  })

  it('is a table for people', () => {
    const table = cueTable('Kỳ tháng 11', 4_065_000, PARTS, ['05:15 Thứ Tư 18/11/2026'])
    expect(table).toContain('Thời lượng: 67:45')
    expect(table).toContain('00:08    01:01    Bản tin')
    expect(table).toContain('Đài phát: 05:15 Thứ Tư 18/11/2026')
  })
})

describe('the places for a hand-over', () => {
  it('are sticks and foreign disks, by where they are mounted or what is written on them', () => {
    const mounts = `/dev/sda2 / ext4 rw 0 0
/dev/sda1 /boot/efi vfat rw 0 0
proc /proc proc rw 0 0
/dev/sdb1 /media/dai/USB\\040\\304\\220\\303\\240i vfat rw 0 0
/dev/sdc1 /opt/dia exfat rw 0 0
/dev/sdd1 /mnt/backup ext4 rw 0 0
/dev/sdb1 /media/dai/USB\\040\\304\\220\\303\\240i vfat rw 0 0
`
    expect(removableMounts(mounts)).toEqual(['/media/dai/USB Đài', '/opt/dia', '/mnt/backup'])
    expect(removableMounts('')).toEqual([])
  })
})

describe('the page of a hand-over', () => {
  it('needs nothing but the files beside it, and escapes what people wrote', () => {
    const page = offlinePage({
      title: 'Kỳ <11>',
      stationName: 'Đài & bạn',
      durationMs: 61_000,
      items: ['Một <b>cửa</b>'],
      airings: [],
      soundFileName: 'ky 11.mp3',
      script: '<script>alert(1)</script>',
      files: [{ name: 'ky 11.mp3', about: 'MP3', bytes: 14_400_000, sha256: 'a'.repeat(64) }],
      givenTo: 'Trạm “một”',
      givenAt: '22/11/2026 14:05',
    })
    expect(page).toContain('src="ky%2011.mp3"')
    expect(page).toContain('href="ky%2011.mp3"')
    expect(page).toContain('14,4 MB')
    expect(page).not.toMatch(/<script|<b>|https?:\/\//)
  })
})
