import { createHash, randomUUID } from 'node:crypto'
import { appendFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecipePart } from '../../audio/index.ts'
import type { Airing, AsRun, Edition, QualitySheet, Render, Rundown, Tune } from '../../server/contract/index.ts'
import { makeOnAirFolder } from '../../server/handover/index.ts'
import { journalLine } from '../../server/handover/journal-line.ts'
import { formOf, TestStation, until } from '../builders.ts'
import { babbleWav, wav } from '../sounds.ts'

describe('assembly', () => {
  let station: TestStation
  let month = 0
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp('horn')
    await station.get('POST', '/api/programmes', { preset: 'empty', name: 'Bản tin phường' })
  })
  afterAll(() => station.close())

  /** An edition of its own with one item read by this sound, asked to be rendered. */
  async function asked(sound: Buffer): Promise<{ edition: Edition; render: Render }> {
    const [programme] = await station.get<{ id: string }[]>('GET', '/api/programmes')
    month += 1
    const edition = await station.get<Edition>('POST', '/api/editions', {
      programmeId: programme?.id,
      period: `2099-${String(month).padStart(2, '0')}`,
    })
    const revision = await station.approvedScript(edition.id, ['Kính thưa quý vị và các bạn.'])
    await station.keptTakes(revision, () => sound)
    return { edition, render: await station.get<Render>('POST', `/api/editions/${edition.id}/renders`) }
  }

  const over = (id: string) =>
    until('the end of the render', async () => {
      const now = await station.get<Render>('GET', `/api/renders/${id}`)
      return now.state === 'queued' || now.state === 'running' ? undefined : now
    })
  const noHalves = async () => expect(await readdir(join(station.dataDir, 'work'))).toEqual([])

  /** One edition that the next ones look at, one after another. */
  let made: { edition: Edition; render: Render }

  it('meets the target of horn loudspeakers and tells each read’s level', async () => {
    made = await asked(babbleWav(6))
    const { render } = made
    expect((await station.refused('GET', `/api/renders/${render.id}/sheet`)).code).toBe('no-sheet-yet')
    const done = await over(render.id)
    expect(done.state).toBe('verified')
    expect(Math.abs((done.mp3?.figures.integratedLufs ?? 0) + 16)).toBeLessThanOrEqual(0.2)
    expect(done.mp3?.figures.truePeakDbtp).toBeLessThanOrEqual(-1)
    expect(done.reads?.map(({ title }) => title)).toEqual(['Tiết mục 1'])
    expect(done.mp3?.fileName).toBe(`Ban-tin-phuong-thang-${month}-2099.mp3`)
    await noHalves()

    expect(done.mono?.fileName).toBe(`Ban-tin-phuong-thang-${month}-2099-mono.mp3`)
    expect(Math.abs((done.mono?.figures.integratedLufs ?? 0) + 16)).toBeLessThanOrEqual(0.2)
    for (const [file, delivered] of [
      ['master.wav', done.master],
      ['programme.mp3', done.mp3],
      ['programme-mono.mp3', done.mono],
    ] as const) {
      const { raw } = await station.ask('GET', `/api/renders/${render.id}/${file}`)
      expect(createHash('sha256').update(raw).digest('hex')).toBe(delivered?.sha256)
    }
  })

  it('keeps a quality sheet with every render, for ever', async () => {
    const done = await station.get<Render>('GET', `/api/renders/${made.render.id}`)
    expect([done.hasSheet, done.isCurrent]).toEqual([true, true])
    const sheet = await station.get<QualitySheet>('GET', `/api/renders/${done.id}/sheet`)
    expect(sheet).toMatchObject({ targetLufs: -16, durationMs: done.durationMs, fit: 'unknown' })
    expect(sheet.files.map(({ sha256 }) => sha256)).toEqual([done.master?.sha256, done.mp3?.sha256, done.mono?.sha256])
    expect(sheet.parts.map(({ kind }) => kind)).toEqual(['intro', 'item', 'outro'])
    expect(sheet.loudnessLufs.length).toBe(Math.floor((done.durationMs ?? 0) / 1000))
  })

  it('stays on the air when its rundown changes afterwards, and says that it did', async () => {
    const { edition } = made
    const url = `/api/editions/${edition.id}/rundown`
    const before = await station.get<Rundown>('GET', url)
    const view = () => station.get<Edition>('GET', `/api/editions/${edition.id}`)
    const save = ({ number, slots, beds }: Rundown, gapAfterMs: number) =>
      station.get<Rundown>('PUT', url, {
        parentNumber: number,
        beds,
        slots: slots.map(({ durationMs, startMs, fit, mediaSha256, takes, missing, ...slot }, place) =>
          place === 0 ? { ...slot, gapAfterMs } : slot,
        ),
      })
    const changed = await save(before, 3000)
    const after = await view()
    expect([after.missing, after.renders[0]?.isCurrent]).toEqual([[], false])
    expect(after.steps.find(({ name }) => name === 'render')).toMatchObject({
      state: 'done',
      note: 'Bố cục đã đổi sau khi dựng',
    })
    await save(changed, before.slots[0]?.gapAfterMs ?? 0)
    expect((await view()).renders[0]?.isCurrent).toBe(true)
  })

  it('still airs what was rendered before there were rundowns and sheets, and says what it has not', async () => {
    const { edition, render } = made
    const { recipe: text } = await station.db
      .selectFrom('renders')
      .select('recipe')
      .where('id', '=', render.id)
      .executeTakeFirstOrThrow()
    const { recipe, reads, fileName } = JSON.parse(text)
    const parts = recipe.parts.map(({ role, title, sha256, gapAfterFrames }: RecipePart) => {
      return { role, title: `Tên cũ: ${title}`, sha256, gapAfterFrames }
    })
    const { targetLufs, truePeakMaxDbtp, tags } = recipe
    const old = { recipe: { version: 1, targetLufs, truePeakMaxDbtp, parts, tags }, reads, fileName }
    await station.db
      .updateTable('renders')
      .set({ recipe: JSON.stringify(old) })
      .where('id', '=', render.id)
      .execute()
    const { missing, renders } = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    expect([missing, renders[0]?.isCurrent]).toEqual([[], true])

    await station.db
      .updateTable('render_outcomes')
      .set({ sheet: null, mono_sha256: null })
      .where('render_id', '=', render.id)
      .execute()
    const told = await station.get<Render>('GET', `/api/renders/${render.id}`)
    expect([told.state, told.hasSheet, told.mono]).toEqual(['verified', false, undefined])
    expect(await station.refused('GET', `/api/renders/${render.id}/sheet`)).toMatchObject({
      code: 'no-sheet',
      status: 404,
    })
    expect((await station.refused('GET', `/api/renders/${render.id}/programme-mono.mp3`)).code).toBe('not-found')
  })

  it('shows progress while it runs, can be cancelled, and leaves nothing half made', async () => {
    const { edition, render } = await asked(babbleWav(240))
    const running = await until('progress', async () => {
      const now = await station.get<Render>('GET', `/api/renders/${render.id}`)
      return now.state === 'running' && (now.fraction ?? 0) > 0 ? now : undefined
    })
    expect(running.phase).toMatch(/^Đang/)
    const cancelled = await station.get<Render>('POST', `/api/renders/${render.id}/cancel`)
    expect(cancelled).toMatchObject({ state: 'cancelled', reason: 'Đã huỷ khi đang dựng.' })
    await noHalves()
    expect((await station.refused('POST', `/api/renders/${render.id}/cancel`)).code).toBe('render-over')
    const view = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    expect(view.steps.find(({ name }) => name === 'render')?.state).toBe('due')
  })

  it('refuses with its figures what cannot be brought to the target, and such an edition never airs', async () => {
    const clicks = new Float32Array(48_000 * 6)
    for (let place = 0; place < clicks.length; place++) if (place % 24_000 < 19) clicks[place] = 0.9
    const before = (await station.get<Tune[]>('GET', '/api/tunes')).filter(({ inUse }) => inUse)
    for (const role of ['intro', 'outro']) {
      const url = `/api/tunes?${new URLSearchParams({ role, title: 'Tiếng gõ', rightsNote: 'Của đài' })}`
      await station.get('POST', url, formOf(wav(clicks), 'gõ.wav'))
    }
    const { edition, render } = await asked(wav(clicks))
    const done = await over(render.id)
    expect(done.state).toBe('refused')
    expect(done.reason).toMatch(/không đạt mức âm lượng: −\d+,\d LUFS/)
    expect(done.mp3).toBeUndefined()
    const view = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    expect(view.missing).toEqual(['Chưa dựng kỳ phát'])
    expect(view.steps.find(({ name }) => name === 'render')).toMatchObject({ state: 'problem' })
    for (const { id } of before) await station.get('POST', `/api/tunes/${id}/use`)
    await noHalves()
  })

  it('goes on after a restart with what was asked for', async () => {
    const { render } = await asked(babbleWav(60))
    await station.close({ keepData: true })
    station = await TestStation.open({ dataDir: station.dataDir })
    await station.get('POST', '/api/sign-in', { username: 'kythuat', password: 'một mật khẩu dài' })
    expect((await over(render.id)).state).toBe('verified')
  })

  it('is to be done again when the kept take changes', async () => {
    const { edition, render } = await asked(babbleWav(4))
    const first = await over(render.id)
    const { latest } = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    if (!latest) throw new Error('no script')
    await station.keptTakes(latest, () => babbleWav(5))
    const view = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    expect(view.missing).toEqual(['Kịch bản hoặc bản thu đã đổi sau khi dựng: cần dựng lại'])
    expect(view.missingForRender).toEqual([])

    // What has sounded is told by the render that sounded, not by the one that came after it.
    const date = `2099-${String(month).padStart(2, '0')}-10`
    const [airing] = await station.get<Airing[]>('POST', `/api/editions/${edition.id}/airings`, {
      slots: [{ date, time: '05:15' }],
    })
    const at = airing?.startsAt ?? 0
    const heard = {
      startErrorMs: 0,
      offsetMs: 0,
      device: { id: 'a', name: 'Loa', isNull: false },
      masterSha256: first.master?.sha256,
    }
    const { journal } = await makeOnAirFolder(station.dataDir)
    for (const [seq, event, details] of [
      [1, 'first-sample', heard],
      [2, 'outcome', { outcome: 'aired' }],
    ] as const) {
      await appendFile(
        journal,
        journalLine({ id: randomUUID(), seq, at: at + seq, event, airingId: airing?.id ?? '', details }),
      )
    }
    const again = await over((await station.get<Render>('POST', `/api/editions/${edition.id}/renders`)).id)
    expect(again.durationMs).not.toBe(first.durationMs)
    const line = await until(
      'the as-run line',
      async () => (await station.get<AsRun[]>('GET', `/api/as-run?from=${date}&to=${date}`))[0],
    )
    expect(line).toMatchObject({ outcome: 'aired', plannedMs: first.durationMs, masterSha256: first.master?.sha256 })
  })

  describe('signature tunes', () => {
    const url = (rightsNote: string) =>
      `/api/tunes?${new URLSearchParams({ role: 'intro', title: 'Nhạc hiệu đài', rightsNote })}`

    it('ship with the station, each with the right to use it', async () => {
      const tunes = await station.get<Tune[]>('GET', '/api/tunes')
      expect(
        tunes
          .filter(({ inUse }) => inUse)
          .map(({ role, shipped }) => [role, shipped])
          .sort(),
      ).toEqual([
        ['bed', true],
        ['intro', true],
        ['outro', true],
        ['sting', true],
      ])
      for (const { rightsNote } of tunes.filter(({ shipped }) => shipped)) expect(rightsNote).toContain('MIT')
    })

    it('of the station’s own need a note of the right, are used at once and can be changed back', async () => {
      const file = formOf(babbleWav(3), 'nhạc hiệu.wav')
      expect(await station.refused('POST', url(''), file)).toMatchObject({ code: 'bad-request' })
      expect(
        (await station.refused('POST', url('Nhạc sĩ của đài sáng tác'), formOf(Buffer.from('không'), 'x.mp3'))).code,
      ).toBe('not-audio')
      const own = await station.get<Tune>('POST', url('Nhạc sĩ của đài sáng tác, 2019'), file)
      expect(own).toMatchObject({ inUse: true, shipped: false, rightsNote: 'Nhạc sĩ của đài sáng tác, 2019' })
      const shipped = (await station.get<Tune[]>('GET', '/api/tunes')).find(
        ({ role, shipped }) => role === 'intro' && shipped,
      )
      const after = await station.get<Tune[]>('POST', `/api/tunes/${shipped?.id}/use`)
      expect(after.filter(({ role, inUse }) => role === 'intro' && inUse).map(({ id }) => id)).toEqual([shipped?.id])
      await noHalves()
    })
  })
})
