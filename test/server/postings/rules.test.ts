import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PostingEvent, type PostingFacts, postingOf, webAddress } from '../../../server/postings/rules.ts'

const facts = (events: PostingEvent[], channelNeedsApproval = true): PostingFacts => ({
  id: 'p',
  submissionId: 's',
  channelId: 'c',
  channelName: 'Cổng thông tin điện tử',
  channelNeedsApproval,
  asked: { by: 'Người thu nhận', at: 1 },
  events,
})
const by = { by: 'Biên tập viên', at: 2 }
const approved: PostingEvent = { ...by, event: 'approved', approver: 'Tổ Biên tập', remark: undefined }
const refused: PostingEvent = { ...by, event: 'refused', approver: 'Tổ Biên tập', remark: 'Trùng bài' }
const posted: PostingEvent = { ...by, event: 'posted', on: '2026-11-12', url: 'https://cong.example.vn/1' }

describe('where a posting stands', () => {
  it('goes from asked to approved to posted', () => {
    expect(postingOf(facts([]))?.state).toBe('asked')
    expect(postingOf(facts([approved]))?.state).toBe('approved')
    expect(postingOf(facts([approved, posted]))).toMatchObject({
      state: 'posted',
      isUnapproved: false,
      posted: { on: '2026-11-12', url: 'https://cong.example.vn/1' },
      verdict: { approver: 'Tổ Biên tập' },
    })
  })

  it('is said by the newest word of whoever approves', () => {
    expect(postingOf(facts([refused, approved]))?.state).toBe('approved')
    expect(postingOf(facts([approved, refused]))).toMatchObject({ state: 'refused', verdict: { remark: 'Trùng bài' } })
  })

  it('is open again when it is asked for again after a refusal', () => {
    const again = postingOf(facts([refused, { by: 'Người khác', at: 3, event: 'asked' }]))
    expect(again).toMatchObject({ state: 'asked', asked: { by: 'Người khác', at: 3 } })
    expect(again?.verdict).toBeUndefined()
  })

  it('is marked when it was posted though nobody had approved it, unless the channel wants no approval', () => {
    expect(postingOf(facts([posted]))?.isUnapproved).toBe(true)
    expect(postingOf(facts([refused, posted]))?.isUnapproved).toBe(true)
    expect(postingOf(facts([posted], false))?.isUnapproved).toBe(false)
  })

  it('goes back to what was said before when it turns out not to be posted', () => {
    expect(postingOf(facts([approved, posted, { ...by, event: 'not-posted' }]))?.state).toBe('approved')
  })

  it('is nothing once it was taken back, until it is asked for again', () => {
    expect(postingOf(facts([approved, { ...by, event: 'taken-back' }]))).toBeUndefined()
    expect(postingOf(facts([approved, { ...by, event: 'taken-back' }, { ...by, event: 'asked' }]))?.state).toBe('asked')
  })

  it('is posted exactly when the newest word on that says so, whatever else was noted', () => {
    const event = fc.constantFrom<PostingEvent>(
      approved,
      refused,
      posted,
      { ...by, event: 'not-posted' },
      { ...by, event: 'asked' },
    )
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const last = events.findLast((one) => one.event === 'posted' || one.event === 'not-posted')
        expect(postingOf(facts(events))?.state === 'posted').toBe(last?.event === 'posted')
      }),
    )
  })
})

describe('the address of a posting', () => {
  it.each([
    ['https://cong.example.vn/bai/1', 'https://cong.example.vn/bai/1'],
    ['cong.example.vn/bai', 'https://cong.example.vn/bai'],
    ['  http://zalo.me/s/2 ', 'http://zalo.me/s/2'],
    ['cong.example.vn:8080/bai', 'https://cong.example.vn:8080/bai'],
  ])('%s', (written, address) => {
    expect(webAddress(written)).toBe(address)
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'trang cổng', 'abc', ''])(
    'is not %s',
    (written) => {
      expect(webAddress(written)).toBeUndefined()
    },
  )
})
