import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Me } from '../../server/contract/index.ts'
import { TestStation } from '../builders.ts'

describe('who may come in', () => {
  let station: TestStation
  beforeEach(async () => {
    station = await TestStation.open({ oneTimeCode: 'mã-một-lần' })
  })
  afterEach(() => station.close())

  it('begins with the first run, which happens once, even when asked for twice at the same time', async () => {
    expect(await station.get<Me>('GET', '/api/me')).toMatchObject({ setUp: false })
    const first = {
      stationName: 'Đài Sa Đéc',
      displayName: 'Kỹ thuật viên',
      username: 'kythuat',
      password: 'một mật khẩu dài',
      soundKind: 'horn',
    }
    const answers = await Promise.all([
      station.ask('POST', '/api/set-up', first),
      station.ask('POST', '/api/set-up', { ...first, username: 'khac' }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(await station.get<Me>('GET', '/api/me')).toMatchObject({
      setUp: true,
      station: { targetLufs: -16, zone: 'Asia/Ho_Chi_Minh' },
    })
  })

  it('lets nobody pass without signing in, whatever the route', async () => {
    await station.setUp()
    station.forget()
    const { paths } = station.app.swagger() as {
      paths: Record<string, Record<string, unknown>>
    }
    const open = new Set([
      '/api/me',
      '/api/set-up',
      '/api/sign-in',
      '/vao/{code}',
      '/api/trust',
      '/tin-cay/ca.crt',
      '/tin-cay/len-song.mobileconfig',
      '/tin-cay/thu',
      '/tram/kiem-tep.js',
    ])
    // Behind a secret or a telephone's own token, which nobody has by naming one.
    const secret = new Set([
      '/api/leader-phone',
      '/api/leader-phone/offers/{secret}',
      '/api/leader-phone/passkey-options',
      '/api/leader-phone/passkeys',
      '/api/leader-phone/requests',
      '/api/leader-phone/requests/{id}',
      '/api/leader-phone/requests/{id}/items/{itemId}/audio',
      '/api/leader-phone/requests/{id}/signing',
      '/api/leader-phone/requests/{id}/answers',
      '/api/leader-phone/requests/{id}/withdrawal',
      '/api/send/{secret}',
      '/api/send/{secret}/files',
      '/api/send/{secret}/receipts/{code}',
      '/api/send/{secret}/submissions',
      '/thu-dia-chi/{nonce}',
      '/thu-dia-chi/{nonce}/mau',
      '/tram/{secret}',
      '/tram/{secret}/{renderId}/{fileName}',
      '/tram/{secret}/da-phat/{editionId}',
      '/tram/{secret}/da-phat/{editionId}/ban-thu',
      '/tram/{secret}/da-phat/{editionId}/da-biet',
      '/tram/{secret}/da-phat/{editionId}/rut-lai',
      '/tram/{secret}/da-tai',
      '/tram/{secret}/ke-hoach-phat.json',
      '/tram/{secret}/ke-hoach.json',
      '/tram/{secret}/ke-hoach/{sha256}',
      '/tram/{secret}/lich.ics',
      '/tram/{secret}/nhat-ky',
      '/tram/{secret}/rss.xml',
      '/tram/{secret}/song',
      '/tram/{secret}/tep/{renderId}/{fileName}',
    ])
    for (const path of secret) {
      for (const method of Object.keys(paths[path] ?? {})) {
        const { status } = await station.ask(method.toUpperCase() as 'GET', path.replace(/\{[^}]+\}/g, 'x'))
        expect([method, path, status >= 400 && status < 500]).toEqual([method, path, true])
      }
    }
    const asked = Object.entries(paths).filter(([path]) => !open.has(path) && !secret.has(path))
    expect(asked.length).toBeGreaterThan(30)
    for (const [path, methods] of asked) {
      for (const method of Object.keys(methods)) {
        const url = path.replace(/\{[^}]+\}/g, 'x')
        const { status } = await station.ask(method.toUpperCase() as 'GET', url)
        expect([method, path, status]).toEqual([method, path, 401])
      }
    }
  })

  it('signs in and out, and tells a wrong name like a wrong password', async () => {
    await station.setUp()
    await station.get('POST', '/api/sign-out')
    expect((await station.get<Me>('GET', '/api/me')).account).toBeUndefined()
    for (const [username, password] of [
      ['kythuat', 'sai'],
      ['không ai', 'một mật khẩu dài'],
    ]) {
      expect(await station.refused('POST', '/api/sign-in', { username, password })).toMatchObject({
        code: 'wrong-password',
        status: 401,
      })
    }
    const me = await station.get<Me>('POST', '/api/sign-in', {
      username: 'KyThuat ',
      password: 'một mật khẩu dài'.normalize('NFD'),
    })
    expect(me.account?.displayName).toBe('Kỹ thuật viên trực')
  })

  it('stops a program that guesses', async () => {
    await station.setUp()
    let last = 0
    for (let tries = 0; tries < 22; tries++) {
      last = (await station.ask('POST', '/api/sign-in', { username: 'x', password: 'y' })).status
    }
    expect(last).toBe(429)
  })

  it('takes no change that another site sends with the person’s cookie', async () => {
    await station.setUp()
    const forged = await station.refused(
      'POST',
      '/api/programmes',
      { preset: 'empty' },
      { origin: 'http://khac.example', host: 'dai.local' },
    )
    expect(forged.code).toBe('foreign-origin')
  })

  it('keeps a session over a restart, and only its hash on disk', async () => {
    await station.setUp()
    const rows = await station.db.selectFrom('sessions').selectAll().execute()
    expect(rows.map(({ id_hash }) => id_hash.length)).toEqual([64])
    await station.close({ keepData: true })
    const cookieHolder = station
    station = await TestStation.open({ dataDir: cookieHolder.dataDir })
    expect((await station.get<Me>('GET', '/api/me')).setUp).toBe(true)
  })

  it('says in Vietnamese which field of the first run is wrong', async () => {
    const refused = await station.refused('POST', '/api/set-up', {
      stationName: 'Đài',
      displayName: 'A',
      username: 'kythuat',
      password: 'ngắn',
      soundKind: 'fm',
    })
    expect(refused).toMatchObject({
      code: 'bad-request',
      message: 'Thông tin gửi lên chưa đúng: mật khẩu (ít nhất 8 ký tự).',
    })
  })
})
