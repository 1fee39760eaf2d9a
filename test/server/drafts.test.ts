import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  DraftSaved,
  Edition,
  ItemRemark,
  Revision,
  ScriptChanges,
  ScriptDesk,
  ScriptMerge,
  SideVersion,
  SpokenSegment,
} from '../../server/contract/index.ts'
import { TestStation } from '../builders.ts'

const TEXT = 'Câu một. Câu hai. Câu ba. Câu bốn. Câu năm.'

describe('editing a script', () => {
  let station: TestStation
  let edition: Edition
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    ;({ edition } = await station.edition('2026-11'))
    await station.get('POST', '/api/accounts', {
      displayName: 'Chị Lan',
      username: 'chilan',
      password: 'mật khẩu của Lan',
    })
  })
  afterAll(() => station.close())

  const asTechnician = () => signIn('kythuat', 'một mật khẩu dài')
  const asLan = () => signIn('chilan', 'mật khẩu của Lan')
  async function signIn(username: string, password: string): Promise<void> {
    station.forget()
    await station.get('POST', '/api/sign-in', { username, password })
  }
  const desk = () => station.get<ScriptDesk>('GET', `/api/editions/${edition.id}/desk`)
  const latest = async () => {
    const { latest: newest } = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    if (!newest) throw new Error('no script yet')
    return newest
  }
  const write = (items: object[], parentId?: string) =>
    station.get<Revision>('POST', `/api/editions/${edition.id}/revisions`, { source: 'written', items, parentId })
  const keep = (draft: object) => station.get<DraftSaved>('PUT', `/api/editions/${edition.id}/draft`, draft)

  it('keeps what each person types apart, as it is, titles missing and all', async () => {
    await asTechnician()
    await keep({ items: [{ title: '', text: 'Đang gõ dở' }], windowId: 'bàn' })
    await asLan()
    await keep({ items: [{ title: 'Của Lan', text: '' }], windowId: 'máy của Lan' })
    expect(await desk()).toMatchObject({
      mine: { items: [{ title: 'Của Lan' }] },
      others: [{ by: 'Kỹ thuật viên trực' }],
      sides: [],
    })
    await station.get('DELETE', `/api/editions/${edition.id}/draft`)
    expect((await desk()).mine).toBeUndefined()
    await asTechnician()
    expect((await desk()).mine).toMatchObject({ items: [{ title: '', text: 'Đang gõ dở' }], windowId: 'bàn' })
  })

  it('does not write over another window of the same person; going on there keeps both', async () => {
    const { savedAt } = await keep({ items: [{ title: '', text: 'Cửa sổ một' }], windowId: 'bàn' })
    const other = { items: [{ title: '', text: 'Cửa sổ hai' }], windowId: 'điện thoại' }
    const refused = await station.refused('PUT', `/api/editions/${edition.id}/draft`, other)
    expect(refused).toMatchObject({ code: 'draft-elsewhere', status: 409, details: { savedAt } })
    await keep({ ...other, isMeant: true })
    const [side] = (await desk()).sides
    expect(side).toMatchObject({ why: 'other-window', isMine: true, itemCount: 1 })
    const kept = await station.get<SideVersion>('GET', `/api/sides/${side?.id}`)
    expect(kept.items).toMatchObject([{ text: 'Cửa sổ một' }])
    const late = { items: [{ title: '', text: 'Cửa sổ một, gõ tiếp' }], windowId: 'bàn', follows: savedAt }
    expect((await station.refused('PUT', `/api/editions/${edition.id}/draft`, late)).code).toBe('draft-elsewhere')
    await station.get('POST', `/api/sides/${side?.id}/outcome`, { outcome: 'set-aside' })
    expect((await station.refused('POST', `/api/sides/${side?.id}/outcome`, { outcome: 'set-aside' })).code).toBe(
      'side-decided',
    )
  })

  it('goes on in a new window with the draft that it was given', async () => {
    const { mine } = await desk()
    const next = await keep({
      items: [{ title: '', text: 'Viết tiếp' }],
      windowId: 'cửa sổ mới',
      follows: mine?.savedAt,
    })
    expect(next.savedAt).toBeGreaterThan(mine?.savedAt ?? 0)
  })

  it('forgets a draft that became a revision', async () => {
    await write([
      { title: 'Tin một', text: TEXT },
      { title: 'Tin hai', text: TEXT },
    ])
    expect((await desk()).mine).toBeUndefined()
  })

  it('keeps the second of two who save at once, merges it item by item, and notes what became of it', async () => {
    const base = await latest()
    const [one, two] = base.items
    await asLan()
    const lans = await write(
      [
        { itemId: one?.itemId, title: 'Tin một', text: TEXT.replace('một', 'thứ nhất') },
        { itemId: two?.itemId, title: 'Tin hai', text: TEXT.replace('ba', 'thứ ba') },
      ],
      base.id,
    )
    await asTechnician()
    const mine = [
      { itemId: one?.itemId, title: 'Tin một', text: TEXT.replace('năm', 'cuối') },
      { itemId: two?.itemId, title: 'Tin hai', text: TEXT.replace('ba', '3') },
      { title: 'Tin thêm', text: 'Mới.' },
    ]
    const wanted = { source: 'written', items: mine, parentId: base.id }
    const refused = await station.refused('POST', `/api/editions/${edition.id}/revisions`, wanted)
    expect(refused).toMatchObject({ code: 'script-changed-meanwhile', details: { number: lans.number } })
    const again = await station.refused('POST', `/api/editions/${edition.id}/revisions`, wanted)
    expect(again.details?.sideId).toBe(refused.details?.sideId)
    const sideId = String(refused.details?.sideId)
    expect((await station.get<SideVersion>('GET', `/api/sides/${sideId}`)).items).toMatchObject(mine)

    const merge = await station.get<ScriptMerge>('POST', `/api/editions/${edition.id}/merge`, {
      baseId: base.id,
      items: mine,
    })
    expect(merge.newest.id).toBe(lans.id)
    expect(merge.items.map(({ outcome }) => outcome)).toEqual(['joined', 'conflict', 'mine'])
    expect(merge.items[0]?.item?.text).toBe('Câu thứ nhất. Câu hai. Câu ba. Câu bốn. Câu cuối.')
    expect(merge.items[1]).toMatchObject({
      mine: { text: TEXT.replace('ba', '3') },
      theirs: { text: TEXT.replace('ba', 'thứ ba') },
    })
    const merged = await station.get<Revision>('POST', `/api/editions/${edition.id}/revisions`, {
      source: 'merged',
      parentId: merge.newest.id,
      items: merge.items.flatMap(({ item }) => item ?? []),
    })
    await station.get('POST', `/api/sides/${sideId}/outcome`, { outcome: 'merged', revisionId: merged.id })
    const side = (await desk()).sides.find(({ id }) => id === sideId)
    expect(side).toMatchObject({
      why: 'saved-meanwhile',
      baseNumber: base.number,
      outcome: { outcome: 'merged', revisionNumber: merged.number },
    })
    expect((await station.get<Revision>('GET', `/api/revisions/${lans.id}`)).items[1]?.text).toContain('thứ ba')
  })

  it('tells two revisions apart word by word, and refuses those of different editions', async () => {
    const after = await latest()
    const changes = await station.get<ScriptChanges>(
      'GET',
      `/api/revisions/${after.id}/changes?since=${after.parentId}`,
    )
    expect([changes.before.number + 1, changes.after.number]).toEqual([after.number, after.number])
    expect(changes.items.map(({ change }) => change)).toEqual(['changed', 'changed', 'added'])
    expect(changes.items[0]?.textWords.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: 'năm' },
      { kind: 'added', text: 'cuối' },
    ])
    const other = await station.get<Edition>('POST', '/api/editions', {
      programmeId: edition.programmeId,
      period: '2026-12',
    })
    const elsewhere = await station.get<Revision>('POST', `/api/editions/${other.id}/revisions`, {
      source: 'written',
      items: [{ title: 'Khác', text: 'Khác.' }],
    })
    expect((await station.refused('GET', `/api/revisions/${after.id}/changes?since=${elsewhere.id}`)).code).toBe(
      'not-found',
    )
  })

  it('keeps remarks on an item through its revisions, open until somebody has dealt with them', async () => {
    const { items, number } = await latest()
    const itemId = items[0]?.itemId
    const remarks = await station.get<ItemRemark[]>('POST', `/api/editions/${edition.id}/items/${itemId}/remarks`, {
      text: ' Thêm số liệu. ',
    })
    expect(remarks).toMatchObject([{ itemId, text: 'Thêm số liệu.', revisionNumber: number }])
    expect(remarks[0]?.done).toBeUndefined()
    const done = await station.get<ItemRemark[]>('PUT', `/api/item-remarks/${remarks[0]?.id}/state`, { isDone: true })
    expect(done[0]?.done).toMatchObject({ by: 'Kỹ thuật viên trực' })
    const open = await station.get<ItemRemark[]>('PUT', `/api/item-remarks/${remarks[0]?.id}/state`, { isDone: false })
    expect(open[0]?.done).toBeUndefined()
    const strange = await station.refused('POST', `/api/editions/${edition.id}/items/nothing/remarks`, { text: 'x' })
    expect(strange.code).toBe('item-unknown')
  })

  it('says how figures and abbreviations of a text are read while it is written', async () => {
    const segments = await station.get<SpokenSegment[]>('POST', '/api/spoken', { text: 'Ngày 15/11, UBND phường họp.' })
    expect(segments.map(({ text }) => text).join('')).toBe('Ngày 15/11, UBND phường họp.')
    expect(segments.some(({ said }) => said?.includes('Ủy ban') || said?.includes('ủy ban'))).toBe(true)
  })
})
