import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { formOf, TestStation, takesUrl, until } from '../builders.ts'

let station: TestStation
let origin: string
beforeAll(async () => {
  station = await TestStation.open({ env: { LEN_SONG_UPLOAD_LIMIT_GB: '0.002' } })
  await station.setUp()
  origin = await station.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => station.close())

it('keeps nothing of an upload whose sender is gone in the middle', async () => {
  const { edition } = await station.edition('2026-10')
  const revision = await station.approvedScript(edition.id, ['Kính thưa quý vị.'])
  const cookie = await signIn()
  const controller = new AbortController()
  const half = new ReadableStream({
    start: (stream) =>
      stream.enqueue(Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\nRIFF')),
  })
  const sending = fetch(`${origin}${takesUrl(revision, revision.items[0]?.itemId ?? '')}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'multipart/form-data; boundary=b' },
    body: half,
    // Node sends a stream only with this; the DOM's types do not know it.
    ...{ duplex: 'half' },
    signal: controller.signal,
  })
  const work = () => readdir(join(station.dataDir, 'work'))
  await until('the half of a file', async () => ((await work()).length === 1 ? true : undefined))
  controller.abort()
  await expect(sending).rejects.toThrow()
  await until('nothing left of it', async () => ((await work()).length === 0 ? true : undefined))
})

it('tells the limit to a sender over a real connection, although the file is far from sent', async () => {
  const { edition } = await station.edition('2026-11')
  const revision = await station.approvedScript(edition.id, ['Kính thưa quý vị.'])
  const cookie = await signIn()
  const answer = await fetch(`${origin}${takesUrl(revision, revision.items[0]?.itemId ?? '')}`, {
    method: 'POST',
    headers: { cookie },
    body: formOf(Buffer.alloc(80_000_000), 'dài.wav'),
  })
  expect(answer.status).toBe(413)
  expect(await answer.json()).toMatchObject({ code: 'too-large', message: 'Tệp lớn hơn mức cho phép (2 MB).' })
  expect(await readdir(join(station.dataDir, 'work'))).toEqual([])
})

async function signIn(): Promise<string> {
  const answer = await fetch(`${origin}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'kythuat', password: 'một mật khẩu dài' }),
  })
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}
