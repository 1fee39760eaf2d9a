import { Type } from 'typebox'
import { dateAt, isCalendarDate } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { type Channel, type Posting, schema } from '../contract/index.ts'
import { type App, type Deps, STATION_ZONE } from '../deps.ts'
import { StationError } from '../errors.ts'
import { sendSheet, writeSheet } from '../sheets/index.ts'
import { usualChannelsBeside } from './channels.ts'
import { postingRows, postingsAsked, postingsTab } from './list.ts'
import { postingOf, webAddress } from './rules.ts'
import {
  addChannel,
  askPostings,
  changeChannel,
  findPostingFacts,
  isSubmission,
  listChannels,
  notePosting,
  postingsOf,
} from './store.ts'

const ById = Type.Object({ id: schema.Id })
const OfState = Type.Object({ state: Type.Optional(schema.PostingState) })
/** What narrows and orders the sheet, as it does the page. */
const Narrowed = Type.Object({
  ...OfState.properties,
  channel: Type.Optional(Type.String({ maxLength: 300 })),
  words: Type.Optional(Type.String({ maxLength: 200 })),
  order: Type.Optional(
    Type.Union([Type.Literal('newest'), Type.Literal('title'), Type.Literal('unitName'), Type.Literal('channelName')]),
  ),
})

/** Channels, and items on them: asked for, approved for posting (apart from the approval to air), posted with a link. */
export function registerPostings(app: App, { db, clock, live }: Deps): void {
  const today = () => dateAt(clock.now(), STATION_ZONE)
  const channels = { response: { 200: Type.Array(schema.Channel) } }
  const posting = { response: { 200: Type.Array(schema.Posting) } }

  app.get('/api/channels', { schema: channels }, () => listChannels(db))

  app.post('/api/channels', { schema: { body: schema.ChannelMade, ...channels } }, async (request) => {
    const { name, url, needsApproval } = request.body
    const made = { name: nameOf(name), url: addressOf(url), needsApproval }
    await addChannel(db, { ...made, by: personOf(request).id, at: Math.round(clock.now()) })
    return told()
  })

  app.post('/api/channels/usual', { schema: channels }, async (request) => {
    const [by, at] = [personOf(request).id, Math.round(clock.now())]
    for (const channel of usualChannelsBeside(await listChannels(db))) {
      await addChannel(db, { ...channel, url: undefined, by, at })
    }
    return told()
  })

  app.patch(
    '/api/channels/:id',
    { schema: { params: ById, body: schema.ChannelChange, ...channels } },
    async (request) => {
      const { id } = await channel(request.params.id)
      const { name, url, needsApproval, isRetired } = request.body
      await changeChannel(db, id, {
        ...(name !== undefined && { name: nameOf(name) }),
        ...(url !== undefined && { url: addressOf(url) ?? '' }),
        ...(needsApproval !== undefined && { needsApproval }),
        ...(isRetired !== undefined && { retiredAt: isRetired ? Math.round(clock.now()) : null }),
      })
      return told()
    },
  )

  app.get(
    '/api/postings',
    { schema: { querystring: OfState, response: { 200: Type.Array(schema.PostingRow) } } },
    (request) => postingRows(db, today(), request.query.state),
  )

  app.get('/api/postings/xlsx', { schema: { querystring: Narrowed } }, async (request, reply) => {
    const rows = postingsAsked(await postingRows(db, today(), request.query.state), request.query)
    return sendSheet(reply, await writeSheet([postingsTab(rows)]), `Đăng tin bài ${today()}.xlsx`)
  })

  app.post(
    '/api/submissions/:id/postings',
    { schema: { params: ById, body: schema.PostingAsked, ...posting } },
    async (request) => {
      const { id } = request.params
      if (!(await isSubmission(db, id))) throw new StationError('not-found')
      const offered = (await listChannels(db)).filter(({ isRetired }) => !isRetired)
      const { channelIds } = request.body
      if (channelIds.some((asked) => !offered.some((one) => one.id === asked)))
        throw new StationError('channel-unknown')
      await askPostings(db, { submissionId: id, channelIds, by: personOf(request).id, at: Math.round(clock.now()) })
      return changed(id)
    },
  )

  app.post(
    '/api/postings/:id/verdict',
    { schema: { params: ById, body: schema.PostingVerdict, ...posting } },
    async (request) => {
      const { facts } = await standing(request.params.id)
      const { verdict, approver, remark } = request.body
      const said = remark?.normalize('NFC').trim() || undefined
      if (verdict === 'refused' && said === undefined) throw new StationError('remark-needed')
      const name = nameOf(approver)
      await notePosting(db, facts.id, { event: verdict, approver: name, remark: said, ...signed(request) })
      return changed(facts.submissionId)
    },
  )

  app.post(
    '/api/postings/:id/posted',
    { schema: { params: ById, body: schema.PostingPosted, ...posting } },
    async (request) => {
      const { facts, now } = await standing(request.params.id)
      const { on, url, isUnapprovedMeant } = request.body
      if (!isCalendarDate(on) || on > today()) throw new StationError('bad-request', { what: 'ngày đăng' })
      const isApproved = now.verdict?.verdict === 'approved' || !facts.channelNeedsApproval
      if (!isApproved && !isUnapprovedMeant)
        throw new StationError('not-approved-to-post', { channel: facts.channelName })
      await notePosting(db, facts.id, { event: 'posted', on, url: addressOf(url), ...signed(request) })
      return changed(facts.submissionId)
    },
  )

  app.delete('/api/postings/:id/posted', { schema: { params: ById, ...posting } }, async (request) => {
    const { facts, now } = await standing(request.params.id)
    if (now.state === 'posted') await notePosting(db, facts.id, { event: 'not-posted', ...signed(request) })
    return changed(facts.submissionId)
  })

  app.delete('/api/postings/:id', { schema: { params: ById, ...posting } }, async (request) => {
    const { facts, now } = await standing(request.params.id)
    if (now.state === 'posted') throw new StationError('posting-done', { channel: facts.channelName })
    await notePosting(db, facts.id, { event: 'taken-back', ...signed(request) })
    return changed(facts.submissionId)
  })

  function signed(request: Parameters<typeof personOf>[0]): { by: string; at: number } {
    return { by: personOf(request).id, at: Math.round(clock.now()) }
  }

  async function told(): Promise<Channel[]> {
    live.tell({ event: 'changed', data: { what: 'postings' } })
    return listChannels(db)
  }

  async function changed(submissionId: string): Promise<Posting[]> {
    live.tell({ event: 'changed', data: { what: 'postings' } })
    live.tell({ event: 'changed', data: { what: 'submissions' } })
    return (await postingsOf(db, [submissionId])).get(submissionId) ?? []
  }

  async function channel(id: string): Promise<Channel> {
    const found = (await listChannels(db)).find((one) => one.id === id)
    if (!found) throw new StationError('not-found')
    return found
  }

  async function standing(id: string) {
    const facts = await findPostingFacts(db, id)
    const now = facts && postingOf(facts)
    if (!facts || !now) throw new StationError('not-found')
    return { facts, now }
  }
}

function nameOf(written: string): string {
  const name = written.normalize('NFC').trim().replace(/\s+/g, ' ')
  if (name === '') throw new StationError('bad-request', { what: 'tên' })
  return name
}

function addressOf(written: string | undefined): string | undefined {
  if (written === undefined || written.trim() === '') return undefined
  const address = webAddress(written)
  if (address === undefined) throw new StationError('address-wrong', { url: written.trim().slice(0, 200) })
  return address
}
