import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { probe } from '../../../audio/index.ts'
import type { Edition, Revision, Rundown, RundownPicture, Take } from '../../../server/contract/index.ts'
import { ffmpegOfTests, TestStation, until } from '../../builders.ts'
import { babbleWav } from '../../sounds.ts'

describe('hearing an edition before it is rendered', () => {
  let station: TestStation
  let edition: Edition
  let revision: Revision
  let takes: Take[]
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    ;({ edition } = await station.edition('2026-11'))
    revision = await station.approvedScript(edition.id, ['Kính thưa quý vị và các bạn.', 'Xin cảm ơn.'])
  })
  afterAll(() => station.close())

  const url = (what: string) => `/api/editions/${edition.id}/rundown/${what}`
  const lengthOf = async (bytes: Buffer) => {
    const path = join(station.dataDir, 'heard.mp3')
    await writeFile(path, bytes)
    return (await probe(path, await ffmpegOfTests(), { fileName: 'heard.mp3' })).durationMs
  }
  const picture = () =>
    until('the picture', async () => {
      const now = await station.get<RundownPicture>('GET', url('picture'))
      return now.state === 'ready' ? now : undefined
    })

  it('is refused as long as a read is missing, and says which', async () => {
    for (const what of ['picture', 'listen'])
      expect(await station.refused('GET', url(what))).toMatchObject({
        code: 'nothing-to-hear',
        message: expect.stringContaining('“Tiết mục 1” chưa có bản thu'),
      })
    expect((await station.refused('GET', '/api/editions/none/rundown/picture')).code).toBe('not-found')
    takes = await station.keptTakes(revision, (place) => babbleWav(3, { gain: place === 0 ? 0.3 : 0.05, seed: place }))
  })

  it('shows where everything lies and how loud it will be', async () => {
    const first = await station.get<RundownPicture>('GET', url('picture'))
    expect(first).toEqual({ state: 'measuring', fraction: expect.any(Number) })
    const ready = await picture()
    const rundown = await station.get<Rundown>('GET', `/api/editions/${edition.id}/rundown`)
    expect(ready.slots?.map(({ slotId }) => slotId)).toEqual(rundown.slots.map(({ id }) => id))
    for (const [place, slot] of (ready.slots ?? []).entries())
      expect(Math.abs(slot.startMs - (rundown.slots[place]?.startMs ?? 0))).toBeLessThan(50)
    expect(Math.abs((ready.totalMs ?? 0) - (rundown.totalMs ?? 0))).toBeLessThan(50)
    const pairs = ready.peaks?.pairs.length ?? 0
    expect(Math.abs(pairs / 2 / (ready.peaks?.perSecond ?? 1) - (ready.totalMs ?? 0) / 1000)).toBeLessThan(0.2)
    const [loud, soft] = takes.map((_, place) =>
      ready.slots?.filter(({ slotId }) => slotId === itemSlot(rundown, place)),
    )
    expect((soft?.[0]?.gainDb ?? 0) - (loud?.[0]?.gainDb ?? 0)).toBeCloseTo(20 * Math.log10(6), 0)
    expect((await station.get<RundownPicture>('GET', url('picture'))).state).toBe('ready')
  })

  const itemSlot = (rundown: Rundown, place: number) =>
    rundown.slots.filter(({ source }) => source.from === 'script')[place]?.id

  it('plays from any place as it is made', async () => {
    const { totalMs = 0 } = await picture()
    const whole = await station.ask('GET', url('listen'))
    expect(whole.headers['content-type']).toBe('audio/mpeg')
    expect(Math.abs((await lengthOf(whole.raw)) - totalMs)).toBeLessThan(100)
    const rest = await station.ask('GET', url('listen?fromMs=5000'))
    expect(Math.abs((await lengthOf(rest.raw)) - (totalMs - 5000))).toBeLessThan(100)
    expect((await station.refused('GET', url('listen?fromMs=-1'))).code).toBe('bad-request')
  })

  it('lets a read be heard as a treatment makes it', async () => {
    const treated = (query: string) => `/api/takes/${takes[0]?.id}/treated?${query}`
    const plain = await station.ask('GET', treated('highPass=0&noiseReduction=off&deClick=off'))
    const strong = await station.ask('GET', treated('highPass=1&noiseReduction=strong&deClick=light'))
    for (const { raw } of [plain, strong]) expect(Math.abs((await lengthOf(raw)) - 3000)).toBeLessThan(100)
    expect(plain.raw.equals(strong.raw)).toBe(false)
    const stretch = await station.ask('GET', treated('fromMs=500&toMs=1500'))
    expect(Math.abs((await lengthOf(stretch.raw)) - 1000)).toBeLessThan(100)
    expect((await station.refused('GET', treated('fromMs=2000&toMs=1000'))).code).toBe('bad-request')
    expect((await station.refused('GET', treated('noiseReduction=much'))).code).toBe('bad-request')
    expect((await station.refused('GET', '/api/takes/none/treated')).code).toBe('not-found')
  })

  it('needs somebody who is signed in', async () => {
    station.forget()
    expect((await station.refused('GET', url('listen'))).code).toBe('sign-in-needed')
    await station.get('POST', '/api/sign-in', { username: 'kythuat', password: 'một mật khẩu dài' })
  })
})
