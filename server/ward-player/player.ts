import { hostname } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import type { Ffmpeg } from '../../audio/index.ts'
import type { Clock } from '../../schedules/index.ts'
import type { WardPlan, WardSign } from '../contract/index.ts'
import { makeOnAirFolder, onAirFolder, readPlan, readStatus, writePlan } from '../handover/index.ts'
import { lengthInWords } from '../lengths.ts'
import { WardError } from './errors.ts'
import { openFetchedFiles } from './fetched-files.ts'
import { keepFiles } from './file-keeper.ts'
import { journalHome } from './journal-home.ts'
import { isSamePlan, playoutOf } from './playout.ts'
import { StationClock } from './station-clock.ts'
import { type StationLink, stationLink } from './station-link.ts'
import { openWardFolder, type WardSettings } from './ward-folder.ts'
import { momentWords, troubleSentence } from './words.ts'

export interface WardPlayerParts {
  dataDir: string
  clock: Clock
  /** Time since the computer was started, ms; goes on while it sleeps, is not moved by setting the clock. */
  sinceBootMs: () => number
  settings: WardSettings
  findFfmpeg: () => Promise<Ffmpeg>
  /** A sentence for whoever sits at the computer. */
  say: (text: string) => void
  /** A test gives its own. */
  openLink?: (link: string, ending: AbortSignal) => StationLink
  contactEveryMs?: number
}

export interface WardPlayer {
  /** Asks the station now: clock, plan, journal. Never rejects: what fails is told and tried again. */
  contact(): Promise<void>
  end(): Promise<void>
}

const CONTACT_MS = 60_000
const SOON_MS = 10_000
const CLOCK_KEPT_EVERY_MS = 60_000
/** A plan lives five weeks; of older ones nothing is left in the journal that did not go home. */
const CORRECTIONS_KEPT = 500

/**
 * A ward's unattended player beside its on-air process: brings plan and files home ahead of time, writes the plan in this
 * computer's own time, sends the journal, says that it lives. Without a network everything goes on as it was.
 */
export async function startWardPlayer(parts: WardPlayerParts): Promise<WardPlayer> {
  const { dataDir, clock, sinceBootMs, settings, say } = parts
  const ended = new AbortController()
  const link = (parts.openLink ?? stationLink)(settings.link, ended.signal)
  await makeOnAirFolder(dataDir)
  const folder = await openWardFolder(dataDir)
  const files = await openFetchedFiles({ dataDir, now: clock.now })
  const stationClock = new StationClock(await folder.readClock(), clock.now(), sinceBootMs())
  const corrections = await folder.readCorrections()
  let fetched = await folder.readPlan()
  // One that is damaged is written anew.
  let written = await readPlan(onAirFolder(dataDir).plan).catch(() => undefined)
  /** What was said last of the line and of the files: the same is said once. */
  const toldOf = new Map<'line' | 'files', string>()
  let toldClock: string = stationClock.told.state
  let acknowledged = new Set<string>()
  let toldOthers = false

  const tell = (topic: 'line' | 'files', key: string, sentence: string) => {
    if (toldOf.get(topic) === key) return
    toldOf.set(topic, key)
    say(sentence)
  }

  let writing: Promise<void> = Promise.resolve()
  /** The plan for the on-air process, where it is another one than stands. */
  const writePlayout = (): Promise<void> => {
    writing = writing.then(async () => {
      if (fetched === undefined) return
      const plan = playoutOf(fetched.plan, {
        device: settings.device,
        form: settings.form,
        decoded: keeper.decoded(),
        correctionMs: stationClock.correctionMs,
        writtenAt: clock.now(),
        relativePathOf: files.relativePathOf,
      })
      if (written !== undefined && isSamePlan(plan, written)) return
      if (stationClock.correctionMs !== undefined) corrections[String(plan.writtenAt)] = stationClock.correctionMs
      for (const old of Object.keys(corrections).slice(0, -CORRECTIONS_KEPT)) delete corrections[old]
      await folder.writeCorrections(corrections)
      await writePlan(dataDir, plan)
      written = plan
    })
    return writing.catch((error: unknown) => {
      writing = Promise.resolve()
      say(`Chưa ghi được lịch phát cho máy này: ${String(error)}`)
    })
  }

  const keeper = await keepFiles({
    files,
    folder,
    dataDir,
    form: settings.form,
    link,
    findFfmpeg: parts.findFfmpeg,
    ending: ended.signal,
    async onReady() {
      const { ready, waiting } = keeper.standing()
      toldOf.delete('files')
      say(waiting === 0 ? `Đã tải đủ ${ready} tệp cho các lượt phát sắp tới.` : `Đã tải ${ready} tệp, còn ${waiting}.`)
      await writePlayout()
    },
    onTrouble(code) {
      if (code !== undefined) tell('files', code, troubleSentence(code))
    },
    pause: (ms) => setTimeout(ms, undefined, { signal: ended.signal }).catch(() => undefined),
  })
  const home = journalHome({
    dataDir,
    folder,
    playerId: settings.playerId,
    link,
    correctionOf: (planWrittenAt) => corrections[String(planWrittenAt)],
  })

  const tellClock = () => {
    const { state, offMs = 0 } = stationClock.told
    if (state === toldClock) return
    toldClock = state
    if (state === 'corrected') {
      say(`Đồng hồ máy này lệch giờ đài ${stepWords(offMs)}: máy vẫn phát đúng giờ đài. Nên chỉnh lại đồng hồ máy.`)
    }
    if (state === 'unknown') say('Đồng hồ máy này bị lùi khi tắt máy: tạm chưa phát cho đến khi nối được với đài.')
    if (state === 'good') say('Đồng hồ máy này đúng giờ đài.')
  }

  const signOf = async (): Promise<WardSign> => {
    const now = clock.now()
    const { status, stale } = await readStatus(dataDir, now)
    const coming = fetched?.plan.airings.filter(({ startsAt }) => startsAt > now - (stationClock.correctionMs ?? 0))
    const { state, device, title, problems = [], output } = status ?? {}
    const codes = [...problems.map(({ code }) => code), ...(output?.alarm ? [output.alarm] : [])]
    return {
      playerId: settings.playerId,
      at: now,
      computer: hostname().slice(0, 200),
      clock: stationClock.told,
      onAir: {
        state: stale || state === undefined ? 'not-running' : state,
        deviceName: (device?.name ?? settings.device.name).slice(0, 500),
        ...(device && { deviceIsNull: device.isNull }),
        ...(title !== undefined && { title: title.slice(0, 1000) }),
        problems: stale ? [] : [...new Set(codes)].slice(0, 50),
      },
      plan: { airings: coming?.length ?? 0, ...(fetched && { fetchedAt: fetched.at }) },
      files: keeper.standing(),
      held: keeper
        .held()
        .filter((sha256) => !acknowledged.has(sha256))
        .slice(0, 200),
      linesWaiting: home.waiting(),
      freeBytes: await files.freeBytes(),
    }
  }

  const sayHello = async () => {
    const sign = await signOf()
    const askedMs = clock.monotonicMs()
    const answer = await link.sign(sign)
    const roundTripMs = clock.monotonicMs() - askedMs
    stationClock.measured(answer.now, roundTripMs, clock.now(), sinceBootMs())
    acknowledged = new Set([...acknowledged, ...sign.held])
    const zone = fetched?.plan.zone ?? 'Asia/Ho_Chi_Minh'
    tell('line', 'connected', `Đã nối với đài lúc ${momentWords(answer.now, zone)}, ${answer.wardName}.`)
    if (answer.otherPlayers > 0 && !toldOthers) {
      say('Có máy khác đang dùng cùng đường dẫn này: nếu cả hai cùng nối ra loa, chương trình sẽ phát chồng lên nhau.')
    }
    toldOthers = answer.otherPlayers > 0
    await keepClock()
  }

  const renewPlan = async () => {
    const answer = await link.plan(fetched?.tag)
    const at = clock.now() - (stationClock.correctionMs ?? 0)
    if (answer === 'same') {
      if (fetched !== undefined) fetched = { ...fetched, at }
      return
    }
    const isFirst = fetched === undefined
    fetched = { ...(answer.tag !== undefined && { tag: answer.tag }), at, plan: answer.plan }
    await folder.writePlan(fetched)
    say(`${isFirst ? 'Đã lấy lịch phát' : 'Lịch phát vừa thay đổi'}: ${planWords(answer.plan, at)}`)
  }

  const keepClock = async () => {
    const kept = stationClock.kept(clock.now())
    if (kept !== undefined) await folder.writeClock(kept)
  }

  let contacting: Promise<void> | undefined
  const contact = (): Promise<void> => {
    contacting ??= (async () => {
      try {
        await sayHello()
        tellClock()
        await renewPlan()
        await writePlayout()
        // Also when the plan stands: a file may have been damaged or deleted since.
        if (fetched !== undefined) keeper.want(fetched.plan)
        await home.send()
      } catch (error) {
        if (ended.signal.aborted) return
        if (error instanceof WardError) tell('line', error.code, troubleSentence(error.code))
        else say(`Có lỗi khi nối với đài, sẽ thử lại: ${String(error)}`)
      }
    })().finally(() => {
      contacting = undefined
    })
    return contacting
  }

  const everyMs = parts.contactEveryMs ?? CONTACT_MS
  // Once more soon after the first time: by then the on-air process beside us has started.
  let contactedMs = clock.monotonicMs() - everyMs + SOON_MS
  let keptMs = clock.monotonicMs()
  const endLooking = clock.everySecond(() => {
    const stepMs = stationClock.look(clock.now(), sinceBootMs())
    if (stepMs !== 0) {
      say(`Đồng hồ máy này vừa bị chỉnh ${stepWords(stepMs)}; lịch phát vẫn giữ đúng giờ đài.`)
      tellClock()
      void writePlayout()
    }
    const nowMs = clock.monotonicMs()
    if (nowMs - contactedMs >= everyMs) {
      contactedMs = nowMs
      void contact()
    }
    if (nowMs - keptMs >= CLOCK_KEPT_EVERY_MS) {
      keptMs = nowMs
      keepClock().catch((error: unknown) => say(`Chưa ghi được mốc giờ của máy: ${String(error)}`))
    }
  })

  if (fetched !== undefined) {
    keeper.want(fetched.plan)
    if (stationClock.correctionMs === undefined) say(CLOCK_UNKNOWN)
  }
  await writePlayout()
  void contact()

  return {
    contact,
    async end() {
      ended.abort()
      endLooking()
      await contacting
      await keeper.ended()
      await writing.catch(() => undefined)
    },
  }
}

const CLOCK_UNKNOWN =
  'Đồng hồ máy này sớm hơn lần cuối nối với đài nên chưa biết mấy giờ: tạm chưa phát cho đến khi nối được với đài.'

/** “nhanh 7 phút 3 giây”, “chậm 12 giây”. */
function stepWords(ms: number): string {
  return `${ms > 0 ? 'nhanh' : 'chậm'} ${lengthInWords(Math.abs(ms))}`
}

function planWords({ airings, zone }: WardPlan, now: number): string {
  const coming = airings.filter(({ startsAt }) => startsAt > now).toSorted((a, b) => a.startsAt - b.startsAt)
  const [next] = coming
  if (!next) return 'chưa có lượt phát nào sắp tới.'
  return `${coming.length} lượt phát sắp tới, gần nhất “${next.title}” lúc ${momentWords(next.startsAt, zone)}.`
}
