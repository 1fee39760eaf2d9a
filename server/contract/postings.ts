import { Type } from 'typebox'
import { CalendarDate, Id, Signed } from './common.ts'

/** How often something is owed on a channel: tháng · quý · 6 tháng · năm. */
export const QuotaPeriod = Type.Union([
  Type.Literal('month'),
  Type.Literal('quarter'),
  Type.Literal('half-year'),
  Type.Literal('year'),
])

/** Where items are posted besides the air: cổng thông tin điện tử, Zalo, Facebook … Channels are data. */
export const Channel = Type.Object({
  id: Id,
  name: Type.String(),
  /** Its own address, where it has one. */
  url: Type.Optional(Type.String()),
  /** Whether an item is approved for posting first; it has nothing to do with the approval to air. */
  needsApproval: Type.Boolean(),
  /** No longer offered; what was posted there stays. */
  isRetired: Type.Boolean(),
})

export const ChannelMade = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  url: Type.Optional(Type.String({ maxLength: 2000 })),
  needsApproval: Type.Boolean(),
})

export const ChannelChange = Type.Object({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  url: Type.Optional(Type.String({ maxLength: 2000 })),
  needsApproval: Type.Optional(Type.Boolean()),
  isRetired: Type.Optional(Type.Boolean()),
})

/** đề nghị đăng · được duyệt đăng · không duyệt đăng · đã đăng. */
export const PostingState = Type.Union([
  Type.Literal('asked'),
  Type.Literal('approved'),
  Type.Literal('refused'),
  Type.Literal('posted'),
])

/** An item on a channel: asked for, approved or refused for posting, posted with its link. */
export const Posting = Type.Object({
  id: Id,
  submissionId: Id,
  channelId: Id,
  channelName: Type.String(),
  state: PostingState,
  asked: Signed,
  /** The newest word of whoever approves posting. */
  verdict: Type.Optional(
    Type.Object({
      verdict: Type.Union([Type.Literal('approved'), Type.Literal('refused')]),
      approver: Type.String(),
      remark: Type.Optional(Type.String()),
      recorded: Signed,
    }),
  ),
  /** Where and on which day it was posted. */
  posted: Type.Optional(Type.Object({ on: CalendarDate, url: Type.Optional(Type.String()), recorded: Signed })),
  /** It was posted though nobody had approved it for a channel that wants that. */
  isUnapproved: Type.Boolean(),
})

export const PostingAsked = Type.Object({
  channelIds: Type.Array(Id, { minItems: 1, maxItems: 50, uniqueItems: true }),
})

export const PostingVerdict = Type.Object({
  verdict: Type.Union([Type.Literal('approved'), Type.Literal('refused')]),
  approver: Type.String({ minLength: 1, maxLength: 200 }),
  /** Needed for a refusal. */
  remark: Type.Optional(Type.String({ maxLength: 2000 })),
})

/** It was posted; without an approval only when that is meant. */
export const PostingPosted = Type.Object({
  on: CalendarDate,
  url: Type.Optional(Type.String({ maxLength: 2000 })),
  isUnapprovedMeant: Type.Optional(Type.Boolean()),
})

/** A line of “Chờ duyệt đăng” and of all that was posted. */
export const PostingRow = Type.Object({
  ...Posting.properties,
  title: Type.String(),
  unitId: Type.Optional(Id),
  unitName: Type.Optional(Type.String()),
})

/** What a unit (or, without one, the station itself) owes on a channel: so many items a period, from a day on. */
export const Quota = Type.Object({
  id: Id,
  unitId: Type.Optional(Id),
  unitName: Type.Optional(Type.String()),
  channelId: Id,
  channelName: Type.String(),
  per: QuotaPeriod,
  itemsOwed: Type.Integer({ minimum: 1 }),
  fromDate: CalendarDate,
  /** The last day on which it holds. */
  toDate: Type.Optional(CalendarDate),
})

/** The same quota for several units at once; `isStationToo`: for the station itself as well. */
export const QuotasMade = Type.Object({
  unitIds: Type.Array(Id, { maxItems: 500, uniqueItems: true }),
  isStationToo: Type.Boolean(),
  channelId: Id,
  per: QuotaPeriod,
  itemsOwed: Type.Integer({ minimum: 1, maximum: 1000 }),
  fromDate: CalendarDate,
})

export const QuotaEnded = Type.Object({ toDate: CalendarDate })

/** Where a quota stands in the period that a day lies in. */
export const QuotaStanding = Type.Object({
  quota: Quota,
  /** The first and the last day that are counted. */
  from: CalendarDate,
  to: CalendarDate,
  /** “tháng 11/2026”, “quý IV/2026”, “6 tháng cuối năm 2026”, “năm 2026”. */
  periodName: Type.String(),
  itemsPosted: Type.Integer(),
  /** Asked for or approved, and not yet posted: what is on its way. */
  itemsUnderWay: Type.Integer(),
  state: Type.Union([
    /** đạt */
    Type.Literal('met'),
    /** còn thiếu, the period is not over */
    Type.Literal('open'),
    /** không đạt, the period is over */
    Type.Literal('missed'),
  ]),
})

/** What narrows and orders the quotas: words of unit and channel, a state; `missing`: those that lack most first. */
export const QuotasAsked = Type.Object({
  words: Type.Optional(Type.String({ maxLength: 200 })),
  state: Type.Optional(QuotaStanding.properties.state),
  /** Without one by unit. */
  order: Type.Optional(Type.Union([Type.Literal('channelName'), Type.Literal('missing')])),
})
