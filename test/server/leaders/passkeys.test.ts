import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type {
  ApprovalRequest,
  Edition,
  ErrorBody,
  LeaderKept,
  PhoneMine,
  Programme,
  Revision,
} from '../../../server/contract/index.ts'
import { passkeyAddress } from '../../../server/leaders/keys/address.ts'
import { Challenges } from '../../../server/leaders/keys/challenges.ts'
import { isSimplePin } from '../../../server/leaders/keys/pin.ts'
import { TestStation } from '../../builders.ts'
import { answersTo, leaderWithPhone, PIN, type Telephone } from '../telephone.ts'
import { Authenticator } from './authenticator.ts'

const HERE = { rpId: 'localhost', origin: 'http://localhost:8080' }

describe('a passkey', () => {
  let station: TestStation
  let programme: Programme
  let leader: LeaderKept
  let phone: Telephone
  let otherPhone: Telephone
  let key: Authenticator
  let request: ApprovalRequest
  let year = 2026
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    programme = await station.get<Programme>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
    ;[leader, phone] = await leaderWithPhone(station, 'Chủ tịch UBND phường')
    ;[, otherPhone] = await leaderWithPhone(station, 'Phó Chủ tịch UBND phường')
    key = new Authenticator()
    await phone.get('POST', '/passkeys', key.make({ ...HERE, challenge: await toMake(phone) }))
  })
  beforeEach(async () => {
    year += 1
    phone.roam()
    otherPhone.roam()
    const edition = await station.get<Edition>('POST', '/api/editions', {
      programmeId: programme.id,
      period: `${year}-11`,
    })
    const revision = await station.get<Revision>('POST', `/api/editions/${edition.id}/revisions`, {
      source: 'written',
      items: [{ title: 'Tin', text: 'Kính thưa quý vị.' }],
    })
    request = await station.get('POST', `/api/revisions/${revision.id}/request`, { leaderIds: [leader.id] })
  })
  afterAll(() => station.close())

  const toMake = async (by: Telephone) =>
    (await by.get<{ challenge: string }>('POST', '/passkey-options', { pin: PIN })).challenge
  const toSign = async (asked: object) =>
    (await phone.get<{ challenge: string }>('POST', `/requests/${request.id}/signing`, asked)).challenge
  const answer = (said: object, passkey: object, by = phone) =>
    by.ask<ApprovalRequest & ErrorBody>('POST', `/requests/${request.id}/answers`, { ...said, proof: { passkey } })

  it('is asked for after the PIN, of this telephone itself, with a look at the person', async () => {
    const wrong = await otherPhone.refused('POST', '/passkey-options', { pin: '555111' })
    expect(wrong.code).toBe('wrong-pin')
    const options = await otherPhone.get<object>('POST', '/passkey-options', { pin: PIN })
    expect(options).toMatchObject({
      rp: { id: 'localhost', name: 'Đài truyền thanh thành phố Sa Đéc' },
      attestation: 'none',
      authenticatorSelection: { authenticatorAttachment: 'platform', userVerification: 'required' },
    })
    expect((await phone.get<PhoneMine>('GET', '')).phone.hasPasskey).toBe(true)
  })

  it('approves in the place of the PIN, and says so', async () => {
    const answers = answersTo(request)
    const signed = key.sign({ ...HERE, challenge: await toSign({ answers }) })
    const { status, body } = await answer(answers, signed)
    expect(status).toBe(201)
    expect(body.approval).toMatchObject({ means: 'passkey', approver: 'Chủ tịch UBND phường' })
    const withdrawal = { id: 'w'.repeat(20), reason: 'Nhầm kỳ.' }
    const taken = key.sign({ ...HERE, challenge: await toSign({ withdrawal }) })
    const back = await phone.get<ApprovalRequest>('POST', `/requests/${request.id}/withdrawal`, {
      ...withdrawal,
      proof: { passkey: taken },
    })
    expect(back.state).toBe('withdrawn')
  })

  it('signs for these very answers: for others the signature is worth nothing', async () => {
    const answers = answersTo(request)
    const signed = key.sign({ ...HERE, challenge: await toSign({ answers }) })
    const back = {
      ...answers,
      items: answers.items.map(({ itemId }) => ({ itemId, answer: 'returned', remark: 'Bỏ.' })),
    }
    expect((await answer(back, signed)).body.code).toBe('signing-over')
    // The challenge is gone with the first look at it, even with what it was meant for.
    expect((await answer(answers, signed)).body.code).toBe('signing-over')
    const withdrawn = key.sign({ ...HERE, challenge: await toSign({ withdrawal: { id: answers.id, reason: 'x' } }) })
    expect((await answer(answers, withdrawn)).body.code).toBe('signing-over')
    expect((await phone.get<ApprovalRequest>('GET', `/requests/${request.id}`)).answersSeen).toBe(0)
  })

  it('counts once: the same signature opens nothing a second time', async () => {
    const answers = answersTo(request)
    const signed = key.sign({ ...HERE, challenge: await toSign({ answers }) })
    expect((await answer(answers, signed)).status).toBe(201)
    // The very same answers sent again are the same answers; under another name they are a replay.
    expect((await answer(answers, signed)).status).toBe(201)
    expect((await answer({ ...answers, id: 'r'.repeat(32) }, signed)).body.code).toBe('signing-over')
  })

  it('is refused from another site, without a look at the person, with a counter that ran back, and of a stranger', async () => {
    const refused = async (sign: (challenge: string) => object) => {
      const answers = answersTo(request)
      return (await answer(answers, sign(await toSign({ answers })))).body.code
    }
    expect(await refused((challenge) => key.sign({ ...HERE, origin: 'http://xau.example', challenge }))).toBe(
      'passkey-failed',
    )
    expect(await refused((challenge) => key.sign({ ...HERE, rpId: 'xau.example', challenge }))).toBe('passkey-failed')
    key.isLookedAt = false
    expect(await refused((challenge) => key.sign({ ...HERE, challenge }))).toBe('passkey-failed')
    key.isLookedAt = true
    const reached = key.counter
    key.counter = 0
    expect(await refused((challenge) => key.sign({ ...HERE, challenge }))).toBe('passkey-failed')
    key.counter = reached + 5
    expect(await refused((challenge) => new Authenticator().sign({ ...HERE, challenge }))).toBe('passkey-failed')
    expect(await refused(() => key.sign({ ...HERE, challenge: Buffer.alloc(32).toString('base64url') }))).toBe(
      'signing-over',
    )
    const forged = await refused((challenge) => {
      const signed = key.sign({ ...HERE, challenge })
      return { ...signed, response: { ...signed.response, signature: `${signed.response.signature.slice(0, -4)}AAAA` } }
    })
    expect(forged).toBe('passkey-failed')
    expect(await refused((challenge) => key.sign({ ...HERE, challenge }))).toBeUndefined()
  })

  it('of one telephone is none of another', async () => {
    const made = key.make({ ...HERE, challenge: await toMake(phone) })
    expect((await otherPhone.refused('POST', '/passkeys', made)).code).toBe('signing-over')
  })

  it('waits behind the lock that wrong PINs put before the telephone', async () => {
    const [owner, locked] = await leaderWithPhone(station, 'Chánh Văn phòng')
    const own = new Authenticator()
    await locked.get('POST', '/passkeys', own.make({ ...HERE, challenge: await toMake(locked) }))
    for (let wrong = 0; wrong < 5; wrong++) await locked.ask('POST', '/passkey-options', { pin: '555111' })
    await station.get('POST', `/api/revisions/${request.revisionId}/request`, { leaderIds: [owner.id] })
    const asked = await locked.refused('POST', `/requests/${request.id}/signing`, { answers: answersTo(request) })
    expect(asked.code).toBe('phone-locked')
  })

  it('is not offered where browsers make none: by an address of digits the PIN alone remains', async () => {
    phone.host = '192.168.1.20:8080'
    expect(await phone.get<PhoneMine>('GET', '')).toMatchObject({ mayUsePasskey: false, phone: { hasPasskey: false } })
    const answers = answersTo(request)
    expect((await phone.refused('POST', `/requests/${request.id}/signing`, { answers })).code).toBe('passkey-address')
    expect((await phone.answer(request, {})).status).toBe(201)
    phone.host = 'localhost:8080'
  })
})

describe('where a passkey may be made', () => {
  it.each([
    ['localhost:8080', false, 'localhost'],
    ['truyen-thanh.local:8443', true, 'truyen-thanh.local'],
    ['Dai.Example.VN', true, 'dai.example.vn'],
    ['truyen-thanh.local:8080', false, undefined],
    ['192.168.1.20:8443', true, undefined],
    ['[fd00::20]:8443', true, undefined],
    ['may-chu', true, undefined],
    ['', true, undefined],
    ['a b', true, undefined],
    [undefined, true, undefined],
  ])('%s, encrypted: %s', (host, isEncrypted, rpId) => {
    expect(passkeyAddress(host, isEncrypted)?.rpId).toBe(rpId)
  })
})

describe('what is open to be signed', () => {
  it('is open once, for its telephone and purpose, for five minutes, and few at a time', () => {
    const challenges = new Challenges()
    const first = challenges.issue('p', 'x', 0)
    expect(challenges.take(first, 'p', 'x', 299_999)).toBe(true)
    expect(challenges.take(first, 'p', 'x', 299_999)).toBe(false)
    expect(challenges.take(challenges.issue('p', 'x', 0), 'q', 'x', 1)).toBe(false)
    expect(challenges.take(challenges.issue('p', 'x', 0), 'p', 'y', 1)).toBe(false)
    expect(challenges.take(challenges.issue('p', 'x', 0), 'p', 'x', 300_000)).toBe(false)
    const many = Array.from({ length: 6 }, () => challenges.issue('p', 'x', 0))
    expect(many.map((challenge) => challenges.take(challenge, 'p', 'x', 1))).toEqual([
      false,
      false,
      true,
      true,
      true,
      true,
    ])
  })
})

describe('a PIN that everybody tries first', () => {
  it.each(['000000', '111111', '012345', '123456', '654321', '121212', '123123', '909090'])('is %s', (pin) => {
    expect(isSimplePin(pin)).toBe(true)
  })
  it.each(['402719', '112233', '135790', '010190', '123465'])('is not %s', (pin) => {
    expect(isSimplePin(pin)).toBe(false)
  })
})
