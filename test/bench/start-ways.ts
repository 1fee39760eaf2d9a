import { writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { createPlayer } from '../../audio/index.ts'
import type { Noise } from '../on-air/noise.ts'
import { type ChildProcess, end, start } from '../on-air/run.ts'
import { delay, type SoundServer, wallAnchor } from '../on-air/sound-server.ts'

/** A way to sound a file at an instant on a sink of the sound server. */
export interface Way {
  name: string
  /** What has to be installed; undefined: nothing. */
  program: string | undefined
  /** Makes ready whatever this way keeps running between two airings. */
  open: (parts: WayParts) => Promise<OpenWay>
}

export interface WayParts {
  sound: SoundServer
  sink: string
  noise: Noise
  /** Its own folder. */
  folder: string
}

export interface OpenWay {
  /** Called 2 s or more before the instant (UTC ms); resolves when the sound is over, or should be, with what it said. */
  play: (instant: number) => Promise<string | undefined>
  close: () => Promise<void>
}

/** Armed for each airing anew: the device is opened 2 s ahead, and let go behind it. */
export const ARMED: Way = {
  name: 'Lên Sóng',
  program: undefined,
  async open({ sink, noise }) {
    let over = () => {}
    let said: string[] = []
    const player = createPlayer({
      onEvent(event) {
        if (event.type === 'first-sample') said.push(`${event.errorMs.toFixed(2)} ms`)
        if (event.type === 'xrun') said.push(`${event.cause} ${event.ms.toFixed(1)} ms`)
        if (event.type === 'device-refused' || event.type === 'device-lost') {
          said.push(`${event.type} ${event.code} ${JSON.stringify(event.details)}`)
        }
        if (event.type === 'ended') over()
      },
    })
    return {
      async play(startsAtMs) {
        said = []
        const ended = new Promise<void>((resolve) => {
          over = resolve
        })
        await player.arm(`alsa:pulse:${sink}`, { id: 'bench', wavPath: noise.path, startsAtMs })
        await Promise.race([ended, delay(startsAtMs - wallNow() + noise.durationMs + 5000)])
        player.stop('bench')
        return said.join(', ')
      },
      close: async () => void (await player.close()),
    }
  },
}

const FFMPEG = ['-nostdin', '-loglevel', 'quiet', '-i']

/** Others: programs started at the instant, and players that run already and are told to play at the instant. */
export const OTHERS: Way[] = [
  cold('ffmpeg -f pulse', 'ffmpeg', (path, sink) => [...FFMPEG, path, '-f', 'pulse', '-device', sink, 'bench']),
  cold('ffmpeg -f alsa', 'ffmpeg', (path, sink) => [...FFMPEG, path, '-f', 'alsa', sink]),
  cold('paplay', 'paplay', (path, sink) => [`--device=${sink}`, path]),
  cold('aplay', 'aplay', (path, sink) => ['-q', '-D', sink, path]),
  cold('mpv', 'mpv', (path, sink) => ['--no-config', '--no-terminal', `--audio-device=pulse/${sink}`, path]),
  { name: 'mpd (chạy sẵn, đã nạp)', program: 'mpd', open: openMpd },
  { name: 'liquidsoap (chạy sẵn)', program: 'liquidsoap', open: openLiquidsoap },
]

let anchor = { ms: 0, at: Number.NEGATIVE_INFINITY }

/** UTC ms; looking for an edge of the wall clock takes 12 ms, and would disturb what is measured if done each time. */
export function wallNow(): number {
  if (performance.now() - anchor.at > ANCHOR_HOLDS_MS) anchor = { ms: wallAnchor(), at: performance.now() }
  return performance.now() + anchor.ms
}

const ANCHOR_HOLDS_MS = 5000

function cold(name: string, program: string, args: (path: string, sink: string) => string[]): Way {
  return {
    name: `${name} (chạy nguội)`,
    program,
    open: async ({ sound, sink, noise }) => ({
      async play(instant) {
        await delay(instant - wallNow())
        const child = startOrdinary(program, args(noise.path, sink), { ...process.env, ...sound.env })
        const ended = new Promise((resolve) => child.once('exit', resolve))
        await Promise.race([ended, delay(noise.durationMs + 2500)])
        await end(child, 'SIGKILL')
        return undefined
      },
      close: async () => {},
    }),
  }
}

async function openMpd({ sound, sink, noise, folder }: WayParts): Promise<OpenWay> {
  const socket = join(folder, 'mpd.socket')
  const config = join(folder, 'mpd.conf')
  await writeFile(
    config,
    [
      `bind_to_address "${socket}"`,
      `db_file "${folder}/mpd.db"`,
      `log_file "${folder}/mpd.log"`,
      ...['audio_output {', 'type "pulse"', 'name "bench"', `server "${sound.env.PULSE_SERVER}"`],
      ...[`sink "${sink}"`, 'mixer_type "none"', '}', ''],
    ].join('\n'),
  )
  const daemon = startOrdinary('mpd', ['--no-daemon', config], { ...process.env, ...sound.env })
  await answering(socket, 'ping')
  return {
    async play(instant) {
      // A file by its full path is taken from a client on a local socket.
      await say(socket, `clear\nadd "file://${noise.path}"`)
      await delay(instant - wallNow())
      await say(socket, 'play')
      await delay(noise.durationMs + 1500)
      await say(socket, 'stop')
      return undefined
    },
    close: async () => void (await end(daemon, 'SIGKILL')),
  }
}

async function openLiquidsoap({ sound, sink, noise, folder }: WayParts): Promise<OpenWay> {
  const socket = join(folder, 'liquidsoap.socket')
  const script = join(folder, 'bench.liq')
  await writeFile(
    script,
    [
      'set("init.allow_root", true)',
      'set("log.stdout", false)',
      `set("log.file.path", "${folder}/liquidsoap.log")`,
      'set("server.socket", true)',
      `set("server.socket.path", "${socket}")`,
      'set("frame.audio.samplerate", 48000)',
      'q = request.queue(id="q")',
      `output.pulseaudio(device="${sink}", fallback(track_sensitive=false, [q, blank()]))`,
    ].join('\n'),
  )
  const daemon = startOrdinary('liquidsoap', [script], { ...process.env, ...sound.env, HOME: folder })
  await answering(socket, 'version')
  return {
    async play(instant) {
      await delay(instant - wallNow())
      await say(socket, `q.push ${noise.path}`)
      await delay(noise.durationMs + 2500)
      return undefined
    },
    close: async () => void (await end(daemon, 'SIGKILL')),
  }
}

/** In a session of its own and at ordinary priority, whatever this process has. */
export function startOrdinary(program: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const child = start(program, args, { env, stdio: 'ignore', detached: true })
  if (child.pid !== undefined) setPriority(child.pid, 0)
  return child
}

/** Says one line or more to a program's socket. */
function say(path: string, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(path, () => socket.write(`${text}\n`))
    socket.once('error', reject)
    // Its answer says that it was read.
    let answers = 0
    socket.on('data', () => {
      if (answers++ === 0 && path.includes('mpd')) return
      socket.end()
      resolve()
    })
    setTimeout(() => {
      socket.destroy()
      resolve()
    }, 500)
  })
}

/** liquidsoap reads its own library first; on a busy machine that takes long. */
const READY_WITHIN_MS = 90_000

async function answering(path: string, question: string): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS
  while (performance.now() < until) {
    const answered = await say(path, question).then(
      () => true,
      () => false,
    )
    if (answered) return
    await delay(50)
  }
  throw new Error(`${path} does not answer`)
}
