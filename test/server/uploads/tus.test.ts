import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Edition, ErrorBody, FileUpload, Revision } from '../../../server/contract/index.ts'
import { until } from '../../builders.ts'
import { babbleWav, wav } from '../../sounds.ts'
import { signIn, TusStation } from './tus-sender.ts'

let sender: TusStation
let edition: Edition
let revision: Revision

beforeAll(async () => {
  sender = await TusStation.open({ env: { LEN_SONG_UPLOAD_LIMIT_GB: '0.01' } })
  ;({ edition, revision } = await sender.script('2026-11', ['Kính thưa quý vị và các bạn.', 'Xin kính chào.']))
})
afterAll(() => sender.close())

/** Waits until nothing of a file is left: the take is answered first, then cleared up after. */
const noRemains = () =>
  until('nothing that is left', async () => {
    const left = await Promise.all(['uploads', 'work'].map((name) => readdir(join(sender.station.dataDir, name))))
    return left.flat().length === 0 ? true : undefined
  })
const refusalOf = async (answer: Response): Promise<ErrorBody & { status: number }> => ({
  ...(JSON.parse(await answer.text()) as ErrorBody),
  status: answer.status,
})

describe('a file that comes in pieces', () => {
  it('becomes the take of its item, byte for byte, and nothing else is left of it', async () => {
    const bytes = babbleWav(2)
    const path = await sender.send({ revision }, 'thu ở trạm/../../bản “một”.wav', bytes, 50_001)
    const { state, take, fileName, receivedBytes } = await sender.outcome(path)
    expect([state, fileName, receivedBytes]).toEqual(['ready', 'bản “một”.wav', bytes.length])
    expect(take).toMatchObject({
      itemId: revision.items[0]?.itemId,
      revisionId: revision.id,
      source: 'upload',
      mediaSha256: createHash('sha256').update(bytes).digest('hex'),
      created: { by: 'Kỹ thuật viên trực' },
    })
    const { takes } = await sender.station.get<Edition>('GET', `/api/editions/${edition.id}`)
    expect(takes.map(({ id }) => id)).toEqual([take?.id])
    await noRemains()
  })

  it('says where it is by an address without a host, and what the station can do', async () => {
    const created = await sender.announce({ revision }, 'a.wav', 1000)
    expect(created.headers.get('location')).toMatch(/^\/api\/uploads\/[0-9a-f-]{36}$/)
    expect(created.headers.get('access-control-allow-origin')).toBeNull()
    const path = created.headers.get('location') ?? ''
    const head = await sender.tus('HEAD', path)
    expect([head.headers.get('upload-offset'), head.headers.get('upload-length')]).toEqual(['0', '1000'])
    expect(head.headers.get('cache-control')).toBe('no-store')
    const can = await sender.tus('OPTIONS', '/api/uploads')
    expect(can.headers.get('tus-extension')).toBe('creation,creation-with-upload,termination')
    expect(can.headers.get('tus-max-size')).toBe(String(Math.round(0.01 * 1024 ** 3)))
    expect((await sender.tus('DELETE', path)).status).toBe(204)
    expect((await sender.tus('HEAD', path)).status).toBe(404)
    await noRemains()
  })

  it('takes a piece only where the last one ended, and forgets nothing meanwhile', async () => {
    const bytes = babbleWav(1, { seed: 2 })
    const created = await sender.announce({ revision }, 'b.wav', bytes.length)
    const path = created.headers.get('location') ?? ''
    expect((await sender.patch(path, 0, new Uint8Array(bytes.subarray(0, 30_000)))).headers.get('upload-offset')).toBe(
      '30000',
    )
    const elsewhere = await sender.patch(path, 20_000, new Uint8Array(bytes.subarray(20_000)))
    expect(await refusalOf(elsewhere)).toMatchObject({ status: 409, code: 'upload-elsewhere' })
    const beyond = await sender.patch(path, 30_000, new Uint8Array(bytes.length))
    expect(await refusalOf(beyond)).toMatchObject({ status: 413, code: 'too-large' })
    expect(await sender.offset(path)).toBe(30_000)
    expect(await sender.view(path)).toMatchObject({ state: 'sending', receivedBytes: 30_000 })
    await sender.sendRest(path, bytes)
    expect((await sender.outcome(path)).state).toBe('ready')
    // A page that missed the last answer asks once more, and must not begin anew.
    expect(await sender.offset(path)).toBe(bytes.length)
    expect((await sender.patch(path, bytes.length, new Uint8Array(1))).status).toBe(409)
  })

  it('keeps what has come of a piece whose sender is gone in the middle', async () => {
    const bytes = babbleWav(2, { seed: 3 })
    const created = await sender.announce({ revision }, 'c.wav', bytes.length)
    const path = created.headers.get('location') ?? ''
    const half = new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array(bytes.subarray(0, 70_000))) })
    const controller = new AbortController()
    const sending = fetch(`${sender.origin}${path}`, {
      method: 'PATCH',
      headers: {
        cookie: sender.cookie,
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
      },
      body: half,
      ...{ duplex: 'half' },
      signal: controller.signal,
    })
    await until('the half', async () => ((await sender.view(path)).receivedBytes === 70_000 ? true : undefined))
    expect((await sender.view(path)).isComing).toBe(true)
    controller.abort()
    await expect(sending).rejects.toThrow()
    await until('its end', async () => ((await sender.view(path)).isComing ? undefined : true))
    const listed = await sender.station.get<FileUpload[]>('GET', `/api/editions/${edition.id}/uploads`)
    expect(listed).toMatchObject([
      { fileName: 'c.wav', state: 'sending', receivedBytes: 70_000, modifiedAt: 1790000000000 },
    ])
    expect(await sender.offset(path)).toBe(70_000)
    await sender.sendRest(path, bytes)
    expect((await sender.outcome(path)).take?.mediaSha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    await noRemains()
  })
})

describe('a file that cannot be a read', () => {
  it.each([
    ['silence', wav(new Float32Array(48_000 * 2)), 'im lặng.wav', 'silent'],
    ['a text that calls itself MP3', Buffer.from('đây không phải âm thanh '.repeat(100)), 'bài.mp3', 'not-audio'],
  ])('is refused when it has come: %s', async (_what, bytes, name, code) => {
    const path = await sender.send({ revision }, name, bytes)
    const seen = await sender.outcome(path)
    expect(seen).toMatchObject({ state: 'failed', refusal: { code }, mayCheckAgain: false })
    expect(seen.refusal?.message).toContain(name)
    expect(seen.refusal?.next).toBeTruthy()
    await noRemains()
    // It stands in the list with its reason, after a reload too, until the person has done with it.
    const listed = await sender.view(path)
    expect(listed.state).toBe('failed')
    expect((await sender.tus('POST', `${path}/check`)).status).toBe(409)
    expect((await sender.tus('DELETE', path)).status).toBe(204)
    expect((await sender.tus('HEAD', path)).status).toBe(404)
  })

  it('is refused before it is sent, where that is known', async () => {
    const cases: [Promise<Response>, number, string][] = [
      [sender.announce({ revision }, 'rỗng.wav', 0), 422, 'empty-file'],
      [sender.announce({ revision }, 'dài.wav', 20_000_000), 413, 'too-large'],
      [sender.announce({ revision, itemId: 'không-có' }, 'a.wav', 10), 404, 'item-unknown'],
      [sender.announce({ revision }, 'a.wav', 10, { revisionId: 'không-có' }), 404, 'not-found'],
      [sender.announce({ revision }, '', 10), 400, 'bad-request'],
      [sender.tus('POST', '/api/uploads', { 'upload-length': '10' }), 400, 'bad-request'],
    ]
    for (const [asked, status, code] of cases) {
      const refused = await refusalOf(await asked)
      expect(refused).toMatchObject({ status, code })
      expect(refused.next).toBeTruthy()
    }
    expect(await sender.station.get('GET', `/api/editions/${edition.id}/uploads`)).toEqual([])
    await noRemains()
  })

  it('is nobody’s but its sender’s, and no other site’s', async () => {
    const created = await sender.announce({ revision }, 'e.wav', 10)
    const path = created.headers.get('location') ?? ''
    const anonymous = await fetch(`${sender.origin}${path}`, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } })
    expect(anonymous.status).toBe(401)
    expect((await sender.tus('HEAD', path, { cookie: '' })).status).toBe(401)
    const foreign = await sender.tus('POST', '/api/uploads', { origin: 'https://example.org', 'upload-length': '10' })
    expect(foreign.status).toBe(403)
    await sender.station.get('POST', '/api/accounts', {
      displayName: 'Người khác',
      username: 'khac',
      password: 'một mật khẩu khác',
    })
    const other = await signIn(sender.origin, 'khac', 'một mật khẩu khác')
    for (const method of ['HEAD', 'DELETE'])
      expect((await sender.tus(method, path, { cookie: other })).status).toBe(404)
    expect((await sender.tus('DELETE', path)).status).toBe(204)
    await noRemains()
  })
})

it('a read far from the length of its text is taken, and says both times', async () => {
  const long = await sender.script('2026-12', ['Kính thưa quý vị và các bạn. '.repeat(20)])
  const path = await sender.send({ revision: long.revision }, 'thiếu đoạn.wav', babbleWav(5, { sampleRateHz: 16_000 }))
  const { take } = await sender.outcome(path)
  expect(take?.warnings).toEqual([
    'Bản thu dài 5 giây, còn lời đọc dự tính 36 giây: xin nghe lại, có thể thiếu đoạn hoặc nhầm tệp.',
  ])
})
