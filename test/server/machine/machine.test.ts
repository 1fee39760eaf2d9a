import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseSinkInputs, parseSinkVolumes } from '../../../audio/system/pulse-mixer.ts'
import {
  clockSynchronised,
  diskFree,
  keepAwake,
  type Machine,
  maySleep,
  mixerOf,
  otherSounds,
  thisMachine,
  wakeComputerAt,
} from '../../../server/machine/index.ts'
import { until } from '../../builders.ts'
import { end, start } from '../../on-air/run.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'len-song-machine-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

const put = async (path: string, text: string) => {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), text)
}
const silent: Machine = {
  ...thisMachine(),
  sinkVolumes: async () => undefined,
  sinkInputs: async () => undefined,
  defaultSink: async () => undefined,
  runTool: async () => undefined,
}
const linux = (): Machine => ({ ...silent, platform: 'linux', root })
const system = (platform: NodeJS.Platform, exitCode = 0, stdout = ''): Machine => ({
  ...silent,
  platform,
  runTool: async () => ({ exitCode, stdout }),
})

describe('the clock', () => {
  it('is asked of this very kernel', async () => {
    expect(await clockSynchronised(thisMachine())).toMatchObject({ known: true, value: expect.any(Boolean) })
  })

  it('is synchronised unless the kernel returns TIME_ERROR', async () => {
    const machine = { ...thisMachine(), platform: 'linux' as const }
    expect(await clockSynchronised(machine, () => 0)).toEqual({ known: true, value: true })
    expect(await clockSynchronised(machine, () => 5)).toEqual({ known: true, value: false })
    expect((await clockSynchronised(machine, () => -1)).known).toBe(false)
  })

  it('is read from w32tm by its number, in whatever language', async () => {
    const kept = system('win32', 0, 'Chỉ báo Nhuận: 0(không có cảnh báo)\r\nTầng: 4 (tham chiếu phụ)\r\n')
    expect(await clockSynchronised(kept)).toEqual({ known: true, value: true })
    const lost = system('win32', 0, 'Leap Indicator: 3(not synchronized)\r\nStratum: 0 (unspecified)\r\n')
    expect(await clockSynchronised(lost)).toEqual({ known: true, value: false })
    const off = system('win32', 1, 'The following error occurred: The service has not been started. (0x80070426)')
    expect(await clockSynchronised(off)).toEqual({ known: true, value: false })
    expect((await clockSynchronised({ ...silent, platform: 'win32' })).known).toBe(false)
    expect((await clockSynchronised({ ...silent, platform: 'darwin' })).known).toBe(false)
  })
})

describe('the disk', () => {
  it('is measured where the data lie, and not known where there are none', async () => {
    expect(await diskFree(root)).toMatchObject({ known: true, value: expect.any(Number) })
    expect((await diskFree(join(root, 'absent'))).known).toBe(false)
  })
})

const SINKS = [
  'Sink #3',
  '\tState: RUNNING',
  '\tName: station',
  '\tDescription: Loa phường 1',
  '\tMute: yes',
  '\tVolume: front-left: 26214 /  40% / -23.88 dB,   front-right: 65536 / 100% / 0.00 dB',
  '\t        balance 0.00',
  'Sink #5',
  '\tName: other',
  '\tMute: no',
  '\tVolume: mono: 65536 / 100% / 0.00 dB',
].join('\n')

describe('the mixer', () => {
  it('is read from the listing of a sound server', () => {
    expect(parseSinkVolumes(SINKS)).toEqual([
      { name: 'station', description: 'Loa phường 1', muted: true, volume: 0.4 },
      { name: 'other', description: 'other', muted: false, volume: 1 },
    ])
    const inputs = [
      'Sink Input #7',
      '\tSink: 3',
      '\tCorked: no',
      '\tMute: no',
      '\tVolume: mono: 32768 /  50% / -18.06 dB',
      '\tProperties:',
      '\t\tapplication.name = "Trình nghe nhạc"',
      '\t\tapplication.process.id = "8417"',
    ].join('\n')
    expect(parseSinkInputs(inputs, SINKS)).toEqual([
      { sink: 'station', program: 'Trình nghe nhạc', pid: 8417, corked: false, muted: false, volume: 0.5 },
    ])
  })

  it('counts our own stream when a sound server remembers it turned down', async () => {
    const machine: Machine = {
      ...silent,
      sinkVolumes: async () => [{ name: 'station', description: 'Loa', muted: false, volume: 1 }],
      sinkInputs: async () => [
        { sink: 'station', program: 'node', pid: 7, muted: true, volume: 0.3, corked: false },
        { sink: 'station', program: 'khác', pid: 8, muted: false, volume: 0.1, corked: false },
      ],
    }
    const level = await mixerOf('alsa:pulse:station', [7], machine)
    expect(level).toMatchObject({ known: true, value: { muted: true, volume: 0.3 } })
  })

  it('of what goes to the default sink is that sink’s', async () => {
    const machine: Machine = {
      ...silent,
      defaultSink: async () => 'station',
      sinkVolumes: async () => parseSinkVolumes(SINKS),
      sinkInputs: async () => [],
    }
    expect(await mixerOf('alsa:default', [], machine)).toMatchObject({
      known: true,
      value: { control: 'Loa phường 1' },
    })
    expect((await mixerOf('alsa:tuner', [], machine)).known).toBe(false)
    expect((await mixerOf('alsa:pulse:gone', [], machine)).known).toBe(false)
  })

  it('of a card is the softest of its playback controls, as amixer prints them', async () => {
    const asked: string[][] = []
    const machine: Machine = {
      ...linux(),
      async runTool(program, args) {
        asked.push([program, ...args])
        if (args.at(-1) === 'Master') return { exitCode: 0, stdout: CARD_MASTER }
        if (args.at(-1) === 'PCM') return { exitCode: 0, stdout: CARD_PCM }
        return { exitCode: 1, stdout: '' }
      },
    }
    expect(await mixerOf('alsa:plughw:CARD=PCH,DEV=0', [], machine)).toEqual({
      known: true,
      value: { muted: false, volume: 0.4, control: 'PCM' },
    })
    expect(asked[0]).toEqual(['amixer', '-c', 'PCH', 'sget', 'Master'])
    const muted: Machine = { ...machine, runTool: async () => ({ exitCode: 0, stdout: CARD_OFF }) }
    expect(await mixerOf('alsa:hw:CARD=PCH,DEV=0', [], muted)).toMatchObject({ value: { muted: true } })
    const none: Machine = { ...machine, runTool: async () => ({ exitCode: 1, stdout: '' }) }
    expect((await mixerOf('alsa:plughw:CARD=HDMI,DEV=3', [], none)).known).toBe(false)
    expect((await mixerOf('alsa:plughw:CARD=PCH,DEV=0', [], linux())).known).toBe(false)
  })
})

const CARD_MASTER = `Simple mixer control 'Master',0
  Capabilities: pvolume pvolume-joined pswitch pswitch-joined
  Playback channels: Mono
  Limits: Playback 0 - 87
  Mono: Playback 87 [100%] [0.00dB] [on]
`
const CARD_PCM = `Simple mixer control 'PCM',0
  Front Left: Playback 230 [90%] [-5.00dB]
  Front Right: Playback 102 [40%] [-30.60dB]
`
const CARD_OFF = `Simple mixer control 'Master',0
  Front Left: Playback 26214 [40%] [off]
  Front Right: Playback 26214 [40%] [off]
`

describe('other programs on a device', () => {
  it('are the streams of its sink that sound and are not ours', async () => {
    const stream = { sink: 'station', muted: false, volume: 1, corked: false }
    const machine: Machine = {
      ...silent,
      sinkInputs: async () => [
        { ...stream, program: 'node', pid: 7 },
        { ...stream, program: 'Firefox', pid: 9 },
        { ...stream, program: 'VLC', pid: 10, corked: true },
        { ...stream, program: 'không tên', pid: undefined },
        { ...stream, program: 'mpv', pid: 11, sink: 'other' },
      ],
    }
    const others = await otherSounds('alsa:pulse:station', [7], machine)
    expect(others).toEqual({
      known: true,
      value: [
        { program: 'Firefox', pid: 9 },
        { program: 'không tên', pid: undefined },
      ],
    })
  })

  it('on a card are who holds it, by the thread that opened it', async () => {
    await put('proc/asound/PCH/pcm0p/sub0/status', 'state: RUNNING\nowner_pid   : 4211\ntrigger_time: 1.2\n')
    await put('proc/4211/status', 'Name:\tvlc\nTgid:\t4200\nPid:\t4211\n')
    await put('proc/asound/PCH/pcm3p/sub0/status', 'closed\n')
    const device = 'alsa:plughw:CARD=PCH,DEV=0'
    expect(await otherSounds(device, [], linux())).toEqual({ known: true, value: [{ program: 'vlc', pid: 4200 }] })
    expect(await otherSounds(device, [4200], linux())).toEqual({ known: true, value: [] })
    expect(await otherSounds('alsa:plughw:CARD=PCH,DEV=3', [], linux())).toEqual({ known: true, value: [] })
    expect((await otherSounds('alsa:plughw:CARD=USB,DEV=0', [], linux())).known).toBe(false)
  })
})

describe('sleep', () => {
  /** A program that stands in for the system's own: it says that it holds, or refuses. */
  const inhibitor = async (text: string) => {
    const path = join(root, 'systemd-inhibit')
    await writeFile(path, `#!/bin/sh\n[ "$1" = --help ] && exit 0\n${text}\n`)
    await chmod(path, 0o755)
    const { runTool, hold } = thisMachine()
    const machine: Machine = {
      ...thisMachine(),
      platform: 'linux',
      runTool: (_program, args) => runTool(path, args),
      hold: (_program, args, onEnd) => hold(path, args, onEnd),
    }
    return machine
  }

  it('is kept away as long as we live, and no longer', async () => {
    const machine = await inhibitor(`echo $$ > ${root}/pid; while [ "$1" != sh ]; do shift; done; exec "$@"`)
    const awake = keepAwake(machine)
    await until('the lock', () => (awake.state() === 'held' ? true : undefined))
    const pid = Number(await readFile(join(root, 'pid'), 'utf8'))
    expect(process.kill(pid, 0)).toBe(true)
    awake.release()
    expect(awake.state()).toBe('unknown')
    await until('its end', () => {
      try {
        process.kill(pid, 0)
        return undefined
      } catch {
        return true
      }
    })
  })

  it('is kept away as far as the system allows it to somebody who is not at the screen', async () => {
    const awake = keepAwake(
      await inhibitor('[ "$1" = --what=sleep:idle ] || exit 1; while [ "$1" != sh ]; do shift; done; exec "$@"'),
    )
    await until('the lock', () => (awake.state() === 'held' ? true : undefined))
    awake.release()
  })

  it('comes back when we are killed: the lock ends with us', async () => {
    const door = new URL('../../../server/machine/index.ts', import.meta.url).href
    const lock = `echo $$ > ${root}/lock; echo held; exec cat > /dev/null`
    const code = `import { thisMachine } from '${door}'
      thisMachine().hold('sh', ['-c', '${lock}'], () => {})
      setInterval(() => {}, 1000)`
    const child = start(process.execPath, ['--input-type=module', '-e', code], { stdio: 'ignore' })
    const pid = await until('the lock', async () => {
      const written = Number(await readFile(join(root, 'lock'), 'utf8').catch(() => ''))
      return written > 0 ? written : undefined
    })
    await end(child, 'SIGKILL')
    await until('its end', async () => {
      const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ' Z ')
      return state.includes(' Z ') ? true : undefined
    })
  })

  it('is said not to be kept away when the system refuses, or knows no such thing', async () => {
    const refused = keepAwake(await inhibitor('exit 1'))
    await until('the refusal', () => (refused.state() === 'refused' ? true : undefined))
    refused.release()
    const absent = keepAwake({ ...linux(), runTool: async () => undefined })
    expect(absent.state()).toBe('unknown')
    absent.release()
  })

  it('is asked of this very system', async () => {
    const awake = keepAwake()
    const states = new Set(['held', 'refused', 'unknown'])
    expect(states.has(awake.state())).toBe(true)
    awake.release()
    expect(await maySleep({ platform: 'linux', root })).toMatchObject({ known: false })
    await put('sys/power/state', 'freeze mem disk\n')
    expect(await maySleep({ platform: 'linux', root })).toEqual({ known: true, value: true })
    await put('sys/power/state', '\n')
    expect(await maySleep({ platform: 'linux', root })).toEqual({ known: true, value: false })
  })

  it('ends by the hardware clock’s alarm, told in that clock’s own time', async () => {
    const now = () => Date.UTC(2026, 10, 22, 20)
    const machine = { platform: 'linux' as const, root, now }
    expect(await wakeComputerAt(now() + 600_000, machine)).toBe('unknown')
    const localTime = now() / 1000 + 7 * 3600
    await put('sys/class/rtc/rtc0/since_epoch', `${localTime}\n`)
    await put('sys/class/rtc/rtc0/wakealarm', '')
    expect(await wakeComputerAt(now() + 600_000, machine)).toBe('set')
    expect(await readFile(join(root, 'sys/class/rtc/rtc0/wakealarm'), 'utf8')).toBe(`${localTime + 600}\n`)
    expect(await wakeComputerAt(now() - 1, machine)).toBe('refused')
    await rm(join(root, 'sys/class/rtc/rtc0/wakealarm'))
    await mkdir(join(root, 'sys/class/rtc/rtc0/wakealarm'))
    expect(await wakeComputerAt(now() + 600_000, machine)).toBe('refused')
    expect(await wakeComputerAt(now() + 600_000, { ...machine, platform: 'darwin' })).toBe('unknown')
  })
})
