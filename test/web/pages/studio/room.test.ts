import { describe, expect, test } from 'vitest'
import {
  ROOM_CHECK_MS,
  type RoomHeard,
  RoomListener,
  roomAdvice,
  tonePower,
} from '../../../../web/pages/studio/room.ts'

const RATE = 48_000
const amplitude = (dbfs: number) => 10 ** (dbfs / 20)

/** Five seconds of a room: white noise of a level (RMS, dBFS) and tones (RMS, dBFS), the same each time. */
function room(noiseDbfs: number, tones: { hz: number; dbfs: number }[] = [], rate = RATE): Int16Array {
  let seed = 1
  const noise = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed / 2 ** 31 - 1
  }
  const samples = new Int16Array((rate * ROOM_CHECK_MS) / 1000)
  for (let i = 0; i < samples.length; i += 1) {
    // White noise between −1 and 1 has an RMS of 1/√3; a sine of 1/√2.
    let sample = noise() * Math.sqrt(3) * amplitude(noiseDbfs)
    for (const { hz, dbfs } of tones) sample += Math.SQRT2 * amplitude(dbfs) * Math.sin((2 * Math.PI * hz * i) / rate)
    samples[i] = Math.round(Math.max(-1, Math.min(1, sample)) * 32_767)
  }
  return samples
}

function heard(samples: Int16Array, channels = 1, rate = RATE): RoomHeard {
  const listener = new RoomListener()
  for (let at = 0; at < samples.length; at += 960) listener.push(samples.subarray(at, at + 960), channels, rate)
  const result = listener.result()
  if (!result) throw new Error('nothing was heard')
  return result
}

describe('the room check', () => {
  test('measures the noise floor to half a decibel', () => {
    for (const dbfs of [-70, -60, -50, -40]) expect(heard(room(dbfs)).floorDbfs).toBeCloseTo(dbfs, 0)
  })

  test('tells a quiet room from a noisy one and says what to do', () => {
    expect(heard(room(-62))).toMatchObject({ verdict: 'good', hum: [], isDisturbed: false })
    expect(roomAdvice(heard(room(-62)))).toEqual([])
    expect(heard(room(-50)).verdict).toBe('fair')
    expect(heard(room(-38)).verdict).toBe('noisy')
    expect(roomAdvice(heard(room(-38))).join()).toMatch(/quạt và máy lạnh/)
  })

  test.each([50, 100, 150])('finds a hum of %i Hz under the noise of a quiet room', (hz) => {
    const { hum } = heard(room(-58, [{ hz, dbfs: -60 }]))
    expect(hum.map((tone) => tone.hz)).toEqual([hz])
    expect(hum[0]?.dbfs).toBeCloseTo(-60, 0)
  })

  test('finds it when the mains run a little beside 50 Hz, at 44.1 kHz and in two channels too', () => {
    expect(heard(room(-58, [{ hz: 49.8, dbfs: -60 }])).hum[0]?.hz).toBe(50)
    expect(heard(room(-58, [{ hz: 50, dbfs: -60 }], 44_100), 1, 44_100).hum[0]?.hz).toBe(50)
    const mono = room(-58, [{ hz: 50, dbfs: -60 }])
    const stereo = Int16Array.from({ length: mono.length * 2 }, (_, i) => mono[i >> 1] ?? 0)
    expect(heard(stereo, 2).hum[0]?.hz).toBe(50)
  })

  test('takes neither a fan nor a low voice for hum', () => {
    expect(heard(room(-45)).hum).toEqual([])
    expect(heard(room(-58, [{ hz: 120, dbfs: -40 }])).hum).toEqual([])
    expect(heard(room(-58, [{ hz: 50, dbfs: -80 }])).hum).toEqual([])
  })

  test('speaks of the ground wire at 50 Hz and of lamps at its overtones', () => {
    expect(roomAdvice(heard(room(-60, [{ hz: 50, dbfs: -50 }]))).join()).toMatch(/dây tiếp đất/)
    expect(roomAdvice(heard(room(-60, [{ hz: 100, dbfs: -50 }]))).join()).toMatch(/đèn tuýp/)
  })

  test('asks for silence when somebody coughs, and still measures the room', () => {
    const samples = room(-60)
    for (let i = RATE * 2; i < RATE * 2.3; i += 1) samples[i] = Math.round(8_000 * Math.sin(i / 20))
    const result = heard(samples)
    expect(result.isDisturbed).toBe(true)
    expect(result.floorDbfs).toBeCloseTo(-60, 0)
    expect(roomAdvice(result)[0]).toMatch(/kiểm tra lại/)
  })

  test('calls a microphone that sends zeros switched off', () => {
    const result = heard(new Int16Array(RATE * 5))
    expect(result.verdict).toBe('silent')
    expect(roomAdvice(result)).toHaveLength(1)
    expect(roomAdvice(result)[0]).toMatch(/công tắc/)
  })

  test('says nothing before a second, and begins anew when the rate changes', () => {
    const listener = new RoomListener()
    listener.push(new Int16Array(RATE / 2), 1, RATE)
    expect(listener.result()).toBeUndefined()
    listener.push(new Int16Array(44_100 / 2), 1, 44_100)
    expect(listener.heardMs).toBe(500)
  })
})

test('a full sine has a mean square of one half at its own frequency and nearly none three hertz away', () => {
  const sine = Float32Array.from({ length: RATE }, (_, i) => Math.sin((2 * Math.PI * 50 * i) / RATE))
  expect(tonePower(sine, 50, RATE)).toBeCloseTo(0.5, 3)
  expect(tonePower(sine, 53, RATE)).toBeLessThan(1e-4)
  expect(tonePower(new Float32Array(0), 50, RATE)).toBe(0)
})
