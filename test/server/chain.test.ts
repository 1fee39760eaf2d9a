import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Airing, Edition, Proposals, Render, WardStation } from '../../server/contract/index.ts'
import { onAirFolder, readPlan } from '../../server/handover/index.ts'
import { TestStation, until } from '../builders.ts'
import { babbleWav } from '../sounds.ts'

describe('the chain from script to ward station', () => {
  let station: TestStation
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
  })
  afterAll(() => station.close())

  it('takes an edition from its script to the plan and to a ward station', async () => {
    const month = new Date().toISOString().slice(0, 7)
    const { edition } = await station.edition(month)
    const empty = await station.refused('POST', `/api/editions/${edition.id}/renders`)
    expect(empty.code).toBe('not-ready-to-render')

    const revision = await station.approvedScript(edition.id, [
      'Kính thưa quý vị và các bạn.',
      'Bộ phận một cửa xin thông báo.',
    ])
    const unread = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    expect(unread.missing).toEqual([
      'Tiết mục “Tiết mục 1” chưa có bản thu được giữ',
      'Tiết mục “Tiết mục 2” chưa có bản thu được giữ',
    ])
    expect(unread.nextStep?.name).toBe('takes')

    await station.keptTakes(revision, (place) => babbleWav(3, { gain: place === 0 ? 0.3 : 0.05, seed: place + 1 }))
    const answers = await Promise.all(
      [1, 2].map(() => station.ask<Render>('POST', `/api/editions/${edition.id}/renders`)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409])
    const asked = answers.find(({ status }) => status === 202)?.body
    if (!asked) throw new Error('neither render was taken')
    const twice = await station.refused('POST', `/api/editions/${edition.id}/renders`)
    expect(twice).toMatchObject({ code: 'render-running', details: { renderId: asked.id } })
    const render = await until('the render', async () => {
      const now = await station.get<Render>('GET', `/api/renders/${asked.id}`)
      return now.state === 'queued' || now.state === 'running' ? undefined : now
    })
    expect(render.reason).toBeUndefined()
    expect(render.state).toBe('verified')
    expect(render.mp3?.figures.integratedLufs).toBeCloseTo(-23, 0)
    expect(Math.abs((render.mp3?.figures.integratedLufs ?? 0) + 23)).toBeLessThanOrEqual(0.2)
    expect(render.mp3?.figures.truePeakDbtp).toBeLessThanOrEqual(-1)

    const proposals = await station.get<Proposals>('GET', `/api/editions/${edition.id}/proposals`)
    expect(proposals.daysWanted).toBe(2)

    const tomorrow = new Date(Date.now() + 30 * 3_600_000).toISOString().slice(0, 10)
    const confirmed = await station.get<Airing[]>('POST', `/api/editions/${edition.id}/airings`, {
      slots: [{ date: tomorrow, time: '05:15' }],
      outsideWindowReason: 'Phát thử',
    })
    expect(confirmed.map(({ state }) => state)).toEqual(['ready'])
    const clash = await station.refused('POST', `/api/editions/${edition.id}/airings`, {
      slots: [{ date: tomorrow, time: '05:15' }],
      outsideWindowReason: 'Phát thử',
    })
    expect(clash.code).toBe('clash')
    const plan = await readPlan(onAirFolder(station.dataDir).plan)
    expect(plan?.airings.map(({ masterSha256 }) => masterSha256)).toEqual([render.master?.sha256])

    const ward = await station.get<WardStation>('POST', '/api/ward-stations', { name: 'Trạm truyền thanh Phường 1' })
    station.forget()
    const page = await station.ask<string>('GET', ward.linkPath ?? '')
    expect(page.body).toContain('Cải cách hành chính và cuộc sống')
    const href = /href="(\/tram\/[^"]+\.mp3)"/.exec(page.body)?.[1] ?? ''
    const file = await station.ask('GET', href)
    expect(createHash('sha256').update(file.raw).digest('hex')).toBe(render.mp3?.sha256)
    const part = await station.ask('GET', href, undefined, {
      range: 'bytes=100-199',
      'if-range': String(file.headers.etag),
    })
    expect([part.status, part.raw.equals(file.raw.subarray(100, 200))]).toEqual([206, true])
  })
})
