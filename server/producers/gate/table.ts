import type { FastifyRequest } from 'fastify'
import { announcedEditionId } from '../../uploads/index.ts'
import type { Thing } from './store.ts'

/** As much of a request as says what it is about. */
export type Asked = Pick<FastifyRequest, 'params' | 'query' | 'body' | 'headers'>

/** What a request names: it must be of the ward, or the request is refused. `id` is as it came, not yet examined. */
export interface Named {
  what: Thing | 'edit' | 'account' | 'leader' | 'ward-station'
  id: unknown
}

/** How a ward's account may use a route. */
export interface Use {
  /** What the request names; nothing: the answer holds nothing of any programme. */
  names?: (request: Asked) => Named[]
  /** Of lists: of whom a row is. Rows of others are left out, of the answer itself or of these lists in it. */
  row?: { what: Named['what']; key: string; in?: readonly string[] }
}

/** Nothing of any programme is asked for or told. */
const PLAIN: Use = {}

/** The table of the routes that a ward's account may use; whatever is not here is refused. */
export const WARD_MAY: Readonly<Record<string, Use>> = {
  'POST /api/sign-out': PLAIN,
  'GET /api/live': PLAIN,
  'GET /api/programme-presets': PLAIN,
  'GET /api/holidays': PLAIN,
  'GET /api/tunes': PLAIN,
  'GET /api/tunes/:id/audio': PLAIN,
  'POST /api/script-import': PLAIN,
  'POST /api/script-paste': PLAIN,
  'POST /api/spoken': PLAIN,
  'GET /api/spoken-forms': PLAIN,
  'GET /api/me/pace': PLAIN,
  'GET /api/public-address/origin': PLAIN,

  'GET /api/accounts': rows('account', 'id'),
  'GET /api/functions': rows('account', 'accountId'),
  'GET /api/leaders': rows('leader', 'id'),
  'GET /api/ward-stations': rows('ward-station', 'id'),
  // These narrow themselves to the ward: what they tell is more than rows.
  'GET /api/month': PLAIN,
  'GET /api/calendar': PLAIN,
  'GET /api/calendar/xlsx': PLAIN,
  'GET /api/programmes/xlsx': PLAIN,
  'GET /api/search': PLAIN,
  'GET /api/search/xlsx': PLAIN,

  'GET /api/me/work': rows('edition', 'editionId', ['reads', 'toHear']),

  'GET /api/programmes': rows('programme', 'id'),
  'POST /api/programmes': { names: (request) => [producerOf(request)] },
  'PATCH /api/programmes/:id': {
    names: (request) => [
      { what: 'programme', id: params(request).id },
      ...(body(request).producer === undefined ? [] : [producerOf(request)]),
    ],
  },
  ...each('programme', 'id', [
    'DELETE /api/programmes/:id/rules/:from',
    'POST /api/programmes/:id/rule-check',
    'GET /api/programmes/:id/periods',
    'GET /api/programmes/:id/picture',
    'POST /api/programmes/:id/picture',
    'DELETE /api/programmes/:id/picture',
    'GET /api/programmes/:id/template',
    'PUT /api/programmes/:id/template',
    'POST /api/programmes/:id/template/preset',
    'GET /api/programmes/:id/listening-rule',
    'PUT /api/programmes/:id/listening-rule',
  ]),

  'GET /api/editions': rows('programme', 'programmeId'),
  'GET /api/editions/xlsx': { names: (request) => [{ what: 'programme', id: query(request).programmeId }] },
  'POST /api/editions': { names: (request) => [{ what: 'programme', id: body(request).programmeId }] },
  'POST /api/editions/:id/revisions': { names: written },
  'PUT /api/editions/:id/draft': { names: written },
  'POST /api/editions/:id/merge': { names: written },
  'PUT /api/editions/:id/items/:itemId/assignment': { names: assigned },
  'PUT /api/editions/:id/assignments': { names: assigned },
  ...each('edition', 'id', [
    'GET /api/editions/:id',
    'GET /api/editions/:id/approval',
    'GET /api/editions/:id/desk',
    'DELETE /api/editions/:id/draft',
    'GET /api/editions/:id/remarks',
    'POST /api/editions/:id/items/:itemId/remarks',
    'GET /api/editions/:id/items/:itemId/spoken',
    'POST /api/editions/:id/items/:itemId/takes',
    'GET /api/editions/:id/items/:itemId/recordings',
    'POST /api/editions/:id/items/:itemId/recordings',
    'GET /api/editions/:id/assignments',
    'GET /api/editions/:id/uploads',
    'GET /api/editions/:id/rundown',
    'PUT /api/editions/:id/rundown',
    'POST /api/editions/:id/rundown/refill',
    'GET /api/editions/:id/rundown/picture',
    'GET /api/editions/:id/rundown/listen',
    'POST /api/editions/:id/renders',
    'POST /api/editions/:id/outside-airings',
  ]),

  'GET /api/revisions/:id/changes': {
    names: (request) => [
      { what: 'revision', id: params(request).id },
      { what: 'revision', id: query(request).since },
    ],
  },
  'POST /api/revisions/:id/request': {
    names: (request) => [
      { what: 'revision', id: params(request).id },
      ...listed(body(request).leaderIds).map((id): Named => ({ what: 'leader', id })),
    ],
  },
  ...each('revision', 'id', [
    'GET /api/revisions/:id',
    'GET /api/revisions/:id/spoken',
    'POST /api/revisions/:id/approval',
    'POST /api/revisions/:id/approval-withdrawal',
    'POST /api/revisions/:id/signed-paper',
    'POST /api/revisions/:id/scans',
  ]),
  'GET /api/approval-requests': rows('edition', 'editionId'),
  ...each('request', 'id', ['GET /api/approval-requests/:id', 'GET /api/approval-requests/:id/paper']),
  ...each('scan', 'id', ['GET /api/paper-scans/:id']),
  ...each('side', 'id', ['GET /api/sides/:id', 'POST /api/sides/:id/outcome']),
  ...each('remark', 'id', ['PUT /api/item-remarks/:id/state']),

  'POST /api/takes/:id/edits': {
    names: (request) => [
      { what: 'take', id: params(request).id },
      ...listed(body(request).pieces).map((piece): Named => ({ what: 'take', id: fieldsOf(piece).takeId })),
    ],
  },
  ...each('take', 'id', [
    'POST /api/takes/:id/choice',
    'GET /api/takes/:id/audio',
    'GET /api/takes/:id/original',
    'GET /api/takes/:id/peaks',
    'GET /api/takes/:id/peaks.bin',
    'GET /api/takes/:id/survey',
    'GET /api/takes/:id/edit',
    'GET /api/takes/:id/treated',
    'GET /api/takes/:id/samples',
    'GET /api/takes/:id/listening',
    'POST /api/takes/:id/remarks',
    'POST /api/takes/:id/verdict',
  ]),
  ...each('edit', 'id', ['GET /api/edits/:id', 'DELETE /api/edits/:id']),
  ...each('recording', 'recordingId', [
    'GET /api/recordings/:recordingId',
    'POST /api/recordings/:recordingId/sessions',
    'PUT /api/recordings/:recordingId/chunks/:number',
    'POST /api/recordings/:recordingId/finish',
    'DELETE /api/recordings/:recordingId',
  ]),
  'OPTIONS /api/uploads': PLAIN,
  'POST /api/uploads': { names: (request) => [{ what: 'edition', id: announcedEditionId(request.headers) }] },
  ...each('upload', 'id', [
    'HEAD /api/uploads/:id',
    'PATCH /api/uploads/:id',
    'DELETE /api/uploads/:id',
    'GET /api/uploads/:id/outcome',
    'POST /api/uploads/:id/check',
  ]),
  ...each('render', 'id', [
    'GET /api/renders/:id',
    'POST /api/renders/:id/cancel',
    'GET /api/renders/:id/programme.mp3',
    'GET /api/renders/:id/programme-mono.mp3',
    'GET /api/renders/:id/master.wav',
    'GET /api/renders/:id/sheet',
    'GET /api/renders/:id/peaks',
  ]),
  // A ward airs by its own means: of airings only the proofs of those outside the system are its own.
  ...each('outside-airing', 'id', ['GET /api/airings/:id/proof']),
}

function rows(what: Named['what'], key: string, lists?: readonly string[]): Use {
  return { row: { what, key, ...(lists && { in: lists }) } }
}

/** Routes whose address names what they are about. */
function each(what: Named['what'], param: string, routes: readonly string[]): Record<string, Use> {
  const use: Use = { names: (request) => [{ what, id: params(request)[param] }] }
  return Object.fromEntries(routes.map((route) => [route, use]))
}

/** The edition, and the revision that a text was begun from, where it was begun from one. */
function written(request: Asked): Named[] {
  const { parentId, baseId } = body(request)
  const bases = [parentId, baseId].filter((id) => id !== undefined && id !== null)
  return [{ what: 'edition', id: params(request).id }, ...bases.map((id): Named => ({ what: 'revision', id }))]
}

/** The edition, and who is to read: somebody of the same ward, or nobody. */
function assigned(request: Asked): Named[] {
  const { readerId } = body(request)
  return [
    { what: 'edition', id: params(request).id },
    ...(readerId === null || readerId === undefined ? [] : [{ what: 'account' as const, id: readerId }]),
  ]
}

/** Without a producer a programme would be the station's. */
function producerOf(request: Asked): Named {
  const { kind, wardStationId } = fieldsOf(body(request).producer)
  return { what: 'ward-station', id: kind === 'ward' ? wardStationId : undefined }
}

const params = (request: Asked) => fieldsOf(request.params)
const query = (request: Asked) => fieldsOf(request.query)
export const body = (request: Asked) => fieldsOf(request.body)

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** A single one may stand for a list of one: the schemas take it so. */
export function listed(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : [value].flat()
}
