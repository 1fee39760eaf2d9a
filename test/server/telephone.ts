import { randomBytes } from 'node:crypto'
import type {
  AnswersGiven,
  ApprovalRequest,
  ErrorBody,
  LeaderKept,
  LeaderLink,
  PhoneMine,
} from '../../server/contract/index.ts'
import type { Method, TestStation } from '../builders.ts'

export const PIN = '402719'
let telephones = 0

/** A telephone in a leader's hand: its own cookie, its own address on the network, nobody signed in. */
export class Telephone {
  readonly #station: TestStation
  #address = ''
  /** As the cookie jar of a browser holds it: `name=token`. */
  cookie: string | undefined
  /** What stands in the address bar. */
  host = 'localhost:8080'

  constructor(station: TestStation) {
    this.#station = station
    this.roam()
  }

  /** Comes by another address of the network: tries are counted for each. */
  roam(): void {
    telephones += 1
    this.#address = `10.0.${telephones >> 8}.${telephones & 255}`
  }

  async ask<T>(method: Method, path: string, body?: object, headers: Record<string, string> = {}) {
    const response = await this.#station.app.inject({
      method,
      url: `/api/leader-phone${path}`,
      remoteAddress: this.#address,
      headers: {
        host: this.host,
        ...(body && { 'content-type': 'application/json' }),
        ...(this.cookie && { cookie: this.cookie }),
        ...headers,
      },
      ...(body && { payload: JSON.stringify(body) }),
    })
    const isJson = String(response.headers['content-type'] ?? '').startsWith('application/json')
    return {
      status: response.statusCode,
      body: (isJson ? response.json() : undefined) as T,
      raw: response.rawPayload,
      cookies: response.cookies,
      setCookie: [response.headers['set-cookie'] ?? []].flat().map(String),
    }
  }

  async get<T>(method: Method, path: string, body?: object): Promise<T> {
    const answer = await this.ask<T>(method, path, body)
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  async refused(method: Method, path: string, body?: object): Promise<ErrorBody & { status: number }> {
    const answer = await this.ask<ErrorBody>(method, path, body)
    if (answer.status < 400) throw new Error(`${method} ${path} was not refused: ${answer.status}`)
    return { ...answer.body, status: answer.status }
  }

  /** Registers with a link's secret and keeps the cookie. */
  async register(secret: string, phoneName = 'Điện thoại Android', pin = PIN): Promise<PhoneMine> {
    const answer = await this.ask<PhoneMine>('POST', '', { secret, phoneName, pin })
    if (answer.status !== 201) throw new Error(`not registered: ${JSON.stringify(answer.body)}`)
    const [cookie] = answer.cookies
    this.cookie = `${cookie?.name}=${cookie?.value}`
    return answer.body
  }

  /** Answers as the page would, with the PIN. */
  answer(request: ApprovalRequest, said: Partial<AnswersGiven>, pin = PIN) {
    return this.ask<ApprovalRequest & ErrorBody>('POST', `/requests/${request.id}/answers`, {
      ...answersTo(request, said),
      proof: { pin },
    })
  }
}

/** Every item approved, unless something else is said. */
export function answersTo(request: ApprovalRequest, said: Partial<AnswersGiven> = {}): AnswersGiven {
  return {
    id: randomBytes(16).toString('hex'),
    answersSeen: request.answersSeen,
    items: request.items.map(({ itemId }) => ({ itemId, answer: 'approved' })),
    ...said,
  }
}

/** A leader of the station; gives them as the settings show them. */
export async function addLeader(station: TestStation, title: string, name?: string): Promise<LeaderKept> {
  const words = name === undefined ? title : `${name}, ${title}`
  const leaders = await station.get<LeaderKept[]>('POST', '/api/leaders', { title, ...(name && { name }) })
  const added = leaders.find((leader) => leader.words === words)
  if (!added) throw new Error(`${words} was not added`)
  return added
}

/** The secret of a new link that registers a telephone. */
export async function linkFor(station: TestStation, leaderId: string): Promise<string> {
  const { path } = await station.get<LeaderLink>('POST', `/api/leaders/${leaderId}/links`)
  return path.split('/').at(-1) ?? ''
}

/** A leader with a registered telephone. */
export async function leaderWithPhone(station: TestStation, title: string): Promise<[LeaderKept, Telephone]> {
  const leader = await addLeader(station, title)
  const phone = new Telephone(station)
  await phone.register(await linkFor(station, leader.id))
  return [leader, phone]
}
