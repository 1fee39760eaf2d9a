import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { schema } from '../../contract/index.ts'
import type { App, Deps } from '../../deps.ts'
import { StationError, statusOf, tell } from '../../errors.ts'
import { findWardBySecret, messagePage, sendPage, unknownLinkPage, type WardOfLink } from '../../stations/index.ts'
import { noteRecallSeen, noteWord } from './notes.ts'
import { reasonOf } from './reasons.ts'
import { withdrawWord } from './store.ts'

const ByEdition = Type.Object({ secret: Type.String({ maxLength: 300 }), editionId: schema.Id })
/** What a page's form sends: a handful of short fields. */
const Form = Type.Record(Type.String(), Type.String({ maxLength: 2000 }))
const FORM_BYTES = 16 * 1024
/** A ward says a handful of words a month; a person who presses the same button in doubt presses it ten times. */
const WORDS_A_MINUTE = 30
const RECORDINGS_A_MINUTE = 6

export interface FormParts {
  /** Takes in the recording of a form; refuses as uploads are refused. */
  receiveRecording: (request: FastifyRequest, ward: WardOfLink, editionId: string) => Promise<void>
}

/**
 * The forms of a ward's page. They need no JavaScript: each answers 303 and leads back to its edition on the page, each refusal
 * is a page in words with the way back. An unknown, revoked or expired link is answered as everywhere.
 */
export function registerForms(app: App, deps: Deps, parts: FormParts): void {
  const { db, clock, live } = deps

  app.register(async (plain) => {
    const forms = plain.withTypeProvider<TypeBoxTypeProvider>()
    forms.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: FORM_BYTES },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    forms.setErrorHandler(refusalPage)
    // By link and not by address: all wards may stand behind one. Who guesses links is turned away before this.
    const limited = (max: number) => ({
      open: true,
      rateLimit: { max, timeWindow: '1 minute', keyGenerator: ({ params }: FastifyRequest) => secretIn(params) },
    })
    const words = { config: limited(WORDS_A_MINUTE), schema: { params: ByEdition, body: Form } }

    forms.post('/tram/:secret/da-phat/:editionId', words, async (request, reply) => {
      const ward = await wardOf(request.params.secret)
      if (!ward) return unknown(request, reply)
      const { luc, ngay, gio, 'ly-do': reason, 'ghi-chu': note = '' } = request.body
      const [day = '', time = ''] = luc === undefined ? [ngay, gio] : luc.split(' ')
      const notAired = reasonOf(reason)
      if (notAired === undefined && day === '' && time === '') throw new StationError('ward-word-empty')
      await noteWord(deps, {
        wardStationId: ward.wardStationId,
        editionId: request.params.editionId,
        said: notAired === undefined ? { aired: { day, time } } : { notAired },
        note,
        by: undefined,
        fromAddress: request.ip,
      })
      return back(request.params, reply)
    })

    forms.post('/tram/:secret/da-phat/:editionId/rut-lai', words, async (request, reply) => {
      const ward = await wardOf(request.params.secret)
      if (!ward) return unknown(request, reply)
      await withdrawWord(db, {
        wardStationId: ward.wardStationId,
        wordId: request.body.loi ?? '',
        by: undefined,
        at: Math.round(clock.now()),
      })
      live.tell({ event: 'changed', data: { what: 'downloads' } })
      return back(request.params, reply)
    })

    forms.post('/tram/:secret/da-phat/:editionId/da-biet', words, async (request, reply) => {
      const ward = await wardOf(request.params.secret)
      if (!ward) return unknown(request, reply)
      const recalledAt = Number(request.body.luc)
      if (!Number.isSafeInteger(recalledAt)) throw new StationError('edition-not-recalled')
      const { editionId } = request.params
      await noteRecallSeen(deps, { wardStationId: ward.wardStationId, editionId, recalledAt, by: undefined })
      return back(request.params, reply)
    })

    forms.post(
      '/tram/:secret/da-phat/:editionId/ban-thu',
      { config: limited(RECORDINGS_A_MINUTE), schema: { params: ByEdition } },
      async (request, reply) => {
        const ward = await wardOf(request.params.secret)
        if (!ward) return unknown(request, reply)
        await parts.receiveRecording(request, ward, request.params.editionId)
        return back(request.params, reply)
      },
    )
  })

  function wardOf(secret: string): Promise<WardOfLink | undefined> {
    return findWardBySecret(db, secret, clock.now())
  }
}

function back({ secret, editionId }: { secret: string; editionId: string }, reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').redirect(`${linkPath(secret)}#ky-${editionId}`, 303)
}

function unknown(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return sendPage(request, reply.code(404), unknownLinkPage())
}

/**
 * A refusal as the person at the ward reads it; what is no refusal is told as everywhere. An address that no link can have is not
 * told apart from one that none has.
 */
function refusalPage(
  cause: FastifyError | StationError,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if ('validationContext' in cause && cause.validationContext === 'params') return unknown(request, reply)
  const told =
    cause instanceof StationError
      ? { status: statusOf(cause.code), ...tell(cause.code, cause.details) }
      : cause.statusCode !== undefined && cause.statusCode < 500
        ? { status: cause.statusCode, ...tell('bad-request', { what: 'trang gửi lên không đọc được' }) }
        : undefined
  if (!told) throw cause
  const page = messagePage(told.message, told.next === undefined ? [] : [told.next], {
    href: linkPath(secretIn(request.params)),
    words: 'Về trang của trạm',
  })
  return sendPage(request, reply.code(told.status), page)
}

/** Every address of these forms has one. */
function secretIn(params: unknown): string {
  return (params as { secret: string }).secret
}

function linkPath(secret: string): string {
  return `/tram/${encodeURIComponent(secret)}`
}
