import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Account, AccountFunctions, Me, WardStation } from '../../server/contract/index.ts'
import { EVERY_FUNCTION, functionsOf } from '../../server/functions/index.ts'
import { readSheet } from '../../server/sheets/index.ts'
import { TestStation } from '../builders.ts'

describe('what a person does at the station', () => {
  let station: TestStation
  let me: string
  let lan: string
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    me = (await station.get<Me>('GET', '/api/me')).account?.id ?? ''
    const made = { displayName: 'Biên tập viên trực', username: 'bientap', password: 'một mật khẩu dài' }
    lan = (await station.get<Account>('POST', '/api/accounts', made)).id
  })
  afterAll(() => station.close())

  const choose = (accountId: string, functions: string[]) =>
    station.get<AccountFunctions[]>('PUT', `/api/accounts/${accountId}/functions`, { functions })

  it('is everything until somebody says otherwise', async () => {
    expect(await station.get('GET', '/api/functions')).toEqual([])
    expect(await functionsOf(station.db, me)).toEqual(EVERY_FUNCTION)
  })

  it('is what was chosen last, in the order in which an item travels', async () => {
    expect(await choose(lan, ['technician', 'collector'])).toEqual([
      { accountId: lan, functions: ['collector', 'technician'] },
    ])
    await choose(lan, ['editor'])
    expect(await functionsOf(station.db, lan)).toEqual(['editor'])
    expect(await functionsOf(station.db, me)).toEqual(EVERY_FUNCTION)
  })

  it('is had as a sheet with the names in the order of a Vietnamese list, and no password', async () => {
    const { raw } = await station.ask('GET', '/api/functions/xlsx')
    const [heads, first, ...others] = (await readSheet(raw, 'nguoi.xlsx')).tabs[0]?.rows ?? []
    expect(heads).toEqual(['Họ tên', 'Tên đăng nhập', 'Làm việc gì', 'Làm ở'])
    expect(first).toEqual(['Biên tập viên trực', 'bientap', 'Biên tập viên', 'Đài'])
    expect(others.map((row) => row[2])).toEqual(['Làm mọi việc'])
  })

  it('narrows the sheet: who was given nothing does it as well, and a ward is found by its name', async () => {
    const ward = await station.get<WardStation>('POST', '/api/ward-stations', { name: 'Trạm truyền thanh Tân Thuận' })
    await station.get('PUT', `/api/accounts/${lan}/ward`, { wardStationId: ward.id })
    const namesOf = async (query: Record<string, string>) => {
      const { raw } = await station.ask('GET', `/api/functions/xlsx?${new URLSearchParams(query)}`)
      return ((await readSheet(raw, 'nguoi.xlsx')).tabs[0]?.rows ?? [])
        .slice(1)
        .map(([name, , , where]) => [name, where])
    }
    const editor = ['Biên tập viên trực', 'Trạm truyền thanh Tân Thuận']
    const all = await namesOf({})
    expect(all).toEqual([editor, [expect.any(String), 'Đài']])
    expect(await namesOf({ does: 'editor' })).toEqual(all)
    expect(await namesOf({ does: 'technician' })).toEqual(all.slice(1))
    expect(await namesOf({ words: 'thuan tan' })).toEqual([editor])
    await station.get('PUT', `/api/accounts/${lan}/ward`, { wardStationId: null })
  })

  it('is everything again once nothing is chosen', async () => {
    expect(await choose(lan, [])).toEqual([])
    expect(await functionsOf(station.db, lan)).toEqual(EVERY_FUNCTION)
  })

  it('is refused of nobody, and of a word that is no function', async () => {
    const nobody = await station.refused('PUT', '/api/accounts/không-có/functions', { functions: ['editor'] })
    expect(nobody.code).toBe('not-found')
    expect((await station.refused('PUT', `/api/accounts/${lan}/functions`, { functions: ['king'] })).code).toBe(
      'bad-request',
    )
  })
})
