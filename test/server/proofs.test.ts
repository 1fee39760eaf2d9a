import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instantOf } from '../../schedules/index.ts'
import type { Airing, AsRun, Edition, Proof, Render } from '../../server/contract/index.ts'
import { DEMO_SCRIPT, readPath } from '../../server/demo/content/index.ts'
import { makeOnAirFolder, onAirFolder } from '../../server/handover/index.ts'
import { journalLine } from '../../server/handover/journal-line.ts'
import { formOf, TestStation, until } from '../builders.ts'
import { FakeClock } from '../fake-clock.ts'
import { babble, wav } from '../sounds.ts'

const RATE = 8000
const START = instantOf('2026-11-16', '05:15', 'Asia/Ho_Chi_Minh')

describe('đối soát', () => {
  let station: TestStation
  let edition: Edition
  let airings: Airing[]
  let masterSha256: string
  /** The master as a tuner gives it: 8 kHz mono. */
  let master: Float32Array

  beforeAll(async () => {
    station = await TestStation.open({ clock: new FakeClock(START - 86_400_000) })
    await station.setUp()
    ;({ edition } = await station.edition('2026-11'))
    airings = await station.get<Airing[]>('POST', `/api/editions/${edition.id}/airings`, {
      slots: ['05:15', '17:15', '18:15'].map((time) => ({ date: '2026-11-16', time })),
    })
  })
  afterAll(() => station.close())

  const url = (place = 0) => `/api/airings/${airings[place]?.id}/proofs`
  const form = (samples: Float32Array, recordedFrom?: string, fileName = 'thu-radio.wav') => {
    const made = formOf(wav(samples, RATE), fileName)
    if (recordedFrom !== undefined) made.append('recordedFrom', recordedFrom)
    return made
  }
  const talk = (seconds: number, seed: number) => babble(seconds, { sampleRateHz: RATE, seed })
  let seq = 0
  const happened = async (event: string, at: number, place: number, details: object) => {
    await makeOnAirFolder(station.dataDir)
    const entry = { id: randomUUID(), seq: seq++, at, event, airingId: airings[place]?.id, details }
    await appendFile(onAirFolder(station.dataDir).journal, journalLine(entry as Parameters<typeof journalLine>[0]))
  }
  const noHalves = async () => expect(await readdir(join(station.dataDir, 'work'))).toEqual([])

  it('has nothing to compare with before the edition is made', async () => {
    const refused = await station.refused('POST', url(), form(talk(2, 1)))
    expect([refused.code, refused.status]).toEqual(['no-master-yet', 409])
    expect(await station.get<Proof[]>('GET', url())).toEqual([])
    await noHalves()
  })

  it('finds the edition in a recording, tells when it began, keeps recording and result', async () => {
    const revision = await station.approvedScript(edition.id, ['Hỏi đáp về căn cước.'])
    const [item] = DEMO_SCRIPT.filter(({ slug }) => slug === 'can-cuoc-cho-tre')
    if (!item) throw new Error('no such read')
    const read = await readFile(readPath(item))
    await station.keptTakes(revision, () => read)
    const { id } = await station.get<Render>('POST', `/api/editions/${edition.id}/renders`)
    await until('the render', async () => {
      const { state } = await station.get<Render>('GET', `/api/renders/${id}`)
      return state === 'verified' ? true : undefined
    })
    const made = await station.db
      .selectFrom('render_outcomes')
      .select('master_sha256')
      .where('render_id', '=', id)
      .executeTakeFirstOrThrow()
    masterSha256 = made.master_sha256 ?? ''
    master = await asReceived(join(station.dataDir, 'media', masterSha256.slice(0, 2), masterSha256))

    // Recorded from 05:14:50.5 on, the edition 9.75 s later: a quarter of a second late.
    const sent = form(joined(talk(9.75, 2), master, talk(3, 3)), '05:14:50,5')
    const answer = await station.ask<Proof>('POST', url(), sent)
    expect(answer.status).toBe(201)
    const proof = answer.body
    expect(proof).toMatchObject({
      airingId: airings[0]?.id,
      source: 'upload',
      fileName: 'thu-radio.wav',
      masterSha256,
      found: true,
      missing: [],
      created: { by: 'Kỹ thuật viên trực' },
    })
    expect(Math.abs((proof.offsetMs ?? 0) - 9750)).toBeLessThan(20)
    expect(Math.abs((proof.startErrorMs ?? 0) - 250)).toBeLessThan(20)
    expect(proof.matched).toBeGreaterThan(0.98)
    expect(Math.abs(proof.speedPpm ?? 1000)).toBeLessThan(100)
    expect(await station.get<Proof[]>('GET', url())).toEqual([proof])
    expect(existsSync(join(station.dataDir, 'media', proof.recordingSha256.slice(0, 2), proof.recordingSha256))).toBe(
      true,
    )
    await noHalves()
  })

  it('does not take a recording for it that has nothing but the signature tune in common', async () => {
    const proof = await station.get<Proof>('POST', url(), form(joined(master.subarray(0, 10 * RATE), talk(50, 4))))
    expect(proof).toMatchObject({ found: false, onlyShared: true })
    expect(proof.offsetMs).toBeUndefined()
    expect(proof.matched).toBeLessThan(0.5)
  })

  it('says where the edition was cut and that its beginning is not in the recording', async () => {
    const from = 15 * RATE
    const received = master.slice(from)
    received.fill(0, 10 * RATE, 14 * RATE)
    const proof = await station.get<Proof>('POST', url(), form(received, '2026-11-16T05:15:15+07:00'))
    expect(proof.found).toBe(true)
    expect(proof.startErrorMs).toBeUndefined()
    expect(proof.missing).toHaveLength(2)
    const [before, cut] = proof.missing
    expect(before?.fromMs).toBe(0)
    for (const [known, measured] of [
      [15_000, before?.toMs],
      [25_000, cut?.fromMs],
      [29_000, cut?.toMs],
    ] as const)
      expect(Math.abs((measured ?? 0) - known)).toBeLessThan(200)
  })

  it.each([
    ['silence', () => form(new Float32Array(3 * RATE)), 'silent'],
    ['what is no sound', () => formOf(Buffer.from('đây không phải âm thanh'), 'ghi-chu.wav'), 'not-audio'],
    ['a time that is none', () => form(talk(2, 1), '5 giờ 15'), 'bad-request'],
    ['no file', () => new FormData(), 'no-file'],
  ])('refuses %s with the next step and keeps nothing of it', async (_what, sent, code) => {
    const before = (await station.get<Proof[]>('GET', url())).length
    const refused = await station.refused('POST', url(), sent())
    expect(refused.code).toBe(code)
    expect(refused.next).toBeTruthy()
    expect(await station.get<Proof[]>('GET', url())).toHaveLength(before)
    await noHalves()
  })

  it('knows no airing of another name', async () => {
    expect((await station.refused('GET', '/api/airings/khong-co/proofs')).status).toBe(404)
  })

  it('compares by itself what the return input heard, once the airing is over, with the master that sounded', async () => {
    const startsAt = airings[1]?.startsAt ?? 0
    const path = 'on-air/captures/thu.wav'
    await mkdir(join(station.dataDir, 'on-air', 'captures'), { recursive: true })
    await writeFile(join(station.dataDir, path), wav(joined(talk(5, 6), master, talk(3, 7)), RATE))
    await happened('first-sample', startsAt, 1, { startErrorMs: 0, offsetMs: 0, masterSha256 })
    // A short piece of it, as when it gave way to something more urgent: only the longest is compared.
    const piece = 'on-air/captures/manh.wav'
    await writeFile(join(station.dataDir, piece), wav(talk(2, 8), RATE))
    await happened('captured', startsAt + 1000, 1, { path: piece, startedAt: startsAt, endedAt: startsAt + 2000 })
    await happened('captured', startsAt + 60_000, 1, { path, startedAt: startsAt - 4900, endedAt: startsAt + 60_000 })
    await until('the journal', async () => ((await state(1)) === 'on-air' ? true : undefined))
    expect(await station.get<Proof[]>('GET', url(1))).toEqual([])
    await happened('outcome', startsAt + 60_000, 1, { outcome: 'aired' })
    const proof = await until('the proof', async () => (await station.get<Proof[]>('GET', url(1)))[0])
    expect(proof).toMatchObject({
      source: 'return-input',
      fileName: 'thu.wav',
      found: true,
      masterSha256,
      created: { by: 'hệ thống' },
    })
    expect(Math.abs((proof.startErrorMs ?? 0) - 100)).toBeLessThan(20)
    await until('the capture’s move', () => (existsSync(join(station.dataDir, path)) ? undefined : true))
    expect(await station.get<Proof[]>('GET', url(1))).toHaveLength(1)
    const [line] = (await station.get<AsRun[]>('GET', '/api/as-run?from=2026-11-16&to=2026-11-16')).filter(
      ({ airingId }) => airingId === airings[1]?.id,
    )
    expect(line?.proof).toMatchObject({ found: true })
  })

  it('leaves an airing without a proof whose capture is gone', async () => {
    const startsAt = airings[2]?.startsAt ?? 0
    await happened('first-sample', startsAt, 2, { startErrorMs: 0, offsetMs: 0, masterSha256 })
    await happened('captured', startsAt, 2, { path: 'on-air/captures/mat.wav', startedAt: startsAt, endedAt: startsAt })
    await happened('outcome', startsAt, 2, { outcome: 'aired' })
    await until('the outcome', async () => ((await state(2)) === 'aired' ? true : undefined))
    expect(await station.get<Proof[]>('GET', url(2))).toEqual([])
    await noHalves()
  })

  const state = async (place: number) =>
    (await station.get<Edition>('GET', `/api/editions/${edition.id}`)).airings.find(
      ({ id }) => id === airings[place]?.id,
    )?.state
})

function joined(...parts: Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** A 48 kHz stereo master at 8 kHz mono: every six frames one. */
async function asReceived(path: string): Promise<Float32Array> {
  const bytes = await readFile(path)
  const from = bytes.indexOf('data') + 8
  const samples = new Float32Array(Math.floor((bytes.length - from) / 24))
  for (let i = 0; i < samples.length; i++) {
    let sum = 0
    for (let k = 0; k < 12; k++) sum += bytes.readInt16LE(from + i * 24 + k * 2)
    samples[i] = sum / 12 / 32_768
  }
  return samples
}
