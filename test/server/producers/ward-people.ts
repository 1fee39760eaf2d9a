import type { Account, Edition, LeaderKept, Programme, Revision, WardStation } from '../../../server/contract/index.ts'
import type { Answer, Method, TestStation } from '../../builders.ts'

const PASSWORD = 'một mật khẩu dài'

/** Somebody of a station with a session of their own beside the one of the test station. */
export class Person {
  readonly id: string
  readonly #station: TestStation
  readonly cookie: string

  private constructor(station: TestStation, id: string, cookie: string) {
    this.#station = station
    this.id = id
    this.cookie = cookie
  }

  /** Adds an account and signs it in. */
  static async join(station: TestStation, username: string): Promise<Person> {
    const account = await station.get<Account>('POST', '/api/accounts', {
      displayName: `Người dùng ${username}`,
      username,
      password: PASSWORD,
    })
    const signedIn = await station.app.inject({
      method: 'POST',
      url: '/api/sign-in',
      payload: { username, password: PASSWORD },
    })
    const set = signedIn.cookies.find(({ name }) => name === 'len-song')
    if (!set) throw new Error(`${username} could not sign in: ${signedIn.body}`)
    return new Person(station, account.id, `${set.name}=${set.value}`)
  }

  ask<T>(method: Method, url: string, body?: object): Promise<Answer<T>> {
    return this.#station.ask<T>(method, url, body, { cookie: this.cookie })
  }

  get<T>(method: Method, url: string, body?: object): Promise<T> {
    return this.#station.get<T>(method, url, body, { cookie: this.cookie })
  }

  /** The code of the refusal. */
  async refused(method: Method, url: string, body?: object): Promise<string> {
    return (await this.#station.refused(method, url, body, { cookie: this.cookie })).code
  }
}

/** A ward with somebody of its own, a leader of its own, and a programme that they made. */
export async function producingWard(station: TestStation, name: string, username: string) {
  const ward = await station.get<WardStation>('POST', '/api/ward-stations', { name })
  const person = await Person.join(station, username)
  await station.get('PUT', `/api/accounts/${person.id}/ward`, { wardStationId: ward.id })
  const leader = await addLeader(station, `Chủ tịch UBND ${name}`)
  await station.get('PUT', `/api/leaders/${leader.id}/ward`, { wardStationId: ward.id })
  const programme = await person.get<Programme>('POST', '/api/programmes', {
    preset: 'sa-dec-2023',
    name: `Bản tin ${name}`,
    producer: { kind: 'ward', wardStationId: ward.id },
  })
  return { ward, person, leader, programme }
}

/** A leader of the station. */
export async function addLeader(station: TestStation, title: string): Promise<LeaderKept> {
  const leaders = await station.get<LeaderKept[]>('POST', '/api/leaders', { title })
  const added = leaders.find((leader) => leader.title === title)
  if (!added) throw new Error(`no leader ${title}`)
  return added
}

/** An edition with a script, made by whoever asks. */
export async function editionBy(
  who: Pick<Person, 'get'>,
  programmeId: string,
  period: string,
  title = 'Tiết mục 1',
): Promise<{ edition: Edition; revision: Revision }> {
  const edition = await who.get<Edition>('POST', '/api/editions', { programmeId, period })
  const revision = await who.get<Revision>('POST', `/api/editions/${edition.id}/revisions`, {
    source: 'written',
    items: [{ title, text: 'Kính thưa quý vị và các bạn, phường vừa khánh thành nhà văn hoá.' }],
  })
  return { edition, revision }
}
