import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type {
  ApprovalRequest,
  Edition,
  EditionApproval,
  ErrorBody,
  Programme,
  Revision,
} from '../../server/contract/index.ts'
import { formOf, TestStation } from '../builders.ts'
import { leaderWithPhone } from './telephone.ts'

const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n')
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

describe('a signed paper', () => {
  let station: TestStation
  let programme: Programme
  let edition: Edition
  let revision: Revision
  let year = 2026
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    programme = await station.get<Programme>('POST', '/api/programmes', { preset: 'sa-dec-2023' })
  })
  beforeEach(async () => {
    year += 1
    edition = await station.get('POST', '/api/editions', { programmeId: programme.id, period: `${year}-11` })
    revision = await station.get('POST', `/api/editions/${edition.id}/revisions`, {
      source: 'written',
      items: ['Kính thưa quý vị.', 'Xin cảm ơn quý vị.'].map((text, place) => ({
        title: `Tiết mục ${place + 1}`,
        text,
      })),
    })
  })
  afterAll(() => station.close())

  const form = (fields: Record<string, string>, bytes: Buffer = PDF, fileName = 'phiếu đã ký.pdf') => {
    const made = formOf(bytes, fileName, 'application/octet-stream')
    for (const [name, value] of Object.entries(fields)) made.set(name, value)
    return made
  }
  const record = (fields: Record<string, string>, bytes?: Buffer, fileName?: string) =>
    station.ask<ApprovalRequest & ErrorBody>(
      'POST',
      `/api/revisions/${revision.id}/signed-paper`,
      form(fields, bytes, fileName),
    )
  const standing = () => station.get<EditionApproval>('GET', `/api/editions/${edition.id}/approval`)

  it('approves the revision, submitted or not, and its scan is kept as it was', async () => {
    const { status, body } = await record({ signer: ' Nguyễn  Văn A, Chủ tịch UBND ', signedOn: '2026-01-05' })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      state: 'approved',
      leaders: [],
      approval: { approver: 'Nguyễn Văn A, Chủ tịch UBND', means: 'paper', recordedBy: 'Kỹ thuật viên trực' },
      scans: [{ fileName: 'phiếu đã ký.pdf', mediaType: 'application/pdf', signedOn: '2026-01-05' }],
    })
    const [scan] = body.scans
    const served = await station.ask('GET', `/api/paper-scans/${scan?.id}`)
    expect(served.headers['content-type']).toBe('application/pdf')
    expect(served.raw.equals(PDF)).toBe(true)
    const more = await station.get<EditionApproval>(
      'POST',
      `/api/revisions/${revision.id}/scans`,
      formOf(PNG, 'trang 2.png', 'image/png'),
    )
    expect(more.scans.map(({ mediaType }) => mediaType)).toEqual(['application/pdf', 'image/png'])
    station.forget()
    expect((await station.refused('GET', `/api/paper-scans/${scan?.id}`)).code).toBe('sign-in-needed')
    await station.get('POST', '/api/sign-in', { username: 'kythuat', password: 'một mật khẩu dài' })
  })

  it('answers what a telephone was asked', async () => {
    const [leader, phone] = await leaderWithPhone(station, 'Chủ tịch UBND xã')
    const request = await station.get<ApprovalRequest>('POST', `/api/revisions/${revision.id}/request`, {
      leaderIds: [leader.id],
    })
    const { body } = await record({ signer: leader.words })
    expect(body).toMatchObject({ id: request.id, state: 'approved' })
    expect((await phone.answer(request, {})).body.code).toBe('already-approved')
  })

  it('may send items back, with what is written on it', async () => {
    const [item] = revision.items
    const returned = { signer: 'Chủ tịch UBND', returned: item?.itemId ?? '' }
    expect((await record(returned)).body.code).toBe('remark-needed')
    const { body } = await record({ ...returned, remark: 'Bỏ câu cuối.' })
    expect(body).toMatchObject({ state: 'returned', returnedCount: 1, approvedCount: 1 })
    expect(body.remarks[0]).toMatchObject({ remark: 'Bỏ câu cuối.', means: 'paper' })
    expect((await standing()).scans).toHaveLength(1)
    expect((await station.get<Edition>('GET', `/api/editions/${edition.id}`)).latest?.approval).toBeUndefined()
  })

  it.each([
    ['a text that says it is a PDF', { signer: 'Chủ tịch' }, Buffer.from('không phải PDF'), 'phiếu.pdf', 'scan-kind'],
    ['a program', { signer: 'Chủ tịch' }, Buffer.from('MZ\u0090\u0000'), 'phiếu.png', 'scan-kind'],
    ['a page for browsers', { signer: 'Chủ tịch' }, Buffer.from('<svg onload="x()"/>'), 'phiếu.jpg', 'scan-kind'],
    ['nobody’s signature', { signer: '   ' }, PDF, 'phiếu.pdf', 'bad-request'],
    ['a day that is to come', { signer: 'Chủ tịch', signedOn: '2999-01-01' }, PDF, 'phiếu.pdf', 'signed-in-the-future'],
    ['a day that never was', { signer: 'Chủ tịch', signedOn: '2026-02-30' }, PDF, 'phiếu.pdf', 'no-such-date'],
    ['an item of another script', { signer: 'Chủ tịch', returned: 'khác' }, PDF, 'phiếu.pdf', 'item-unknown'],
  ])('is refused with %s, and approves nothing', async (_what, fields, bytes, fileName, code) => {
    expect((await record(fields, bytes, fileName)).body.code).toBe(code)
    const { scans } = await standing()
    expect(scans).toEqual([])
    expect((await station.get<Edition>('GET', `/api/editions/${edition.id}`)).latest?.approval).toBeUndefined()
  })

  it('approves no revision that was edited since, nor one a second time', async () => {
    expect((await record({ signer: 'Chủ tịch' })).status).toBe(201)
    expect((await record({ signer: 'Chủ tịch' })).body.code).toBe('already-approved')
    await station.get('POST', `/api/editions/${edition.id}/revisions`, {
      source: 'written',
      parentId: revision.id,
      items: [{ title: 'Khác', text: 'Khác.' }],
    })
    expect((await record({ signer: 'Chủ tịch' })).body.code).toMatch(/^(already-approved|not-latest-revision)$/)
  })
})
