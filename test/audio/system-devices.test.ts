import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PlayerError } from '../../audio/index.ts'
import { holderOf, shortAlsaTitle } from '../../audio/system/alsa/index.ts'
import { nameInSystem, systemOf } from '../../audio/system/device-id.ts'
import { distinct } from '../../audio/system/distinct.ts'
import { machineDeviceClock, openInput, openOutput } from '../../audio/system/index.ts'
import { parseListing } from '../../audio/system/pulse.ts'

let proc: string

/** The files of /proc that say who has a card open, as Linux 6 writes them. */
beforeAll(async () => {
  proc = await mkdtemp(join(tmpdir(), 'len-song-proc-'))
  const files: Record<string, string> = {
    'asound/card1/pcm0p/sub0/status': 'closed\n',
    'asound/card1/pcm0p/sub1/status':
      'state: RUNNING\nowner_pid   : 2346\ntrigger_time: 83.7\ntstamp      : 0.0\ndelay       : 9600\n',
    'asound/card1/pcm0c/sub0/status': 'state: RUNNING\nowner_pid   : 99\n',
    'asound/card1/pcm3p/sub0/status': 'closed\n',
    '2346/status': 'Name:\tAudioThread\nTgid:\t2340\nPid:\t2346\n',
    '2340/comm': 'firefox-esr\n',
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(proc, path)), { recursive: true })
    await writeFile(join(proc, path), text)
  }
  await symlink('card1', join(proc, 'asound/PCH'))
})
afterAll(() => rm(proc, { recursive: true }))

describe('who holds a sound card', () => {
  test('the program is named, by the card’s name or number, and not its thread', () => {
    const firefox = { pid: 2340, program: 'firefox-esr' }
    expect(holderOf('plughw:CARD=PCH,DEV=0', 'playback', proc)).toEqual(firefox)
    expect(holderOf('hw:1,0', 'playback', proc)).toEqual(firefox)
    expect(holderOf('plughw:CARD=PCH', 'playback', proc)).toEqual(firefox)
  })

  test('a program that has ended meanwhile is told by its number', () => {
    expect(holderOf('plughw:CARD=PCH,DEV=0', 'capture', proc)).toEqual({ pid: 99, program: '99' })
  })

  test('a free device, a card that is not there and what is no card are held by nobody we know', () => {
    expect(holderOf('plughw:CARD=PCH,DEV=3', 'playback', proc)).toBeUndefined()
    expect(holderOf('plughw:CARD=USB,DEV=0', 'playback', proc)).toBeUndefined()
    expect(holderOf('pulse:DEVICE="station"', 'playback', proc)).toBeUndefined()
    expect(holderOf('plughw:CARD=PCH,DEV=0', 'playback', join(proc, 'none'))).toBeUndefined()
  })
})

describe('names of devices', () => {
  test('a card is called by its own name, a device of the configuration by its description, ALSA’s own in words', () => {
    const card = 'HDA Intel PCH, ALC269VC Analog\nHardware device with all software conversions'
    expect(shortAlsaTitle('plughw:CARD=PCH,DEV=0', card)).toBe('HDA Intel PCH, ALC269VC Analog')
    expect(shortAlsaTitle('station', 'Loa phường\nqua bàn trộn')).toBe('Loa phường · qua bàn trộn')
    expect(shortAlsaTitle('default', 'Default Audio Device')).toBe('Thiết bị mặc định của hệ thống')
    expect(shortAlsaTitle('station', '')).toBe('station')
  })

  test('the sound server’s lists are read with their marks, and whose monitor a source is', () => {
    const text = [
      'Source #3',
      '\tState: RUNNING',
      '\tName: alsa_output.usb.monitor',
      '\tDescription: Monitor of Âm ly: tầng 2',
      '\tMonitor of Sink: alsa_output.usb',
      '\tProperties:',
      '\t\tdevice.description = "Monitor of Âm ly: tầng 2"',
      '',
      'Source #12',
      '\tName: alsa_input.pci',
      '\tDescription: Đường vào',
      '\tMonitor of Sink: n/a',
      '',
    ].join('\n')
    expect(parseListing(text)).toEqual([
      {
        index: 3,
        name: 'alsa_output.usb.monitor',
        description: 'Monitor of Âm ly: tầng 2',
        monitorOf: 'alsa_output.usb',
      },
      { index: 12, name: 'alsa_input.pci', description: 'Đường vào', monitorOf: undefined },
    ])
    expect(parseListing('')).toEqual([])
  })
})

test('devices of one name are told apart by what the system knows them by', () => {
  const devices = [
    { id: 'alsa:plughw:CARD=Device,DEV=0', name: 'USB Audio Device' },
    { id: 'alsa:plughw:CARD=Device_1,DEV=0', name: 'USB Audio Device' },
    { id: 'alsa:pulse:loa', name: 'Loa phường' },
  ]
  expect(distinct(devices).map(({ name }) => name)).toEqual([
    'USB Audio Device (CARD=Device,DEV=0)',
    'USB Audio Device (CARD=Device_1,DEV=0)',
    'Loa phường',
  ])
})

describe('ids', () => {
  test('an id says by its prefix which system it belongs to', () => {
    expect(systemOf('null')).toBe('null')
    expect(systemOf('alsa:pulse:station')).toBe('alsa')
    expect(systemOf('wasapi:{0.0.0.00000000}.{6d9d}')).toBe('wasapi')
    expect(systemOf('coreaudio:BuiltInSpeakerDevice')).toBe('coreaudio')
    expect(systemOf('jack:x')).toBeUndefined()
    expect(systemOf('')).toBeUndefined()
    expect(nameInSystem('coreaudio:AppleUSBAudioEngine:x:1')).toBe('AppleUSBAudioEngine:x:1')
  })

  test('a device of another operating system is refused in words, not by a crash', () => {
    const clock = machineDeviceClock()
    const wish = { rate: 48_000, channels: 2 } as const
    const code = (act: () => unknown) => {
      try {
        act()
      } catch (error) {
        return error instanceof PlayerError ? error.code : error
      }
      return undefined
    }
    const foreign = ['wasapi:x', 'coreaudio:x', 'alsa:plughw:CARD=Nothing,DEV=0'].flatMap((id) => [
      code(() => openOutput(id, clock)),
      code(() => openInput(id, wish)),
    ])
    for (const one of foreign) expect(['device-absent', 'system-not-supported-yet', 'no-sound-system']).toContain(one)
    expect(code(() => openOutput('jack:x', clock))).toBe('device-absent')
    expect(code(() => openInput('null', wish))).toBe('device-absent')
  })
})
