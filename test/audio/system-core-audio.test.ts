import { describe, expect, test } from 'vitest'
import { PlayerError, type PlayerErrorCode } from '../../audio/index.ts'
import {
  coreAudioDevices,
  fourLetters,
  openCoreAudioInput,
  openCoreAudioOutput,
} from '../../audio/system/core-audio/index.ts'
import { fakeMac } from './fake-mac.ts'

/** Stereo frames that count up from `from`. */
function counting(from: number, frames: number): Int16Array {
  return Int16Array.from({ length: frames * 2 }, (_, i) => from * 2 + i)
}

function refusal(act: () => unknown): PlayerError {
  try {
    act()
  } catch (error) {
    if (error instanceof PlayerError) return error
    throw error
  }
  throw new Error('it was not refused')
}

describe('sounding on macOS, against a fake of its calls', () => {
  test('it starts when 200 ms are queued, takes what has room, and plays every sample once', () => {
    const mac = fakeMac()
    const pcm = openCoreAudioOutput(mac, 'loa')
    expect(pcm.bufferFrames).toBe(9600)
    expect(mac.queue()).toMatchObject({ flow: 'output', uid: 'loa', format: { rate: 48_000, channels: 2 } })
    expect(pcm.write(counting(0, 9000))).toEqual({ kind: 'written', frames: 9000 })
    expect(mac.queue().started).toBe(false)
    expect(pcm.write(counting(9000, 600))).toEqual({ kind: 'written', frames: 480 })
    expect(mac.queue().started).toBe(true)
    expect(pcm.write(counting(9480, 480))).toEqual({ kind: 'written', frames: 0 })
    expect(pcm.wait(100)).toBe(true)
    expect(pcm.write(counting(9480, 480))).toEqual({ kind: 'written', frames: 480 })
    mac.now += 190
    pcm.wait(0)
    expect(Int16Array.from(mac.queue().heard)).toEqual(counting(0, mac.queue().heard.length / 2))
    expect(mac.queue().heard.length / 2).toBeGreaterThan(9000)
  })

  test('the delay counts what is queued and what the device itself still holds', () => {
    const mac = fakeMac()
    const pcm = openCoreAudioOutput(mac, 'loa')
    expect(pcm.delayFrames()).toBeUndefined()
    pcm.write(counting(0, 9600))
    mac.now += 50
    expect(pcm.delayFrames()).toBe(9600 - 2400 + 96)
  })

  test('a device that ran dry is told once and goes on with a new queue from frame 0', () => {
    const mac = fakeMac()
    const pcm = openCoreAudioOutput(mac, 'loa')
    pcm.write(counting(0, 9600))
    mac.now += 300
    expect(pcm.wait(10)).toBe(true)
    expect(pcm.write(counting(9600, 480))).toEqual({ kind: 'xrun' })
    expect(mac.queues.map(({ disposed }) => disposed)).toEqual([true, false])
    expect(pcm.write(counting(0, 9600))).toEqual({ kind: 'written', frames: 9600 })
    mac.now += 10
    expect(pcm.delayFrames()).toBe(9600 - 480 + 96)
  })

  test('a queue that cannot start yet is started a little later', () => {
    const mac = fakeMac()
    const pcm = openCoreAudioOutput(mac, 'loa')
    mac.failing.set('AudioQueueStart', -66665)
    expect(pcm.write(counting(0, 9600))).toEqual({ kind: 'written', frames: 9600 })
    expect(pcm.wait(60)).toBe(false)
    mac.failing.clear()
    expect(pcm.wait(60)).toBe(true)
    expect(mac.queue().started).toBe(true)
  })

  test('a device that is not there, is held by another program, or runs at another rate says so', () => {
    expect(refusal(() => openCoreAudioOutput(fakeMac(), 'khác')).code).toBe('device-absent')
    const held = fakeMac()
    held.heldByPid = 4711
    expect(refusal(() => openCoreAudioOutput(held, 'loa'))).toMatchObject({
      code: 'device-busy',
      details: { holderPid: 4711 },
    })
    const slow = fakeMac()
    slow.rate = 44_100
    expect(refusal(() => openCoreAudioOutput(slow, 'loa'))).toMatchObject({
      code: 'format-refused',
      details: { rate: 44_100 },
    })
    expect(slow.queues).toEqual([])
  })

  const reasons: [number, PlayerErrorCode, string][] = [
    [-66680, 'device-absent', 'kAudioQueueErr_InvalidDevice'],
    [fourLetters('!hog'), 'device-busy', 'kAudioDevicePermissionsError'],
    [fourLetters('fmt?'), 'format-refused', 'kAudioFormatUnsupportedDataFormatError'],
    [-1, 'device-absent', 'OSStatus -1'],
  ]
  test.each(reasons)('OSStatus %i means %s', (status, code, system) => {
    const mac = fakeMac()
    mac.failing.set('AudioQueueNew', status)
    expect(refusal(() => openCoreAudioOutput(mac, 'loa'))).toMatchObject({ code, details: { system, device: 'loa' } })
  })

  test('a device that is pulled out is lost within a second, whether macOS says so or stands still', () => {
    const gone = fakeMac()
    const first = openCoreAudioOutput(gone, 'loa')
    first.write(counting(0, 9600))
    gone.alive = false
    gone.frozen = true
    expect(refusal(() => first.wait(1000))).toMatchObject({ code: 'device-lost', details: { what: 'DeviceIsAlive' } })
    expect(gone.now).toBeLessThan(1000)

    const stopped = fakeMac()
    const second = openCoreAudioOutput(stopped, 'loa')
    while (stopped.now < 600) {
      second.wait(100)
      second.write(counting(0, 480))
    }
    stopped.running = false
    stopped.frozen = true
    expect(refusal(() => second.wait(1000)).details).toMatchObject({ what: 'IsRunning' })
    stopped.failing.set('AudioQueueGetCurrentTime', -66678)
    expect(refusal(() => second.delayFrames()).code).toBe('device-lost')
    stopped.failing.set('AudioQueueDispose', -66671)
    second.close()
    expect(stopped.queue().disposed).toBe(true)
  })

  test('hardware that takes its time to start is not taken for lost', () => {
    const mac = fakeMac()
    const pcm = openCoreAudioOutput(mac, 'loa')
    pcm.write(counting(0, 9600))
    mac.running = false
    mac.frozen = true
    expect(pcm.wait(1500)).toBe(false)
    mac.running = true
    mac.frozen = false
    expect(pcm.wait(100)).toBe(true)
  })

  test('a device that takes nothing is waited for as long as was said, no longer', () => {
    const mac = fakeMac()
    const pcm = openCoreAudioOutput(mac, 'loa')
    pcm.write(counting(0, 9600))
    mac.frozen = true
    expect(pcm.wait(100)).toBe(false)
    expect(mac.now).toBe(100)
  })
})

describe('capturing on macOS, against a fake of its calls', () => {
  test('what was captured comes out in whatever pieces are asked for, and every buffer goes back', () => {
    const mac = fakeMac()
    const input = openCoreAudioInput(mac, 'mic', { rate: 8000, channels: 1 })
    expect(input).toMatchObject({ rate: 8000, channels: 1 })
    const block = new Int16Array(77)
    const all: number[] = []
    while (mac.now < 1000) {
      expect(input.wait(100)).toBe(true)
      const got = input.read(block)
      if (got === 'xrun') throw new Error('overrun')
      all.push(...block.subarray(0, got))
    }
    for (let got = input.read(block); got !== 0; got = input.read(block)) {
      if (got === 'xrun') throw new Error('overrun')
      all.push(...block.subarray(0, got))
    }
    expect(all).toHaveLength(8000)
    expect(all.findIndex((value, i) => value !== i)).toBe(-1)
    expect(mac.queue().waiting).toBe(20)
  })

  test('sound that nobody had room for is told where it is missing', () => {
    const mac = fakeMac()
    const input = openCoreAudioInput(mac, 'mic', { rate: 8000, channels: 1 })
    const block = new Int16Array(8000)
    mac.now += 20
    expect(input.wait(0)).toBe(true)
    mac.queue().lose = 500
    mac.now += 100
    expect(input.read(block)).toBe(160)
    expect(input.read(block)).toBe('xrun')
    expect(input.read(block)).toBe(800)
    expect(block[0]).toBe(660)
    expect(input.read(block)).toBe(0)
  })

  test('it says how old the newest sound is, the device’s own latency with it', () => {
    const mac = fakeMac()
    const input = openCoreAudioInput(mac, 'mic', { rate: 8000, channels: 1 })
    expect(input.delayFrames()).toBeUndefined()
    mac.now += 30
    expect(input.read(new Int16Array(8000))).toBe(160)
    // 10 ms since the piece of 20 ms ended, and 96 frames of 48 kHz.
    expect(input.delayFrames()).toBeCloseTo(80 + 16, 5)
    input.close()
    expect(mac.queue().disposed).toBe(true)
  })

  test('a start that fails lets the queue go, and devices are listed by the names that macOS shows', () => {
    const mac = fakeMac()
    mac.failing.set('AudioQueueStart', -66676)
    expect(refusal(() => openCoreAudioInput(mac, 'mic', { rate: 8000, channels: 1 })).code).toBe('device-busy')
    expect(mac.queue().disposed).toBe(true)
    expect(coreAudioDevices(mac, 'input')).toEqual([{ uid: 'mic', name: 'Micrô' }])
  })
})
