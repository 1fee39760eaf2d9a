import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Edition, ErrorBody, Revision, Take } from '../../../server/contract/index.ts'
import { corpus, honestFiles } from '../../audio/corpus.ts'
import { Material } from '../../audio/material.ts'
import type { Specimen } from '../../audio/mutations.ts'
import { formOf, TestStation, takesUrl } from '../../builders.ts'

let material: Material
let station: TestStation
let revision: Revision
let honest: Specimen[]
let families: ReturnType<typeof corpus>

beforeAll(async () => {
  material = await Material.open()
  honest = await honestFiles(material)
  const secretPath = await material.ffmpeg('secret.wav', '-f', 'lavfi', '-i', 'sine=d=7')
  families = corpus(honest, { secretPath, origin: 'http://127.0.0.1:9' }, 44)
  station = await TestStation.open()
  await station.setUp()
  const { edition } = await station.edition('2026-11')
  revision = await station.approvedScript(edition.id, ['Kính thưa quý vị và các bạn.'])
})

afterAll(async () => {
  await station.close()
  await material.close()
})

describe('reads that nobody made by recording', () => {
  it('are taken in or refused with a sentence and the next step, never with a fault of the station', async () => {
    const sample = [
      ...every(families.mutations, 20),
      ...every(families.lies, 8),
      ...every(families.tricks, 4),
      ...every(families.bombs, 1),
      ...families.names,
    ]
    expect(sample.length).toBeGreaterThan(40)
    const complaints: string[] = []
    for (const file of sample) {
      const { status, body } = await upload(file)
      if (status === 201) {
        const { durationMs, fileName } = body as Take
        if (!(durationMs > 0)) complaints.push(`${file.name}: ${durationMs} ms`)
        if (/[/\\\p{Cc}\ud800-\udfff]/u.test(fileName))
          complaints.push(`${file.name}: kept as ${JSON.stringify(fileName)}`)
        continue
      }
      const { message, next } = body as ErrorBody
      const isWhole = /[\u00c0-\u1ef9]/.test(`${message}`) && !`${message}${next}`.includes('…')
      if (status < 400 || status >= 500 || !isWhole || next === undefined)
        complaints.push(`${file.name}: ${status} ${JSON.stringify(body)}`)
    }
    expect(complaints).toEqual([])
  }, 120_000)

  it('leave nothing half made behind, and the station goes on answering', async () => {
    expect(await readdir(join(station.dataDir, 'work'))).toEqual([])
    expect((await station.ask('GET', '/api/health')).status).toBe(200)
    const [good] = honest
    if (good === undefined) throw new Error('no honest file')
    expect((await upload(good)).status).toBe(201)
    const { takes } = await station.get<Edition>('GET', `/api/editions/${revision.editionId}`)
    expect(takes.length).toBeGreaterThan(5)
  })
})

function upload(file: Specimen) {
  const url = takesUrl(revision, revision.items[0]?.itemId ?? '')
  return station.ask<Take | ErrorBody>('POST', url, formOf(file.bytes, file.fileName))
}

/** So many of them, spread evenly. */
function every(files: readonly Specimen[], count: number): Specimen[] {
  const wanted = Math.min(count, files.length)
  return Array.from({ length: wanted }, (_, place) => files[Math.floor((place * files.length) / wanted)]).filter(
    (file) => file !== undefined,
  )
}
