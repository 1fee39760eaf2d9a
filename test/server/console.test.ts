import { readdir } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Console } from '../../server/contract/index.ts'
import { makeOnAirFolder, openStatus, waitingCommands } from '../../server/handover/index.ts'
import { TestStation } from '../builders.ts'

describe('the on-air console', () => {
  let station: TestStation
  beforeEach(async () => {
    station = await TestStation.open()
    await station.setUp()
  })
  afterEach(() => station.close())

  it('says that the on-air process does not run, and what to do', async () => {
    const { status } = await station.get<Console>('GET', '/api/console')
    expect(status.state).toBe('not-running')
    expect(status.problems[0]).toContain('đóng rồi mở lại Lên Sóng')
  })

  it('stops only what sounds, by a command that names who', async () => {
    expect((await station.refused('POST', '/api/on-air/stop', { airingId: 'a' })).code).toBe('not-on-air')
    const { commands, status: statusPath } = await makeOnAirFolder(station.dataDir)
    const file = await openStatus(statusPath)
    await file.write({
      pid: process.pid,
      at: Date.now(),
      state: 'playing',
      airingId: 'a',
      problems: [{ code: 'device-lost' }],
    })
    expect((await station.refused('POST', '/api/on-air/stop', { airingId: 'b' })).code).toBe('not-on-air')
    await station.get('POST', '/api/on-air/stop', { airingId: 'a' })
    expect(await readdir(commands)).toHaveLength(1)
    const [command] = await waitingCommands(commands)
    expect(command?.command).toMatchObject({ kind: 'stop', airingId: 'a', by: 'Kỹ thuật viên trực' })
    await file.close()
    const { status } = await station.get<Console>('GET', '/api/console')
    expect(status.problems).toEqual([
      'Mất kết nối với thiết bị phát: kiểm tra dây cắm; chương trình tự thử lại mỗi giây.',
    ])
  })

  it('passes on what the on-air process measured, and says in words what is wrong with it', async () => {
    const { status: statusPath } = await makeOnAirFolder(station.dataDir)
    const file = await openStatus(statusPath)
    const told = {
      isReserveDevice: true,
      driftPpm: 12.5,
      output: { source: 'monitor', name: 'Loa phường', heardDbfs: -96, alarm: 'silence' },
      displaced: { airingId: 'a', title: 'Bản tin' },
      paused: { pauseId: 'p', reason: 'Quốc tang', until: Date.now() + 60_000 },
      relay: 'failed',
    } as const
    const problems = [{ code: 'journal-disk' }, { code: 'silence' }, { code: 'lạ' }]
    await file.write({ pid: process.pid, at: Date.now(), state: 'playing', airingId: 'b', ...told, problems })
    await file.close()
    const { status } = await station.get<Console>('GET', '/api/console')
    expect(status).toMatchObject(told)
    expect(status.problems).toHaveLength(5)
    for (const words of [
      'Ổ đĩa không nhận',
      'không có tiếng',
      '(lạ)',
      'thiết bị dự phòng',
      'Lệnh đóng ngắt máy phát',
    ]) {
      expect(status.problems.filter((problem) => problem.includes(words))).toHaveLength(1)
    }
  })

  it('is told everything over one stream that ends with the station', async () => {
    const origin = await station.app.listen({ host: '127.0.0.1', port: 0 })
    const signedIn = await fetch(`${origin}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'kythuat', password: 'một mật khẩu dài' }),
    })
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const stream = await fetch(`${origin}/api/live`, { headers: { cookie } })
    expect(stream.headers.get('content-type')).toContain('text/event-stream')
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (!text.includes('event: on-air')) text += (await reader?.read())?.value ?? ''
    await fetch(`${origin}/api/programmes`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ preset: 'empty' }),
    })
    while (!text.includes('"what":"editions"')) text += (await reader?.read())?.value ?? ''
    await station.app.close()
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) text += part.value
    expect(text).toContain('retry:')
  })
})
