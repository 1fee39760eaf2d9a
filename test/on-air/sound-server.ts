import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ChildProcess, end, output, record, start as startProgram } from './run.ts'

/** What was captured at a sink's monitor. */
export interface Capture {
  /** Interleaved stereo. */
  samples: Float32Array
  /** UTC ms at which frame 0 was at the sink, by the sound server's own clockwork: the median of many readings. */
  frameZeroMs: number
  /**
   * The same by the readings around an instant (UTC ms) alone: a null sink drifts by 50 ppm and more, which a long capture
   * must not be charged to what sounded on it.
   */
  frameZeroNearMs(instantMs: number): number
  /** Half the distance of the quartiles of all readings: how far the median may be trusted. */
  meterMs: number
}

/** A PulseAudio of the test's own with null sinks of 48 kHz. */
export interface SoundServer {
  /** For programs that are to use it. */
  env: Record<string, string>
  /** Its ALSA configuration: `pcm.<sink>` with a hint for each sink, and `pcm.pulse` with a DEVICE argument. */
  alsaConfigPath: string
  /** Captures a sink's monitor for that long. */
  capture(sink: string, ms: number): Promise<Capture>
  /** Captures until told to stop. */
  startCapture(sink: string): Promise<{ stop(): Promise<Capture> }>
  /** Runs pactl against it; its output. */
  pactl(...args: string[]): Promise<string>
  addSink(name: string): Promise<void>
  removeSink(name: string): Promise<void>
  /** A crash of the sound server (SIGKILL), a freeze and its end. */
  kill(): Promise<void>
  freeze(): void
  thaw(): void
  restart(): Promise<void>
  stop(): Promise<void>
}

const RATE = 48_000
const NEAR_MS = 1500
const FRAME_BYTES = 8
const FLAGS = [
  '--daemonize=no',
  '--exit-idle-time=-1',
  '--use-pid-file=no',
  '--disable-shm=yes',
  // As on a station's PC; where it is not allowed the server goes on without.
  '--realtime=yes',
  '--high-priority=yes',
  '--log-target=stderr',
  '--log-level=error',
]

/** Starts it in a temporary folder; `stop` leaves nothing behind. */
export async function startSoundServer({ sinks = ['station'] }: { sinks?: string[] } = {}): Promise<SoundServer> {
  const folder = await mkdtemp(join(tmpdir(), 'len-song-sound-'))
  const server = `unix:${folder}/native`
  const alsaConfigPath = join(folder, 'asound.conf')
  const script = join(folder, 'pulse.pa')
  await mkdir(join(folder, 'home'))
  await writeFile(alsaConfigPath, alsaConfig(server, sinks))
  await writeFile(
    script,
    [
      `load-module module-native-protocol-unix socket=${folder}/native auth-anonymous=1`,
      ...sinks.map(loadSink),
      '',
    ].join('\n'),
  )
  // Streams that ask for the server's own rate (a browser's microphone) must get 48 kHz as well.
  const daemonConfig = join(folder, 'daemon.conf')
  await writeFile(daemonConfig, 'default-sample-rate = 48000\n')
  const env = {
    ALSA_CONFIG_PATH: alsaConfigPath,
    PULSE_SERVER: server,
    PULSE_RUNTIME_PATH: folder,
    PULSE_STATE_PATH: folder,
    PULSE_COOKIE: join(folder, 'cookie'),
    LC_ALL: 'C.UTF-8',
  }
  const all = { ...process.env, ...env, HOME: join(folder, 'home'), PULSE_CONFIG: daemonConfig }
  let daemon: ChildProcess | undefined

  const pactl = (...args: string[]) => output('pactl', args, all)
  const start = async () => {
    daemon = startProgram('pulseaudio', ['-n', '-F', script, ...FLAGS], { env: all, stdio: 'ignore', detached: true })
    for (let i = 0; i < 400; i++) {
      const list = await pactl('list', 'short', 'sinks').catch(() => '')
      if (sinks.every((sink) => list.includes(sink))) return
      await delay(50)
    }
    throw new Error('the sound server does not answer')
  }
  const kill = async () => {
    if (daemon !== undefined) await end(daemon, 'SIGKILL')
    await rm(join(folder, 'native'), { force: true })
  }
  await start()

  const startCapture = async (sink: string) => {
    const args = [
      '-v',
      '-d',
      `${sink}.monitor`,
      '--raw',
      '--format=float32le',
      `--rate=${RATE}`,
      '--channels=2',
      '--latency-msec=10',
    ]
    const blocks: Buffer[] = []
    const readings: { at: number; heardMs: number }[] = []
    let wake = () => {}
    const flowing = new Promise<void>((resolve) => {
      wake = resolve
    })
    const onOutput = (block: Buffer) => {
      blocks.push(block)
      wake()
    }
    const onError = (text: string) => {
      const at = performance.now()
      // “Time” is the recording's time as the server's clockwork has it, latency taken into account.
      for (const [, seconds] of text.matchAll(/Time: ([\d.]+) sec/g)) {
        readings.push({ at, heardMs: Number(seconds) * 1000 })
      }
    }
    const recorder = record('parec', args, all, onOutput, onError)
    await flowing
    return {
      async stop(): Promise<Capture> {
        await delay(300)
        await end(recorder, 'SIGTERM')
        const bytes = Buffer.concat(blocks)
        const whole = bytes.subarray(0, bytes.length - (bytes.length % FRAME_BYTES))
        const samples = new Float32Array(whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.length))
        const zeros = readings.map(({ at, heardMs }) => at - heardMs).toSorted((a, b) => a - b)
        const zero = zeros[zeros.length >> 1]
        if (zero === undefined) throw new Error('the recorder told no time')
        const quartile = (share: number) => zeros[Math.floor(share * (zeros.length - 1))] ?? zero
        const anchor = wallAnchor()
        const frameZeroNearMs = (instantMs: number) => {
          const near = readings.filter(({ at }) => Math.abs(at + anchor - instantMs) < NEAR_MS)
          const some = near.map(({ at, heardMs }) => at - heardMs).toSorted((a, b) => a - b)
          return (some[some.length >> 1] ?? zero) + anchor
        }
        const meterMs = (quartile(0.75) - quartile(0.25)) / 2
        return { samples, frameZeroMs: zero + anchor, frameZeroNearMs, meterMs }
      },
    }
  }

  return {
    env,
    alsaConfigPath,
    pactl,
    startCapture,
    async capture(sink, ms) {
      const running = await startCapture(sink)
      await delay(ms)
      return running.stop()
    },
    async addSink(name) {
      await pactl('load-module', ...loadSink(name).split(' ').slice(1))
    },
    async removeSink(name) {
      const modules = await pactl('list', 'short', 'modules')
      const line = modules.split('\n').find((one) => one.includes(`sink_name=${name} `))
      await pactl('unload-module', line?.split('\t')[0] ?? name)
    },
    kill,
    freeze: () => void daemon?.kill('SIGSTOP'),
    thaw: () => void daemon?.kill('SIGCONT'),
    restart: start,
    async stop() {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** UTC ms minus `performance.now()`, to a few hundredths of a millisecond. */
export function wallAnchor(): number {
  let best = Number.NEGATIVE_INFINITY
  for (let i = 0; i < 12; i++) {
    const before = Date.now()
    let wall = before
    while (wall === before) wall = Date.now()
    best = Math.max(best, wall - performance.now())
  }
  return best
}

export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function loadSink(name: string): string {
  // norewinds: without it a capture loses its first frames.
  return `load-module module-null-sink sink_name=${name} rate=${RATE} channels=2 format=float32le norewinds=1`
}

function alsaConfig(server: string, sinks: string[]): string {
  const named = sinks.map(
    (sink) =>
      `pcm.${sink} { type pulse server "${server}" device "${sink}" hint { show on description "Loa ${sink}" } }`,
  )
  const any =
    `pcm.pulse { @args [ DEVICE ] @args.DEVICE { type string default "" } type pulse server "${server}" device $DEVICE ` +
    'hint { show on description "PulseAudio Sound Server" } }'
  return `${[...named, any].join('\n')}\n`
}

/** The system's sound library looks into this process's own environment: puts the server there; returns the putting back. */
export function soundHere(sound: SoundServer): () => void {
  const outside = Object.keys(sound.env).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, sound.env)
  return () => {
    for (const [name, value] of outside) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}
