import type { CalendarDate } from '../../schedules/index.ts'
import type { Posting, PostingState } from '../contract/index.ts'

/** What was noted about a posting, in the order of its numbers. */
export type PostingEvent = { by: string; at: number } & (
  | { event: 'asked' | 'not-posted' | 'taken-back' }
  | { event: 'approved' | 'refused'; approver: string; remark: string | undefined }
  | { event: 'posted'; on: CalendarDate; url: string | undefined }
)

/** A posting as it was first asked for, with all that was noted since. */
export interface PostingFacts {
  id: string
  submissionId: string
  channelId: string
  channelName: string
  channelNeedsApproval: boolean
  asked: { by: string; at: number }
  events: readonly PostingEvent[]
}

/**
 * Where a posting stands (pure): the newest word on each side counts, that of whoever approves and that of whoever posts.
 * Undefined when the request was taken back and not made again. Asking again after a refusal opens the question anew.
 */
export function postingOf(facts: PostingFacts): Posting | undefined {
  const since = facts.events.slice(facts.events.findLastIndex(({ event }) => event === 'asked') + 1)
  const asked = facts.events.findLast(({ event }) => event === 'asked') ?? facts.asked
  if (since.some(({ event }) => event === 'taken-back')) return undefined
  const verdict = since.findLast((one) => one.event === 'approved' || one.event === 'refused')
  const posted = facts.events.findLast((one) => one.event === 'posted' || one.event === 'not-posted')
  const state: PostingState =
    posted?.event === 'posted'
      ? 'posted'
      : verdict?.event === 'approved' || verdict?.event === 'refused'
        ? verdict.event
        : 'asked'
  return {
    id: facts.id,
    submissionId: facts.submissionId,
    channelId: facts.channelId,
    channelName: facts.channelName,
    state,
    asked: { by: asked.by, at: asked.at },
    ...((verdict?.event === 'approved' || verdict?.event === 'refused') && {
      verdict: {
        verdict: verdict.event,
        approver: verdict.approver,
        recorded: { by: verdict.by, at: verdict.at },
        ...(verdict.remark !== undefined && { remark: verdict.remark }),
      },
    }),
    ...(posted?.event === 'posted' && {
      posted: {
        on: posted.on,
        recorded: { by: posted.by, at: posted.at },
        ...(posted.url !== undefined && { url: posted.url }),
      },
    }),
    isUnapproved: state === 'posted' && facts.channelNeedsApproval && verdict?.event !== 'approved',
  }
}

/** An address that may be shown as a link: http or https, nothing that runs. Undefined for anything else. */
export function webAddress(written: string): string | undefined {
  const text = written.normalize('NFC').trim()
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[\w.-]+:\d/.test(text) ? text : `https://${text}`
  if (/\s/.test(text) || !URL.canParse(whole)) return undefined
  const { protocol, hostname, href } = new URL(whole)
  const isWeb = protocol === 'http:' || protocol === 'https:'
  return isWeb && hostname.includes('.') ? href : undefined
}
