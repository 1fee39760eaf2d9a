import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ffmpeg, type Finding, surveySound } from '../../../audio/index.ts'
import { activityOf } from '../../../audio/quality/activity.ts'
import { judge } from '../../../audio/quality/judge.ts'
import { SoundListener } from '../../../audio/quality/listener.ts'
import { fastestFallDb } from '../../../audio/quality/room.ts'
import { runProgram } from '../../../audio/run.ts'
import { wav } from '../../sounds.ts'
import { ffmpegUnderTest } from '../ffmpeg-under-test.ts'
import { Material } from '../material.ts'
import { farRooms, inRoom, normal } from '../rooms.ts'

const text = `Kính thưa quý vị và các bạn, đây là chương trình cải cách hành chính và cuộc sống. Bộ phận một cửa nhận hồ sơ từ bảy
giờ sáng đến mười một giờ rưỡi, từ thứ hai đến thứ sáu. Bà con mang theo căn cước công dân và giấy tờ gốc để đối chiếu. Từ
tháng này, Ủy ban nhân dân phường không hẹn hồ sơ vào chiều thứ sáu, để cán bộ có thời gian rà soát những hồ sơ còn tồn. Xin
cảm ơn quý vị và các bạn đã lắng nghe.`

/** Voices of espeak-ng with variant, pitch and pace: women and men, north and south, slow and fast. */
const voices: readonly (readonly [name: string, ...options: string[]])[] = [
  ['vi+f2', '-s', '160'],
  ['vi+f3', '-p', '90'],
  ['vi+m3', '-p', '10'],
  ['vi-vn-x-south+m3', '-s', '170'],
  ['vi+m7', '-s', '130'],
]
/** Reads of the demo: both voices, with the tone and the small room of a studio. */
const demoReads = ['can-cuoc-cho-tre.opus', 'loi-xuong.opus', 'thu-sau-khong-hen.opus']
const reads = fileURLToPath(new URL('../../../server/demo/reads/', import.meta.url))
const rate = 48_000

let folder: string
let material: Material
let ffmpeg: Ffmpeg
/** Dry voices by name, 48 kHz. */
const dry = new Map<string, Float32Array>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'len-song-quality-'))
  material = await Material.open()
  ffmpeg = await ffmpegUnderTest()
  for (const [voice, ...options] of voices) {
    const path = join(folder, 'spoken.wav')
    const said = await runProgram('espeak-ng', ['-v', voice, ...options, '-w', path, text], { timeLimitMs: 60_000 })
    expect(said).toMatchObject({ outcome: 'exited', exitCode: 0 })
    dry.set(`${voice} ${options.join(' ')}`, await mono(path))
  }
  for (const name of demoReads) dry.set(name, await mono(join(reads, name)))
})

afterAll(async () => {
  await material.close()
  await rm(folder, { recursive: true, force: true })
})

async function mono(path: string): Promise<Float32Array> {
  const stereo = await material.samples(path)
  return Float32Array.from({ length: stereo.length / 2 }, (_sample, n) => stereo[2 * n] ?? 0)
}

function listen(samples: Float32Array) {
  const listener = new SoundListener()
  listener.push(Float32Array.from({ length: 2 * samples.length }, (_sample, n) => samples[n >> 1] ?? 0))
  return listener.result([]).measured
}

const kindsOf = (findings: readonly Finding[]) => findings.map(({ kind }) => kind)
const loudRms = (samples: Float32Array) => {
  const loud = samples.filter((sample) => Math.abs(sample) > 0.02)
  return Math.sqrt(loud.reduce((sum, sample) => sum + sample * sample, 0) / loud.length)
}

/** A sound looked at as a file, by the thread that looks at reads. */
async function surveyed(samples: Float32Array, ending = 'wav', ...options: string[]) {
  const original = await material.write('looked-at.wav', wav(samples))
  const path =
    ending === 'wav' && options.length === 0 ? original : await material.convert(original, `as.${ending}`, ...options)
  return surveySound({ path, peaksPath: join(folder, 'peaks'), ffmpeg, niceness: 15 })
}

describe('dry voices', () => {
  test('give nothing to say, as the reads of the demo do', () => {
    for (const [name, samples] of dry) expect([name, judge(listen(samples))]).toEqual([name, []])
  })

  test.each([
    ['mp3', '-b:a', '64k'],
    ['m4a', '-b:a', '48k'],
    ['opus', '-b:a', '24k'],
    ['wav', '-ar', '22050'],
    ['wav', '-ar', '44100', '-ac', '2'],
  ])('give nothing to say as %s %s %s', async (ending, ...options) => {
    for (const name of ['vi+f2 -s 160', 'loi-xuong.opus']) {
      const { findings, loudnessLufs } = await surveyed(dry.get(name) ?? new Float32Array(0), ending, ...options)
      expect([name, findings]).toEqual([name, []])
      expect(loudnessLufs).toBeGreaterThan(-30)
    }
  })
})

describe('too far from the microphone', () => {
  test.each(farRooms.map((room) => [room.name, room] as const))(
    'is every voice in %s, with a margin',
    (_name, room) => {
      for (const [name, samples] of dry) {
        const measured = listen(inRoom(samples, room))
        expect([name, kindsOf(judge(measured))]).toEqual([name, expect.arrayContaining(['far-from-microphone'])])
        const activity = activityOf(measured.levels)
        expect(activity && fastestFallDb(measured.levels, activity)).toBeLessThan(8)
      }
    },
  )

  test('is no dry voice, with a margin', () => {
    for (const samples of dry.values()) {
      const { levels } = listen(samples)
      const activity = activityOf(levels)
      expect(activity && fastestFallDb(levels, activity)).toBeGreaterThan(14)
    }
  })
})

describe('what is added to a voice', () => {
  const some = ['vi+f2 -s 160', 'vi-vn-x-south+m3 -s 170', 'thu-sau-khong-hen.opus'] as const
  const voice = (name: string) => dry.get(name) ?? new Float32Array(0)
  const under = (samples: Float32Array, db: number) => loudRms(samples) * 10 ** (db / 20)

  test.each(some)('noise over %s is told by how far it lies under it, and nothing else is', (name) => {
    const samples = voice(name)
    for (const [db, severity] of [
      [-18, 'warning'],
      [-30, 'note'],
      [-40, undefined],
    ] as const) {
      const [noise, gain] = [normal(5), under(samples, db)]
      const findings = judge(listen(samples.map((sample) => sample + gain * noise())))
      if (severity === undefined) expect(findings).toEqual([])
      else {
        expect(findings).toMatchObject([{ kind: 'noise', severity }])
        expect(Math.abs((findings[0]?.figures.belowDb ?? 0) + db)).toBeLessThan(4)
      }
    }
  })

  test.each(some)('hum under %s is told with the frequency of its mains', (name) => {
    const samples = voice(name)
    for (const hz of [50, 60]) {
      const noise = normal(7)
      const hum = (n: number) =>
        [1, 0.5, 0.3].reduce(
          (sum, gain, harmonic) => sum + gain * Math.sin((2 * Math.PI * hz * (harmonic + 1) * n) / rate),
          0,
        )
      const gain = under(samples, -30)
      const findings = judge(listen(samples.map((sample, n) => sample + 1e-4 * noise() + gain * hum(n))))
      expect(findings).toMatchObject([{ kind: 'hum', severity: 'warning', figures: { hz } }])
    }
  })

  test.each(some)('clipping of %s is found at full scale, under it, soft, and after MP3', async (name) => {
    const samples = voice(name)
    const highest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
    const hard = samples.map((sample) => Math.max(-1, Math.min(1, (2 * sample) / highest)))
    const soft = samples.map((sample) => 0.7 * Math.tanh((2 * sample) / highest))
    expect(kindsOf((await surveyed(hard)).findings)).toContain('clipping')
    expect(kindsOf((await surveyed(hard.map((sample) => sample / 2))).findings)).toContain('clipping')
    expect(kindsOf((await surveyed(soft)).findings)).toContain('clipping')
    expect(
      kindsOf(
        (
          await surveyed(
            hard.map((sample) => 0.7 * sample),
            'mp3',
            '-b:a',
            '64k',
          )
        ).findings,
      ),
    ).toContain('clipping')
  })

  test.each(some)('a limiter on %s is none', async (name) => {
    const limited = await surveyed(
      voice(name),
      'wav',
      '-af',
      'volume=6dB,alimiter=limit=0.7:attack=5:release=50:level=false',
    )
    expect(kindsOf(limited.findings)).toEqual([])
  })

  test.each(some)('a step of 8 dB in %s is found where it is, one of 5 dB is not', (name) => {
    const samples = voice(name)
    const middle = Math.round(samples.length / 2)
    const lowered = (db: number) => samples.map((sample, n) => (n < middle ? sample : sample * 10 ** (-db / 20)))
    const [found, more] = judge(listen(lowered(8)))
    expect([found?.kind, more]).toEqual(['level-jump', undefined])
    expect(Math.abs((found?.fromMs ?? 0) - (middle / rate) * 1_000)).toBeLessThan(1_500)
    expect(judge(listen(lowered(5)))).toEqual([])
  })

  test.each(some)('a breath of 600 ms in %s is suggested to be cut', (name) => {
    const samples = voice(name)
    const at = quietest(samples)
    const noise = normal(9)
    const length = 0.6 * rate
    let [slow, slower] = [0, 0]
    const breath = Float32Array.from({ length }, (_sample, n) => {
      slow += 0.35 * (noise() - slow)
      slower += 0.05 * (slow - slower)
      return (slow - slower) * Math.sin((Math.PI * n) / length) ** 0.7
    })
    const rms = Math.sqrt(breath.reduce((sum, sample) => sum + sample * sample, 0) / length)
    const gain = under(samples, -25) / rms
    const air = new Float32Array(0.1 * rate)
    const whole = Float32Array.from([
      ...samples.subarray(0, at),
      ...air,
      ...breath.map((sample) => sample * gain),
      ...air,
      ...samples.subarray(at),
    ])
    const findings = judge(listen(whole))
    expect(findings).toMatchObject([{ kind: 'long-breath', suggestion: 'cut', severity: 'note' }])
    expect(Math.abs((findings[0]?.fromMs ?? 0) - (at / rate) * 1_000 - 100)).toBeLessThan(120)
  })
})

/** The quietest 100 ms of the middle third. */
function quietest(samples: Float32Array): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY]
  for (let at = Math.round(samples.length / 3); at < (2 * samples.length) / 3; at += 480) {
    const power = samples.subarray(at, at + 4_800).reduce((sum, sample) => sum + sample * sample, 0)
    if (power < least) [best, least] = [at + 2_400, power]
  }
  return best
}

describe('a long read', () => {
  test('of half an hour is looked at well within its length, its memory flat; given up, nothing runs on', async () => {
    const lines = (await readdir(reads)).map((name) => `file '${join(reads, name)}'`)
    const list = await material.write('list.txt', new Array(9).fill(lines.join('\n')).join('\n'))
    const path = await material.ffmpeg(
      'half-an-hour.wav',
      '-f',
      'concat',
      '-safe',
      '0',
      '-i',
      list,
      '-t',
      '1800',
      '-ac',
      '1',
    )
    const before = process.memoryUsage().rss
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss)
    }, 100)
    const task = { path, peaksPath: join(folder, 'long-peaks'), ffmpeg, niceness: 15 }
    const from = performance.now()
    const { durationMs, findings } = await surveySound(task)
    clearInterval(watch)
    expect(performance.now() - from).toBeLessThan(600_000)
    expect(durationMs).toBe(1_800_000)
    expect(most - before).toBeLessThan(150 * 1024 ** 2)
    expect(kindsOf(findings)).not.toContain('far-from-microphone')
    expect((await readFile(task.peaksPath)).length).toBeGreaterThan(1_800 * 200 * 2)

    const giveUp = new AbortController()
    const given = surveySound(task, { signal: giveUp.signal })
    setTimeout(() => giveUp.abort(), 300)
    await expect(given).rejects.toMatchObject({ code: 'cancelled' })
  })
})
