import { describe, expect, test } from 'vitest'
import { PlayerError, type PlayerErrorCode } from '../../audio/index.ts'
import { openWasapiInput, openWasapiOutput, type Packet, wasapiInputs } from '../../audio/system/wasapi/index.ts'
import { fakeWindows } from './fake-windows.ts'

const CHUNK = 480

/** A chunk of stereo frames that count up from `from`. */
function counting(from: number, frames = CHUNK): Int16Array {
  return Int16Array.from({ length: frames * 2 }, (_, i) => ((from * 2 + i) % 60_000) - 30_000)
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

function packet(from: number, frames: number, more: Partial<Packet> = {}): Packet {
  return { frames, samples: counting(from, frames), flags: 0, atMs: 0, ...more }
}

describe('sounding on Windows, against a fake of its calls', () => {
  test('every sample becomes the float that stands for it, and further channels stay silent', () => {
    const windows = fakeWindows({ channels: 6 })
    const pcm = openWasapiOutput(windows, 'x')
    expect(windows.initialized).toMatchObject({ service: 'render', flags: 0x00040000, bufferMs: 200 })
    for (let chunk = 0; chunk < 20; chunk++) pcm.write(counting(chunk * CHUNK))
    windows.advance(200)
    const heard = new Float32Array(Uint8Array.from(windows.heard).buffer)
    expect(heard).toHaveLength(9600 * 6)
    const wanted = counting(0, 9600)
    const wrong = wanted.findIndex((value, i) => heard[(i >> 1) * 6 + (i & 1)] !== value / 32_768)
    expect(wrong).toBe(-1)
    expect(heard.every((value, i) => i % 6 < 2 || value === 0)).toBe(true)
  })

  test('it starts when the buffer is full, takes what has room, and waits until there is more', () => {
    const windows = fakeWindows()
    const pcm = openWasapiOutput(windows, 'x')
    expect(pcm.write(counting(0, 9000))).toEqual({ kind: 'written', frames: 9000 })
    expect(pcm.delayFrames()).toBeUndefined()
    expect(windows.calls).not.toContain('Start')
    expect(pcm.write(counting(0, 900))).toEqual({ kind: 'written', frames: 600 })
    expect(windows.calls).toContain('Start')
    expect(pcm.write(counting(0))).toEqual({ kind: 'written', frames: 0 })
    expect(pcm.wait(100)).toBe(true)
    expect(pcm.write(counting(0))).toEqual({ kind: 'written', frames: 480 })
    windows.frozen = true
    expect(pcm.wait(100)).toBe(false)
  })

  test('the delay is smooth although the position moves in steps of 10 ms', () => {
    const windows = fakeWindows()
    const pcm = openWasapiOutput(windows, 'x')
    let written = 0
    const zeros: number[] = []
    for (let turn = 0; turn < 400; turn++) {
      // The loop is never woken at the same point of the period.
      windows.advance((turn * 7) % 11)
      while (pcm.wait(0)) {
        const result = pcm.write(counting(written))
        if (result.kind === 'written') written += result.frames
      }
      const delay = pcm.delayFrames()
      if (delay !== undefined) zeros.push(windows.nowMs + (delay - written) / 48)
    }
    const settled = zeros.slice(100)
    expect(Math.max(...settled) - Math.min(...settled)).toBeLessThan(0.01)
    // The engine's first period ends 10 ms after the start, at which frame 480 is at the speaker.
    expect(settled[0]).toBeCloseTo(1000, 5)
  })

  test('a device that ran dry is told once and begins anew from frame 0', () => {
    const windows = fakeWindows()
    const pcm = openWasapiOutput(windows, 'x')
    pcm.write(counting(0, 9600))
    windows.advance(100)
    expect(pcm.delayFrames()).toBeCloseTo(4800, 5)
    windows.advance(200)
    expect(pcm.write(counting(9600))).toEqual({ kind: 'xrun' })
    expect(windows.calls.slice(-2)).toEqual(['Stop', 'Reset'])
    expect(pcm.delayFrames()).toBeUndefined()
    expect(pcm.write(counting(0, 9600))).toEqual({ kind: 'written', frames: 9600 })
    windows.advance(50)
    expect(pcm.delayFrames()).toBeCloseTo(9600 - 50 * 48, 5)
  })

  test('nothing is resampled or rounded: another rate, one channel, or another sample is refused and let go', () => {
    for (const format of [{ rate: 44_100 }, { channels: 1 }, { bits: 24, isFloat: false }]) {
      const windows = fakeWindows(format)
      const refused = refusal(() => openWasapiOutput(windows, 'x'))
      expect(refused.code).toBe('format-refused')
      expect(refused.details).toMatchObject(format.rate === undefined ? {} : { rate: 44_100 })
      expect(windows.released).toBe(1)
    }
  })

  const reasons: [string, string, number, PlayerErrorCode, string][] = [
    ['is not there', 'Activate', 0x80070490, 'device-absent', 'E_NOTFOUND'],
    ['is held by another program', 'Initialize', 0x8889000a, 'device-busy', 'AUDCLNT_E_DEVICE_IN_USE'],
    ['takes another format', 'Initialize', 0x88890008, 'format-refused', 'AUDCLNT_E_UNSUPPORTED_FORMAT'],
    ['has no audio service', 'Initialize', 0x88890010, 'no-sound-system', 'AUDCLNT_E_SERVICE_NOT_RUNNING'],
    ['says something new', 'Initialize', 0x8889ffff, 'device-absent', 'HRESULT 0x8889ffff'],
  ]
  test.each(reasons)('a device that %s says so, in Windows’ words', (_, call, hresult, code, system) => {
    const windows = fakeWindows()
    windows.failing.set(call, hresult)
    const refused = refusal(() => openWasapiOutput(windows, 'x'))
    expect(refused.code).toBe(code)
    expect(refused.details).toMatchObject({ device: 'x', system, hresult, what: call })
  })

  test('a device that is pulled out is lost, and can still be closed', () => {
    const windows = fakeWindows()
    const pcm = openWasapiOutput(windows, 'x')
    pcm.write(counting(0, 9600))
    for (const call of ['GetCurrentPadding', 'GetPosition', 'Stop']) windows.failing.set(call, 0x88890004)
    for (const act of [() => pcm.wait(10), () => pcm.write(counting(0)), () => pcm.delayFrames()]) {
      const lost = refusal(act)
      expect(lost.code).toBe('device-lost')
      expect(lost.details).toMatchObject({ system: 'AUDCLNT_E_DEVICE_INVALIDATED' })
    }
    pcm.close()
    expect(windows.released).toBe(1)
  })
})

describe('capturing on Windows, against a fake of its calls', () => {
  test('packets come out in whatever pieces are asked for, none lost, none twice', () => {
    const windows = fakeWindows()
    const input = openWasapiInput(windows, 'x', { rate: 48_000, channels: 2 })
    windows.packets.push(packet(0, 480, { flags: 1 }), packet(480, 480), packet(960, 100))
    const block = new Int16Array(2 * 333)
    const all: number[] = []
    for (let got = input.read(block); got !== 0; got = input.read(block)) {
      if (got === 'xrun') throw new Error('overrun')
      all.push(...block.subarray(0, got * 2))
    }
    expect(Int16Array.from(all)).toEqual(counting(0, 1060))
  })

  test('the wanted rate and channels are asked of Windows, and the sound of an output by its loopback', () => {
    const windows = fakeWindows()
    const input = openWasapiInput(windows, 'loopback:x', { rate: 8000, channels: 1 })
    expect(input).toMatchObject({ rate: 8000, channels: 1 })
    expect(windows.initialized).toMatchObject({ service: 'capture', flags: 0x88020000 })
    const format = new DataView((windows.initialized?.format ?? new Uint8Array()).buffer)
    expect([format.getUint16(2, true), format.getUint32(4, true), format.getUint16(14, true)]).toEqual([1, 8000, 16])
    expect(wasapiInputs(windows)).toEqual([
      { id: '{0.0.1}.{in}', name: 'Line In' },
      { id: 'loopback:{0.0.0}.{out}', name: 'Tiếng ra của Loa (Realtek)' },
    ])
  })

  test('what was lost between two packets is told where it was lost; silence is silence', () => {
    const windows = fakeWindows()
    const input = openWasapiInput(windows, 'x', { rate: 48_000, channels: 2 })
    windows.packets.push(packet(0, 480), packet(9000, 480, { flags: 1 }), packet(0, 480, { flags: 2 }))
    const block = new Int16Array(2 * 2000)
    expect(input.read(block)).toBe(480)
    expect(input.read(block)).toBe('xrun')
    expect(input.read(block)).toBe(960)
    expect(block.subarray(0, 960)).toEqual(counting(9000, 480))
    expect(block.subarray(960, 1920).every((value) => value === 0)).toBe(true)
  })

  test('it waits for sound as long as it is told, and says how old the newest is', () => {
    const windows = fakeWindows()
    const input = openWasapiInput(windows, 'x', { rate: 48_000, channels: 2 })
    expect(input.delayFrames()).toBeUndefined()
    expect(input.wait(20)).toBe(false)
    windows.packets.push(packet(0, 480, { atMs: windows.nowMs - 50 }))
    expect(input.wait(20)).toBe(true)
    expect(input.read(new Int16Array(960))).toBe(480)
    const age = input.delayFrames() ?? Number.NaN
    expect(age / 48).toBeGreaterThan(35)
    expect(age / 48).toBeLessThan(60)
    windows.failing.set('GetNextPacketSize', 0x88890004)
    expect(refusal(() => input.wait(20)).code).toBe('device-lost')
    input.close()
    expect(windows.released).toBe(1)
  })
})
