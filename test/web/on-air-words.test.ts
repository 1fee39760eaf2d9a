import { describe, expect, test } from 'vitest'
import type { LevelCurve, Proof } from '../../server/contract/index.ts'
import {
  dbfsWords,
  driftWords,
  levelPoints,
  levelsWords,
  outputWords,
  pauseWords,
  proofWords,
  relayWords,
  shareWords,
  startErrorWords,
  timeWithHundredths,
} from '../../web/on-air-words.ts'

const FIVE = Date.UTC(2026, 10, 21, 22, 0, 0)

const proof = (change: Partial<Proof>): Proof => ({
  id: 'p',
  airingId: 'a',
  source: 'upload',
  fileName: 'thu.mp3',
  recordingSha256: '0'.repeat(64),
  recordingMs: 3_600_000,
  masterSha256: '1'.repeat(64),
  found: true,
  matched: 1,
  missing: [],
  tookMs: 4000,
  created: { by: 'Kỹ thuật viên', at: FIVE },
  ...change,
})

describe('the words of the console', () => {
  test('never pass off our own buffer as the sound that left', () => {
    expect(outputWords(undefined, true)).toEqual({
      words: 'Không đo được đầu ra: máy này không nghe lại được đường ra',
      tone: 'due',
    })
    expect(outputWords({ source: 'none', name: 'thiết bị không ra loa' }, true).words).toBe(
      'Không đo được đầu ra: thiết bị không ra loa',
    )
  })

  test('measure while something sounds, and do not complain while nothing does', () => {
    expect(outputWords(undefined, false)).toEqual({ words: 'Đầu ra được đo trong lúc phát', tone: 'plain' })
  })

  test('say how loud the output is and whether it is the programme', () => {
    const measured = { source: 'monitor', heardDbfs: -18.2, similarity: 0.97 } as const
    expect(outputWords(measured, true)).toEqual({ words: 'Đo ở đầu ra: −18,2 dBFS, đúng chương trình', tone: 'good' })
    expect(outputWords({ ...measured, similarity: 0.1 }, true).words).toContain('đang đối chiếu')
    expect(outputWords({ source: 'monitor', heardDbfs: -91 }, false).words).toBe('Đo ở đầu ra: đang im')
    expect(outputWords({ source: 'monitor' }, true).words).toBe('Chưa có số đo ở đầu ra')
  })

  test('alarm in words, not by a colour alone', () => {
    const silent = outputWords({ source: 'monitor', heardDbfs: -75, alarm: 'silence' }, true)
    expect(silent).toMatchObject({ tone: 'danger' })
    expect(silent.words).toContain('im lặng')
    const wrong = outputWords({ source: 'return-input', heardDbfs: -20, similarity: 0.12, alarm: 'wrong-sound' }, true)
    expect(wrong).toEqual({ words: 'Đầu ra không phải chương trình (−20,0 dBFS, chỉ giống 12%)', tone: 'danger' })
  })

  test('say the drift only when it is known', () => {
    expect(driftWords(undefined)).toBeUndefined()
    expect(driftWords(12.3)).toBe('Thiết bị chạy chậm 12 ppm so với đồng hồ')
    expect(driftWords(-1250)).toBe('Thiết bị chạy nhanh 1.250 ppm so với đồng hồ')
    expect(driftWords(-0.2)).toBe('Thiết bị chạy khớp đồng hồ')
  })

  test('say nothing of a relay that the station does not have', () => {
    expect(relayWords(undefined)).toBeUndefined()
    expect(relayWords('failed')).toMatchObject({ tone: 'danger' })
  })

  test('say until when everything rests, and from when if it has not begun', () => {
    const pause = { from: FIVE, until: FIVE + 3 * 3_600_000 }
    expect(pauseWords(pause, FIVE + 1)).toBe('Tạm dừng mọi lịch đến 08:00 ngày 22/11/2026')
    expect(pauseWords(pause, FIVE - 1)).toBe('Tạm dừng mọi lịch từ 05:00 ngày 22/11/2026 đến 08:00 ngày 22/11/2026')
  })

  test('write levels, silence and the unknown apart', () => {
    expect(dbfsWords(-18.24)).toBe('−18,2 dBFS')
    expect(dbfsWords(Number.NEGATIVE_INFINITY)).toBe('im lặng')
    expect(dbfsWords(undefined)).toBe('chưa rõ')
  })
})

describe('the words of a proof', () => {
  test('name the instant, the match and what is missing', () => {
    const found = proof({
      startErrorMs: 20,
      matched: 0.987,
      missing: [
        { fromMs: 80_000, toMs: 83_000 },
        { fromMs: 200_000, toMs: 201_500 },
      ],
    })
    expect(proofWords(found, FIVE)).toBe(
      'Tìm thấy: bắt đầu lúc 05:00:00,02, khớp 98,7%, thiếu 2 đoạn: 1:20–1:23; 3:20–3:22.',
    )
  })

  test('say where in the recording it lies when nobody knows when that began', () => {
    expect(proofWords(proof({ offsetMs: 723_000 }), FIVE)).toBe(
      'Tìm thấy: bắt đầu ở 12:03 của bản thu, khớp 100%, không thiếu đoạn nào.',
    )
    expect(proofWords(proof({ offsetMs: -4000 }), FIVE)).toContain('bản thu bắt đầu giữa chừng')
  })

  test('say plainly that it was not found', () => {
    expect(proofWords(proof({ found: false, matched: 0 }), FIVE)).toBe('Không tìm thấy chương trình trong bản thu.')
  })

  test('never round a share up to the whole', () => {
    expect(shareWords(0.99999)).toBe('99,9%')
    expect(shareWords(1)).toBe('100%')
    expect(shareWords(0)).toBe('0%')
  })

  test('carry hundredths over whole seconds', () => {
    expect(timeWithHundredths(FIVE - 1)).toBe('05:00:00,00')
    expect(timeWithHundredths(FIVE - 6)).toBe('04:59:59,99')
    expect(startErrorWords(-0.4)).toBe('đúng giờ (sớm 0,4 ms)')
    expect(startErrorWords(-0.02)).toBe('đúng giờ')
    expect(startErrorWords(1234)).toBe('trễ 1,23 giây')
    expect(startErrorWords(600_000)).toBe('trễ 10 phút')
    expect(startErrorWords(undefined)).toBe('chưa đo được')
  })
})

describe('the level curve', () => {
  const curves: LevelCurve[] = [
    { stepMs: 1000, fromMs: 2000, handedDbfs: [-20, -20] },
    { stepMs: 1000, fromMs: 0, handedDbfs: [-20, -20], heardDbfs: [-23, -23] },
  ]

  test('is one line of points in the order of time', () => {
    expect(levelPoints(curves, 'handedDbfs').map(({ atMs }) => atMs)).toEqual([0, 1000, 2000, 3000])
    expect(levelPoints(curves, 'heardDbfs')).toEqual([
      { atMs: 0, dbfs: -23 },
      { atMs: 1000, dbfs: -23 },
    ])
  })

  test('is told to those who cannot see it', () => {
    expect(levelsWords(curves)).toBe(
      'Đưa ra thiết bị: trung bình −20,0 dBFS, to nhất −20,0 dBFS. Đo được ở đầu ra: trung bình −23,0 dBFS, to nhất −23,0 dBFS.',
    )
    expect(levelsWords([{ stepMs: 1000, fromMs: 0, handedDbfs: [-20] }])).toContain('Không đo được đầu ra')
    expect(levelsWords([])).toBe('Chưa có số đo nào của lần phát này.')
  })
})
