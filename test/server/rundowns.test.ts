import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  Edition,
  Programme,
  Revision,
  Rundown,
  RundownSlotSeen,
  RundownWritten,
  Take,
  Template,
} from '../../server/contract/index.ts'
import { assembledRundown } from '../../server/rundowns/index.ts'
import { TestStation } from '../builders.ts'
import { babbleWav } from '../sounds.ts'

describe('the rundown of an edition', () => {
  let station: TestStation
  let programme: Programme
  let edition: Edition
  let revision: Revision
  let takes: Take[]
  let url: string
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    ;({ programme, edition } = await station.edition('2026-11'))
    url = `/api/editions/${edition.id}/rundown`
  })
  afterAll(() => station.close())

  const see = () => station.get<Rundown>('GET', url)
  const save = (json: RundownWritten) => station.get<Rundown>('PUT', url, json)
  const heard = ({ slots }: Rundown) => slots.map(({ kind, title }) => (kind === 'item' ? title : kind))
  const slotOf = ({ slots }: Rundown, title: string): RundownSlotSeen => {
    const slot = slots.find((one) => one.title === title)
    if (!slot) throw new Error(`no slot “${title}”`)
    return slot
  }

  it('of an edition without a script has its tunes and says what is missing', async () => {
    const rundown = await see()
    expect(rundown).toMatchObject({ number: 0, targetLufs: -23, missing: ['Chưa có kịch bản'], fit: 'unknown' })
    expect(heard(rundown)).toEqual(['intro', 'outro'])
    expect((await station.refused('GET', '/api/editions/khong-co/rundown')).code).toBe('not-found')
  })

  it('is the template filled, with the reads that are kept, their lengths and beginnings', async () => {
    revision = await station.approvedScript(edition.id, ['Kính thưa quý vị.', 'Tin thứ hai.', 'Tin thứ ba.'])
    const before = await see()
    expect(before.missing).toEqual([1, 2, 3].map((n) => `Tiết mục “Tiết mục ${n}” chưa có bản thu được giữ`))
    expect([before.totalMs, before.slots[2]?.startMs, before.slots[1]?.startMs]).toEqual([
      undefined,
      undefined,
      before.slots[0] && Number(before.slots[0].durationMs) + 400,
    ])
    takes = await station.keptTakes(revision, (place) => babbleWav(2 + place, { seed: place + 1 }))
    const rundown = await see()
    expect(heard(rundown)).toEqual(['intro', 'Tiết mục 1', 'sting', 'Tiết mục 2', 'sting', 'Tiết mục 3', 'outro'])
    expect(rundown.missing).toEqual([])
    expect(rundown.slots.map(({ mediaSha256 }) => mediaSha256?.length)).toEqual(Array.from({ length: 7 }, () => 64))
    const read = slotOf(rundown, 'Tiết mục 2')
    expect(read).toMatchObject({ durationMs: 3000, takes: [{ id: takes[1]?.id, kept: true, durationMs: 3000 }] })
    expect(read.takes[0]?.label).toBe('Lần thu 1 · Kỹ thuật viên trực')
    const [last] = rundown.slots.slice(-1)
    expect(rundown.totalMs).toBeCloseTo((last?.startMs ?? 0) + (last?.durationMs ?? 0), 3)
  })

  it('is saved by a person in any order, as a revision that overwrites nobody’s', async () => {
    const before = await see()
    const moved = [...before.slots].sort((a, b) => order(a) - order(b))
    const saved = await save({ parentNumber: 0, slots: moved, beds: [] })
    expect(saved).toMatchObject({ number: 1, saved: { by: 'Kỹ thuật viên trực' }, notes: [], missing: [] })
    expect(heard(saved).slice(0, 3)).toEqual(['intro', 'Tiết mục 3', 'sting'])
    const late = await station.refused('PUT', url, { parentNumber: 0, slots: moved, beds: [] })
    expect(late).toMatchObject({ status: 409, code: 'rundown-changed-meanwhile' })
    expect(late.message).toMatch(/^Kỹ thuật viên trực vừa lưu bản 1 của bố cục/)
    const again = await see()
    expect(heard(again)).toEqual(heard(saved))

    function order({ title, kind }: RundownSlotSeen): number {
      return title === 'Tiết mục 3' ? 1 : title === 'Tiết mục 1' ? 9 : kind === 'intro' ? 0 : kind === 'outro' ? 10 : 5
    }
  })

  it('lays a bed over slots and keeps a stretch of a read, and is heard just so', async () => {
    const before = await see()
    const [intro] = before.slots
    const soundId = intro?.source.from === 'library' ? intro.source.soundId : ''
    const slots = before.slots.map((slot) =>
      slot.title === 'Tiết mục 2'
        ? {
            ...slot,
            keep: [
              { fromMs: 500, toMs: 1000 },
              { fromMs: 2000, toMs: 3000 },
            ],
            gainDb: 2,
          }
        : slot,
    )
    const [first, second] = [slotOf(before, 'Tiết mục 3').id, slotOf(before, 'Tiết mục 2').id]
    const bed = { id: 'nen', soundId, fromSlotId: first, toSlotId: second, ...BED }
    const saved = await save({ parentNumber: before.number, slots, beds: [bed] })
    const cut = slotOf(saved, 'Tiết mục 2')
    expect(cut).toMatchObject({ durationMs: 1500, source: { from: 'script', takeId: takes[1]?.id } })

    const sound = await assembledRundown(station.db, edition.id)
    expect(sound?.slots.map(({ title }) => title)).toEqual(saved.slots.map(({ title }) => title))
    expect(sound?.slotIds).toEqual(saved.slots.map(({ id }) => id))
    expect(sound?.slots.find(({ title }) => title === 'Tiết mục 2')).toMatchObject({
      keep: [
        { fromMs: 500, toMs: 1000 },
        { fromMs: 2000, toMs: 3000 },
      ],
      gainDb: 2,
      sha256: takes[1]?.mediaSha256,
    })
    expect(sound?.beds).toEqual([
      {
        ...BED,
        title: 'Nhạc hiệu mở đầu',
        sha256: intro?.mediaSha256,
        fromSlot: 1,
        toSlot: slots.findIndex((s) => s.id === second),
      },
    ])
    expect(sound?.reads.map(({ takeId }) => takeId)).toEqual([takes[2]?.id, takes[1]?.id, takes[0]?.id])
    expect(sound?.missing).toEqual([])
  })

  it('is refused with the name of the slot that is wrong', async () => {
    const now = await see()
    const without = now.slots.filter(({ title }) => title !== 'Tiết mục 1')
    const refused = await station.refused('PUT', url, { parentNumber: now.number, slots: without, beds: [] })
    expect(refused).toMatchObject({ status: 422, code: 'bad-rundown' })
    expect(refused.message).toBe('Bố cục chưa đúng: thiếu tiết mục “Tiết mục 1” của kịch bản.')
    expect((await see()).number).toBe(now.number)
  })

  it('sounds with another read when a person swaps it, and with the kept one when that is thrown away', async () => {
    const item = revision.items[0]
    if (!item) throw new Error('no item')
    const other = await station.upload(revision, item.itemId, babbleWav(4, { seed: 9 }), 'lan-hai.wav')
    const before = await see()
    expect(slotOf(before, 'Tiết mục 1').takes.map(({ id, label }) => [id, label])).toEqual([
      [other.id, 'Lần thu 2 · Kỹ thuật viên trực'],
      [takes[0]?.id, 'Lần thu 1 · Kỹ thuật viên trực'],
    ])
    const swapped = before.slots.map((slot) =>
      slot.source.from === 'script' && slot.source.itemId === item.itemId
        ? { ...slot, source: { ...slot.source, takeId: other.id }, keep: [{ fromMs: 0, toMs: 3500 }] }
        : slot,
    )
    const saved = await save({ parentNumber: before.number, slots: swapped, beds: before.beds })
    expect(slotOf(saved, 'Tiết mục 1')).toMatchObject({ durationMs: 3500, mediaSha256: other.mediaSha256 })
    await station.get('POST', `/api/takes/${other.id}/choice`, { choice: 'discarded' })
    const fallen = await see()
    expect(slotOf(fallen, 'Tiết mục 1')).toMatchObject({
      durationMs: 2000,
      keep: [],
      mediaSha256: takes[0]?.mediaSha256,
    })
    expect(fallen.notes).toEqual([
      'Bản thu đã chọn cho “Tiết mục 1” không còn dùng được: lấy bản thu được giữ, bỏ các chỗ đã cắt',
    ])
    expect(fallen.missing).toEqual([])
    const wrong = await station.refused('PUT', url, { parentNumber: fallen.number, slots: swapped, beds: [] })
    expect(wrong.message).toContain('bản thu đã chọn cho “Tiết mục 1” không dùng được')
  })

  it('follows a new script and says what changed by itself', async () => {
    const [first, second] = revision.items
    const changed = await station.get<Revision>('POST', `/api/editions/${edition.id}/revisions`, {
      source: 'written',
      parentId: revision.id,
      items: [first, { ...second, text: 'Lời đã sửa.' }, { title: 'Tin mới', text: 'Vừa nhận.' }].map((item) => ({
        ...(item && 'itemId' in item && { itemId: item.itemId }),
        title: item?.title,
        text: item?.text,
      })),
    })
    expect(changed.items).toHaveLength(3)
    const rundown = await see()
    expect(heard(rundown)).toEqual(['intro', 'Tiết mục 2', 'sting', 'Tin mới', 'sting', 'Tiết mục 1', 'outro'])
    expect(rundown.notes).toContain('Đã bỏ “Tiết mục 3” khỏi bố cục vì kịch bản mới không còn tiết mục này')
    expect(rundown.notes).toContain('Đã thêm “Tin mới” vào bố cục theo kịch bản mới')
    expect(rundown.missing).toEqual([
      'Tiết mục “Tiết mục 2” đã sửa sau khi thu: cần thu lại',
      'Tiết mục “Tin mới” chưa có bản thu được giữ',
    ])
    expect(slotOf(rundown, 'Tiết mục 2').takes).toEqual([])
    const sound = await assembledRundown(station.db, edition.id)
    expect(sound?.slots.map(({ title }) => title)).not.toContain('Tin mới')
    expect(sound?.missing).toEqual(rundown.missing)
    expect(sound?.beds).toEqual([])
  })

  it('goes back to the template when it is asked to, as a new revision', async () => {
    const before = await see()
    const refilled = await station.get<Rundown>('POST', `${url}/refill`)
    expect(refilled).toMatchObject({ number: before.number + 1, notes: [], saved: { by: 'Kỹ thuật viên trực' } })
    expect(heard(refilled)).toEqual(['intro', 'Tiết mục 1', 'sting', 'Tiết mục 2', 'sting', 'Tin mới', 'outro'])
    const template = await station.get<Template>('GET', `/api/programmes/${programme.id}/template`)
    const { programmeId: _id, number, saved: _saved, ...fields } = template
    await station.get('PUT', `/api/programmes/${programme.id}/template`, {
      ...fields,
      parentNumber: number,
      targetLufs: -18,
      normMs: 60_000,
      slots: template.slots.map((slot) =>
        slot.kind === 'intro'
          ? { ...slot, optional: false, source: { from: 'library' }, kind: 'opening-call', title: 'Lời xướng' }
          : slot,
      ),
    })
    const now = await see()
    expect(now).toMatchObject({ number: refilled.number, targetLufs: -18, normMs: 60_000 })
    expect(now.missing).toContain(
      'Chưa có âm thanh cho “Lời xướng”: thêm vào kho âm thanh của đài, hoặc đánh dấu phần này là “có thể vắng” trong khung chương trình',
    )
  })
})

const BED = {
  levelLu: -14,
  duckDb: 12,
  attackMs: 300,
  releaseMs: 1000,
  fadeInMs: 500,
  fadeOutMs: 1500,
  leadMs: 0,
  tailMs: 1000,
}
