import { describe, expect, test } from 'vitest'
import type { WardPlan } from '../../../server/contract/index.ts'
import { parsePlan } from '../../../server/handover/index.ts'
import { choiceOf } from '../../../server/ward-player/device.ts'
import { tellPlayer } from '../../../server/ward-player/first-run.ts'
import { batchesOf } from '../../../server/ward-player/journal-home.ts'
import { isSamePlan, playoutOf, soundsInOrder, wantedFile } from '../../../server/ward-player/playout.ts'
import { readLink } from '../../../server/ward-player/station-link.ts'
import { wardPlanOf } from '../../../server/ward-players/plan.ts'
import { playsOf } from '../../../server/ward-players/played.ts'
import type { AiringLine } from '../../../server/ward-players/store.ts'
import { playoutAiring, playoutPlan } from '../../playout-plans.ts'

const sha = (digit: string) => digit.repeat(64)
const NOON = Date.UTC(2026, 10, 18, 5)

/** The station's plan of two airings, the later one first, with a reserve. */
const stationPlan = playoutPlan(
  [
    playoutAiring({
      airingId: 'later',
      startsAt: NOON + 3_600_000,
      masterSha256: sha('b'),
      reserve: {
        kind: 'apology',
        title: 'Xin lỗi',
        masterPath: 'media/cc/c',
        masterSha256: sha('c'),
        durationMs: 5000,
        frames: 240_000,
      },
    }),
    playoutAiring({ airingId: 'first', startsAt: NOON, masterSha256: sha('a') }),
  ],
  'alsa:station',
  {
    writtenAt: 1,
    relay: { before: { target: { kind: 'command', command: 'relay on' }, aheadMs: 1000, withinMs: 1000 } },
    pauses: [{ pauseId: 'p', from: NOON, until: NOON + 1000, reason: 'Quốc tang' }],
  },
)
const known = new Map(
  ['a', 'b', 'c'].map((digit) => [
    sha(digit),
    {
      masterSha256: sha(digit),
      masterBytes: 1000,
      mp3: digit === 'c' ? undefined : { sha256: sha(digit === 'a' ? 'd' : 'e'), bytes: 100 },
      mono: digit === 'a' ? { sha256: sha('f'), bytes: 50 } : undefined,
    },
  ]),
)
const plan: WardPlan = wardPlanOf(stationPlan, 'Trạm Phường 1', known)
const parts = {
  device: { id: 'alsa:horns', name: 'Loa' },
  form: 'wav' as const,
  decoded: {},
  correctionMs: 0,
  writtenAt: 2,
  relativePathOf: (sha256: string) => `media/${sha256.slice(0, 2)}/${sha256}`,
}

describe('the plan that a ward is given', () => {
  test('is the station’s without its devices and commands', () => {
    expect(JSON.stringify(plan)).not.toMatch(/relay on|alsa:station|masterPath/)
    expect(plan.airings.map(({ airingId, sha256 }) => [airingId, sha256])).toEqual([
      ['later', sha('b')],
      ['first', sha('a')],
    ])
    expect(plan.sounds).toHaveLength(3)
  })

  test('leaves out what the media do not hold', () => {
    const some = new Map([...known].filter(([sha256]) => sha256 === sha('b')))
    const { airings, sounds } = wardPlanOf(stationPlan, 'Trạm', some)
    expect(airings).toHaveLength(1)
    expect(airings[0]?.reserve).toBeUndefined()
    expect(sounds).toHaveLength(1)
  })
})

describe('the plan that a ward’s on-air process goes by', () => {
  test('is one that it takes, on the ward’s device, with nobody’s commands', () => {
    const playout = playoutOf(plan, parts)
    expect(parsePlan(JSON.stringify(playout))).toEqual(playout)
    expect(playout.device).toEqual({ id: 'alsa:horns', name: 'Loa' })
    expect(playout.relay).toEqual({})
    expect(playout.airings[0]).toMatchObject({
      airingId: 'later',
      masterPath: `media/bb/${sha('b')}`,
      reserve: { kind: 'apology', masterSha256: sha('c') },
    })
  })

  test('moves every instant into the computer’s own time', () => {
    const off = 423_000
    const playout = playoutOf(plan, { ...parts, correctionMs: off })
    const straight = playoutOf(plan, parts)
    for (const [place, airing] of playout.airings.entries()) {
      const right = straight.airings[place]
      expect(airing.startsAt - (right?.startsAt ?? 0)).toBe(off)
      expect(airing.latestEndAt - (right?.latestEndAt ?? 0)).toBe(off)
    }
    expect(playout.pauses[0]).toMatchObject({ from: NOON + off, until: NOON + 1000 + off })
  })

  test('holds no airing while nobody knows what time it is', () => {
    expect(playoutOf(plan, { ...parts, correctionMs: undefined }).airings).toEqual([])
  })

  test('names a light file once it was made ready, and the missing master before', () => {
    const light = { ...parts, form: 'mono' as const }
    expect(playoutOf(plan, light).airings[1]?.masterSha256).toBe(sha('a'))
    const decoded = { [sha('f')]: { sha256: sha('9'), bytes: 500, frames: 96_000, durationMs: 2000 } }
    expect(playoutOf(plan, { ...light, decoded }).airings[1]).toMatchObject({
      masterSha256: sha('9'),
      durationMs: 2000,
      frames: 96_000,
    })
  })

  test('is the same as one that differs by when it was written alone', () => {
    expect(isSamePlan(playoutOf(plan, parts), playoutOf(plan, { ...parts, writtenAt: 99 }))).toBe(true)
    expect(isSamePlan(playoutOf(plan, parts), playoutOf(plan, { ...parts, correctionMs: 5000 }))).toBe(false)
  })
})

describe('what is fetched', () => {
  test('begins with what sounds first and ends with the reserves', () => {
    expect(soundsInOrder(plan).map(({ master }) => master.sha256)).toEqual([sha('a'), sha('b'), sha('c')])
  })

  test.each([
    ['wav', 'a', 'a'],
    ['mp3', 'a', 'd'],
    ['mono', 'a', 'f'],
    ['mono', 'b', 'e'],
    ['mono', 'c', 'c'],
  ] as const)('in the form %s of %s is %s', (form, master, wanted) => {
    const sound = plan.sounds.find((one) => one.master.sha256 === sha(master))
    expect(sound && wantedFile(sound, form).sha256).toBe(sha(wanted))
  })
})

describe('a link', () => {
  const secret = 'AbC_-123456789012345678901234567'
  test.each([
    [`https://dai.example.vn/tram/${secret}`, `https://dai.example.vn/tram/${secret}`],
    [`  http://192.168.1.5:8080/tram/${secret}/ `, `http://192.168.1.5:8080/tram/${secret}`],
    [`“https://dai.example.vn/tram/${secret}?zalo=1”.`, `https://dai.example.vn/tram/${secret}`],
    [`https://tinh.example.vn/len-song/tram/${secret}`, `https://tinh.example.vn/len-song/tram/${secret}`],
    [`ftp://dai.example.vn/tram/${secret}`, undefined],
    [`https://dai.example.vn/tram/../${secret}`, undefined],
    ['https://dai.example.vn/', undefined],
    ['tram', undefined],
  ])('%s', (written, link) => {
    expect(readLink(written)).toBe(link)
  })
})

describe('the device', () => {
  const device = (name: string, isNull = false) => {
    const id = isNull ? 'null' : `alsa:${name}`
    return { id, name, system: isNull ? ('null' as const) : ('alsa' as const), isNull }
  }
  const nothing = device('Không phát ra loa (thiết bị rỗng)', true)

  test('is the only real one where none is named, and is asked for where there are several', () => {
    expect(choiceOf(undefined, [device('USB'), nothing])).toEqual({ device: { id: 'alsa:USB', name: 'USB' } })
    expect(choiceOf(undefined, [device('USB'), device('HDA'), nothing])).toMatchObject({ because: 'several' })
    expect(choiceOf(undefined, [nothing])).toMatchObject({ because: 'none' })
  })

  test('is found by its number, its id or a part of its name; the null device by its name alone', () => {
    const all = [device('Loa phường'), device('Loa phòng họp'), nothing]
    expect(choiceOf('2', all)).toMatchObject({ device: { name: 'Loa phòng họp' } })
    expect(choiceOf('alsa:loa phường', all)).toMatchObject({ device: { name: 'Loa phường' } })
    expect(choiceOf('PHÒNG', all)).toMatchObject({ device: { name: 'Loa phòng họp' } })
    expect(choiceOf('loa', all)).toMatchObject({ because: 'several' })
    expect(choiceOf('rỗng', all)).toMatchObject({ device: { name: nothing.name } })
    expect(choiceOf('xa', all)).toMatchObject({ because: 'not-found' })
  })
})

describe('the command line', () => {
  test('says the link, the device and the form, or nothing', () => {
    expect(tellPlayer([])).toEqual({ link: undefined, device: undefined, form: undefined })
    expect(tellPlayer(['https://x/tram/y', '--thiet-bi', 'USB', '--dang', 'mono'])).toEqual({
      link: 'https://x/tram/y',
      device: 'USB',
      form: 'mono',
    })
    expect(tellPlayer(['a', 'b'])).toHaveProperty('sentence')
    expect(tellPlayer(['--khac'])).toHaveProperty('sentence')
  })
})

describe('what players played', () => {
  const line = (playerId: string, event: AiringLine['event'], details: Record<string, unknown>): AiringLine => ({
    wardStationId: 'ward',
    playerId,
    airingId: 'a',
    editionId: 'e',
    plannedAt: NOON,
    at: NOON + 60_000,
    clockOffMs: 60_000,
    event,
    details,
  })
  const played = (playerId: string, soundedMs: number, outcome: string, isNull = false) => [
    line(playerId, 'armed', {}),
    line(playerId, 'first-sample', { offsetMs: 0, startErrorMs: 0, device: { id: 'd', name: 'Loa', isNull } }),
    line(playerId, 'last-sample', { soundedMs }),
    line(playerId, 'outcome', { outcome }),
  ]

  test('is told by the one of two that was heard, and then by the one that played more', () => {
    const unheard = played('one', 60_000, 'aired', true)
    const cut = played('two', 20_000, 'partial')
    expect(playsOf([...unheard, ...cut])).toMatchObject([{ playerId: 'two', outcome: 'partial', startedAt: NOON }])
    expect(playsOf([...cut, ...played('three', 60_000, 'aired')])).toMatchObject([{ playerId: 'three' }])
    expect(playsOf(unheard)).toMatchObject([{ outcome: 'aired', isUnheard: true }])
  })

  test('is nothing while it is only armed, and not over while its end has not come home', () => {
    expect(playsOf([line('one', 'armed', {})])).toEqual([])
    expect(playsOf(played('one', 1000, 'aired').slice(0, 2))).toMatchObject([{ outcome: undefined }])
  })

  test('was not heard where all that left the computer was silence', () => {
    const silent = played('one', 60_000, 'aired').map((one) =>
      one.event === 'last-sample' ? { ...one, details: { ...one.details, silentMs: 60_000, heardMs: 0 } } : one,
    )
    expect(playsOf(silent)).toMatchObject([{ isUnheard: true }])
  })
})

describe('the journal', () => {
  test('goes in parcels of 200 lines and 400 kB, in order, nothing lost', () => {
    const line = (seq: number, bytes: number) => ({
      id: `l${seq}`,
      seq,
      at: seq,
      event: 'sounding' as const,
      details: { text: 'x'.repeat(bytes) },
      clockOffMs: 0,
    })
    const many = Array.from({ length: 450 }, (_, seq) => line(seq, 10))
    expect([...batchesOf(many)].map((batch) => batch.length)).toEqual([200, 200, 50])
    expect([...batchesOf(many)].flat()).toEqual(many)
    const long = [line(1, 250_000), line(2, 250_000), line(3, 10)]
    expect([...batchesOf(long)].map((batch) => batch.length)).toEqual([1, 2])
    expect([...batchesOf([])]).toEqual([])
  })
})
