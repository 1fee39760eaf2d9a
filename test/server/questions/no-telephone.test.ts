import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, dateAt } from '../../../schedules/index.ts'
import type { Edition, Programme, Question, QuestionDispatch } from '../../../server/contract/index.ts'
import { holdsTelephone } from '../../../server/questions/telephone.ts'
import { TestStation } from '../../builders.ts'
import { readSources } from '../../house/rules/house.ts'

const TODAY = dateAt(Date.now(), 'Asia/Ho_Chi_Minh')
/** No other figure of a station is like it. */
const TELEPHONE = '0977135246'
/** Every address that answers a GET, as the rooms write it. */
const ROUTES = [
  ...new Set(
    readSources(['server']).flatMap(({ text }) =>
      [...text.matchAll(/app\.get\(\s*'(\/api\/[^']+)'/g)].flatMap(([, route]) => route ?? []),
    ),
  ),
].sort()
/** The page of a question asks here for the number, and nowhere else; the live line never ends. */
const APART = ['/api/questions/:id/telephone', '/api/live']
const ASKED = `words=via%20he&q=via%20he&text=via%20he&from=${TODAY}&to=${addDays(TODAY, 1)}&year=${TODAY.slice(0, 4)}`

describe('an asker’s telephone number', () => {
  let station: TestStation
  let ids: string[]
  beforeAll(async () => {
    station = await TestStation.open()
    await station.setUp()
    const { programme, edition }: { programme: Programme; edition: Edition } = await station.edition(TODAY.slice(0, 7))
    const { id } = await station.get<Question>('POST', '/api/questions', {
      text: 'Vỉa hè bao giờ sửa?',
      via: 'telephone',
      receivedOn: TODAY,
      asker: { isAnonymous: false, name: 'Người hỏi mẫu' },
      telephone: TELEPHONE,
      consent: { consent: 'given', onDate: TODAY },
    })
    const sent = await station.get<QuestionDispatch>('POST', '/api/question-dispatches', {
      questionIds: [id],
      unitName: 'Phòng Kinh tế',
      sentOn: TODAY,
      dueOn: addDays(TODAY, 9),
    })
    const url = `/api/questions/${id}`
    await station.get('POST', `${url}/answer`, {
      text: 'Sửa vỉa hè trong quý.',
      answerer: 'Phòng Kinh tế',
      answeredOn: TODAY,
    })
    await station.get('PUT', `${url}/edited`, {
      title: 'Vỉa hè',
      questionText: 'Vỉa hè bao giờ sửa?',
      answerText: 'Trong quý.',
    })
    await station.get('POST', `${url}/placements`, { editionId: edition.id })
    const { latest } = await station.get<Edition>('GET', `/api/editions/${edition.id}`)
    await station.get('POST', `${url}/told`, { how: 'telephone', toldOn: TODAY, note: 'Vỉa hè sẽ sửa trong quý.' })
    const items = latest?.items.map(({ itemId }) => itemId) ?? []
    ids = [id, sent.id, edition.id, programme.id, latest?.id ?? '', ...items]
  })
  afterAll(() => station.close())

  it('is found where it is kept, so that the search below means something', async () => {
    expect(ROUTES.length).toBeGreaterThan(80)
    for (const route of APART) expect(ROUTES).toContain(route)
    const { body } = await station.ask<{ telephone: string }>('GET', `/api/questions/${ids[0]}/telephone`)
    expect(body.telephone).toBe(TELEPHONE)
  })

  it('is in no other answer: no list, page, sheet, paper, script or search', { timeout: 120_000 }, async () => {
    const addresses = ROUTES.filter((route) => !APART.includes(route)).flatMap((route) =>
      route.includes(':') ? ids.map((id) => route.replaceAll(/:\w+/g, id)) : [route],
    )
    const leaks: string[] = []
    let answered = 0
    for (const address of addresses) {
      const answer = await station.app.inject({
        method: 'GET',
        url: `${address}?${ASKED}`,
        headers: { cookie: await cookie() },
      })
      if (answer.statusCode === 200) answered++
      const holds = textsIn(answer.rawPayload).some((text) => holdsTelephone(text, TELEPHONE))
      if (holds || holdsTelephone(JSON.stringify(answer.headers), TELEPHONE)) leaks.push(address)
    }
    expect(leaks).toEqual([])
    expect(answered).toBeGreaterThan(40)
  })

  it('is not found by it', async () => {
    for (const words of [TELEPHONE, '0977 135 246', '135246']) {
      expect(await station.get('GET', `/api/questions?words=${encodeURIComponent(words)}`)).toEqual([])
    }
  })

  it('stands in one table of the database alone', async () => {
    const tables = await station.db.introspection.getTables()
    const holding: string[] = []
    for (const { name } of tables) {
      const rows = await station.db
        .selectFrom(name as 'questions')
        .selectAll()
        .execute()
      if (rows.some((row) => holdsTelephone(JSON.stringify(row), TELEPHONE))) holding.push(name)
    }
    expect(holding).toEqual(['question_telephones'])
  })

  let signedIn: string | undefined
  async function cookie(): Promise<string> {
    if (signedIn === undefined) {
      const answer = await station.app.inject({
        method: 'POST',
        url: '/api/sign-in',
        payload: { username: 'kythuat', password: 'một mật khẩu dài' },
      })
      signedIn = answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    }
    return signedIn
  }
})

/** What can be read in an answer: itself, and of a packed file each thing in it. */
function textsIn(bytes: Buffer): string[] {
  const isPacked = bytes[0] === 0x50 && bytes[1] === 0x4b
  if (!isPacked) return [bytes.toString('utf8')]
  return Object.values(unzipSync(new Uint8Array(bytes))).map((part) => strFromU8(part).replace(/<[^>]*>/g, ' '))
}
