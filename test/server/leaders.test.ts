import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LeaderKept, PhoneMine, PhoneOffered } from '../../server/contract/index.ts'
import { readSheet } from '../../server/sheets/index.ts'
import { TestStation } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'
import { addLeader, leaderWithPhone, linkFor, PIN, Telephone } from './telephone.ts'

const NOON = Date.UTC(2026, 10, 12, 5)
const HOUR_MS = 3_600_000

describe('the telephones of leaders', () => {
  let station: TestStation
  let clock: FakeClock
  beforeAll(async () => {
    clock = new FakeClock(NOON)
    station = await TestStation.open({ clock })
    await station.setUp()
  })
  afterAll(() => station.close())

  const leaders = () => station.get<LeaderKept[]>('GET', '/api/leaders')
  const phonesOf = async (leaderId: string) => (await leaders()).find(({ id }) => id === leaderId)?.phones ?? []
  /** On this machine's own name a passkey may be made: that looks at the PIN and changes nothing. */
  const tryPin = (phone: Telephone, pin: string) =>
    phone.ask<{ code?: string; next?: string }>('POST', '/passkey-options', { pin })

  it('are registered with a link that is told once, looked at as often as Zalo likes, and used once', async () => {
    const leader = await addLeader(station, 'Chủ tịch UBND phường')
    const secret = await linkFor(station, leader.id)
    expect(JSON.stringify(await leaders())).not.toContain(secret)
    const phone = new Telephone(station)
    for (let looks = 0; looks < 2; looks++) {
      const offer = await phone.get<PhoneOffered>('GET', `/offers/${secret}`)
      expect(offer).toMatchObject({ leader: { words: 'Chủ tịch UBND phường' }, expiresAt: NOON + 24 * HOUR_MS })
    }
    const mine = await phone.register(secret, 'iPhone  của anh Ba')
    expect(mine).toMatchObject({
      leader: { id: leader.id },
      stationName: 'Đài truyền thanh thành phố Sa Đéc',
      phone: { name: 'iPhone của anh Ba', state: 'usable', triesLeft: 5, hasPasskey: false },
    })
    expect(await phonesOf(leader.id)).toMatchObject([
      {
        name: 'iPhone của anh Ba',
        linkMadeBy: 'Kỹ thuật viên trực',
        origin: 'http://localhost:8080',
        state: 'usable',
      },
    ])
    const other = new Telephone(station)
    expect(await other.refused('GET', `/offers/${secret}`)).toMatchObject({ code: 'leader-link-unknown', status: 404 })
    expect((await other.refused('POST', '', { secret, phoneName: 'Máy khác', pin: PIN })).code).toBe(
      'leader-link-unknown',
    )
    expect((await phone.get<PhoneMine>('GET', '')).leader.id).toBe(leader.id)
  })

  it('are one where two open the same link at once', async () => {
    const leader = await addLeader(station, 'Phó Chủ tịch UBND phường')
    const secret = await linkFor(station, leader.id)
    const answers = await Promise.all(
      ['Máy A', 'Máy B'].map((phoneName) => new Telephone(station).ask('POST', '', { secret, phoneName, pin: PIN })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404])
    expect(await phonesOf(leader.id)).toHaveLength(1)
  })

  it('come by the newest link alone, within a day, and of leaders who still approve', async () => {
    const leader = await addLeader(station, 'Bí thư Đảng uỷ')
    const phone = new Telephone(station)
    const first = await linkFor(station, leader.id)
    const second = await linkFor(station, leader.id)
    expect((await phone.refused('GET', `/offers/${first}`)).code).toBe('leader-link-unknown')
    expect((await leaders()).find(({ id }) => id === leader.id)?.linkOpenUntil).toBe(NOON + 24 * HOUR_MS)
    clock.advance(24 * HOUR_MS)
    expect((await phone.refused('GET', `/offers/${second}`)).code).toBe('leader-link-unknown')
    expect((await leaders()).find(({ id }) => id === leader.id)?.linkOpenUntil).toBeUndefined()
    const third = await linkFor(station, leader.id)
    await station.get('POST', `/api/leaders/${leader.id}/end`)
    expect((await phone.refused('POST', '', { secret: third, phoneName: 'Máy', pin: PIN })).code).toBe(
      'leader-link-unknown',
    )
    expect((await station.refused('POST', `/api/leaders/${leader.id}/links`)).code).toBe('not-found')
  })

  it('are known by no forged, altered or borrowed token, nor by somebody who is signed in', async () => {
    const [, phone] = await leaderWithPhone(station, 'Trưởng phòng Văn hóa')
    const real = phone.cookie ?? ''
    const [name = '', token = ''] = real.split('=')
    const altered = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
    for (const cookie of [
      undefined,
      `${name}=`,
      `${name}=${'A'.repeat(32)}`,
      `${name}=${altered}`,
      `${name}-https=${token}`,
    ]) {
      phone.cookie = cookie
      expect(await phone.refused('GET', '')).toMatchObject({ code: 'phone-unknown', status: 403 })
      expect((await phone.refused('GET', '/requests')).code).toBe('phone-unknown')
    }
    expect((await station.refused('GET', '/api/leader-phone')).code).toBe('phone-unknown')
    phone.cookie = real
    expect((await phone.ask('GET', '')).status).toBe(200)
    // A telephone is no session: what the station's people see stays closed to it.
    const inside = await station.app.inject({ url: '/api/leaders', headers: { cookie: real } })
    expect(inside.statusCode).toBe(401)
  })

  it('hold a token that no script reads, that goes nowhere else, and over HTTPS never in the clear', async () => {
    const leader = await addLeader(station, 'Giám đốc Trung tâm')
    const phone = new Telephone(station)
    const secret = await linkFor(station, leader.id)
    const { setCookie } = await phone.ask('POST', '', { secret, phoneName: 'Máy', pin: PIN })
    expect(setCookie.join()).toMatch(
      /^len-song-phe-duyet=[\w-]{32}; .*Path=\/api\/leader-phone; HttpOnly; SameSite=Strict$/,
    )
    const encrypted = await TestStation.open({ env: { LEN_SONG_HTTPS: '1' } })
    await encrypted.setUp()
    // Behind a proxy that speaks HTTPS the session's own cookie is marked secure and kept by its name.
    const there = await addLeader(encrypted, 'Giám đốc Trung tâm')
    const other = new Telephone(encrypted)
    const secure = await other.ask('POST', '', {
      secret: await linkFor(encrypted, there.id),
      phoneName: 'Máy',
      pin: PIN,
    })
    expect(secure.setCookie.join()).toMatch(/^len-song-phe-duyet-https=.*HttpOnly; Secure; SameSite=Strict$/)
    await encrypted.close()
  })

  it('refuse PINs that everybody tries first', async () => {
    const leader = await addLeader(station, 'Phó Giám đốc Trung tâm')
    const secret = await linkFor(station, leader.id)
    const phone = new Telephone(station)
    for (const pin of ['000000', '123456', '987654', '121212', '123123']) {
      expect((await phone.refused('POST', '', { secret, phoneName: 'Máy', pin })).code).toBe('pin-too-simple')
    }
    for (const pin of ['12345', '1234567', '12a456', '１２３４５７']) {
      const refused = await phone.refused('POST', '', { secret, phoneName: 'Máy', pin })
      expect(refused.message).toContain('mã PIN')
    }
    await phone.register(secret)
  })

  it('are locked by five wrong PINs in a row, through a restart, until the station unlocks them', async () => {
    const [leader, phone] = await leaderWithPhone(station, 'Chánh Văn phòng')
    expect((await tryPin(phone, '111222')).body).toMatchObject({
      code: 'wrong-pin',
      next: expect.stringContaining('Còn 4 lần'),
    })
    expect((await tryPin(phone, PIN)).status).toBe(200)
    for (let wrong = 1; wrong < 5; wrong++) expect((await tryPin(phone, '111222')).body.code).toBe('wrong-pin')
    expect(await tryPin(phone, '111222')).toMatchObject({ status: 423, body: { code: 'phone-locked' } })
    expect((await tryPin(phone, PIN)).body.code).toBe('phone-locked')
    expect((await phone.get<PhoneMine>('GET', '')).phone).toMatchObject({ state: 'locked', triesLeft: 0 })

    const [kept] = await phonesOf(leader.id)
    expect(kept?.state).toBe('locked')
    await station.get('POST', `/api/leader-phones/${kept?.id}/unlock`)
    expect((await tryPin(phone, PIN)).status).toBe(200)
    expect((await phonesOf(leader.id))[0]).toMatchObject({ state: 'usable', lastTriedAt: clock.now() })
  })

  it('count wrong PINs that come all at once as so many', async () => {
    const [, phone] = await leaderWithPhone(station, 'Phó Chánh Văn phòng')
    const guesses = Array.from({ length: 12 }, (_, place) => String(300_500 + place))
    const codes = (await Promise.all(guesses.map((pin) => tryPin(phone, pin)))).map(({ body }) => body.code)
    expect(codes.filter((code) => code === 'wrong-pin')).toHaveLength(4)
    expect(codes.filter((code) => code === 'phone-locked')).toHaveLength(8)
    expect((await tryPin(phone, PIN)).body.code).toBe('phone-locked')
  })

  it('are at their end when they are lost, and when their leader leaves', async () => {
    const [leader, phone] = await leaderWithPhone(station, 'Trưởng Đài')
    const [kept] = await phonesOf(leader.id)
    await station.get('POST', `/api/leader-phones/${kept?.id}/end`)
    expect((await phone.refused('GET', '')).code).toBe('phone-unknown')
    expect((await phonesOf(leader.id))[0]?.state).toBe('ended')
    const again = new Telephone(station)
    await again.register(await linkFor(station, leader.id))
    await station.get('POST', `/api/leaders/${leader.id}/end`)
    expect((await again.refused('GET', '')).code).toBe('phone-unknown')
    expect((await leaders()).at(-1)?.ended).toMatchObject({ by: 'Kỹ thuật viên trực' })
    // The same office may be held by somebody else later.
    expect((await addLeader(station, 'Trưởng Đài')).id).not.toBe(leader.id)
  })

  it('are asked for from another site in vain, and guessed at only so often', async () => {
    const phone = new Telephone(station)
    const foreign = await phone.ask(
      'POST',
      '',
      { secret: 'x', phoneName: 'Máy', pin: PIN },
      { origin: 'http://xau.example' },
    )
    expect(foreign.body).toMatchObject({ code: 'foreign-origin' })
    const statuses: number[] = []
    for (let guess = 0; guess < 22; guess++) statuses.push((await phone.ask('GET', `/offers/doan-${guess}`)).status)
    expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 404))
    expect(statuses.at(-1)).toBe(429)
  })

  it('belong to leaders of different words', async () => {
    const refused = await station.refused('POST', '/api/leaders', { title: ' Chủ tịch  UBND phường ' })
    expect(refused).toMatchObject({ code: 'leader-exists', message: expect.stringContaining('Chủ tịch UBND phường') })
    expect((await addLeader(station, 'Chủ tịch UBND phường', 'Nguyễn Văn A')).words).toBe(
      'Nguyễn Văn A, Chủ tịch UBND phường',
    )
    expect((await station.refused('POST', '/api/leaders', { title: '   ' })).message).toContain('chức vụ')
  })

  it('stand in a sheet with their leaders, those who approve first, without links and PINs', async () => {
    const leader = await addLeader(station, 'Ấp trưởng ấp Đông')
    const secret = await linkFor(station, leader.id)
    await new Telephone(station).register(await linkFor(station, leader.id), 'Máy của ấp')
    const gone = await addLeader(station, 'An ninh viên')
    await station.get('POST', `/api/leaders/${gone.id}/end`)
    const rowsOf = async (query: Record<string, string>) => {
      const { raw } = await station.ask('GET', `/api/leaders/xlsx?${new URLSearchParams(query)}`)
      return (await readSheet(raw, 'lanh-dao.xlsx')).tabs[0]?.rows ?? []
    }
    const [heads, ...rows] = await rowsOf({})
    expect(heads).toEqual(['Chức vụ', 'Họ tên', 'Duyệt chương trình của', 'Tình trạng', 'Thôi từ', 'Máy đã đăng ký'])
    expect(rows).toContainEqual(['Ấp trưởng ấp Đông', '', 'Đài', 'Đang phê duyệt', '', 'Máy của ấp (dùng được)'])
    const states = rows.map(([, , , state]) => state)
    expect(states).toEqual(states.toSorted((a = '', b = '') => a.localeCompare(b, 'vi')))
    expect(states).toContain('Thôi phê duyệt')
    for (const hidden of [secret, PIN, 'http']) expect(rows.flat().join(' ')).not.toContain(hidden)
    const approving = (await rowsOf({ state: 'approving' })).slice(1)
    expect(approving).toEqual(rows.filter(([, , , state]) => state === 'Đang phê duyệt'))
    const ended = (await rowsOf({ state: 'ended', words: 'an ninh' })).slice(1)
    expect(ended.map(([title, , , state]) => [title, state])).toEqual([['An ninh viên', 'Thôi phê duyệt']])
  })
})

it('a telephone that was locked stays so when the station starts again', async () => {
  const first = await TestStation.open()
  await first.setUp()
  const [, phone] = await leaderWithPhone(first, 'Chủ tịch UBND xã')
  for (let wrong = 0; wrong < 5; wrong++) await phone.ask('POST', '/passkey-options', { pin: '111222' })
  await first.close({ keepData: true })
  const second = await TestStation.open({ dataDir: first.dataDir })
  const again = new Telephone(second)
  again.cookie = phone.cookie
  expect((await again.refused('POST', '/passkey-options', { pin: PIN })).code).toBe('phone-locked')
  await second.close()
})
