import { describe, expect, it } from 'vitest'
import { type EditionFacts, stepsOf } from '../../../server/editions/steps.ts'

const item = {
  itemId: 'a',
  kind: 'item' as const,
  title: 'Lời dẫn',
  text: 'Kính thưa',
  textHash: 'h',
  syllables: 2,
  estimatedMs: 500,
}
const revision = { id: 'r', number: 2, source: 'written' as const, created: { by: 'x', at: 0 }, itemCount: 1 }
const approved = {
  ...revision,
  approval: { approver: 'Chủ tịch', approvedAt: 0, recordedBy: 'x', means: 'session' as const, textHash: 'h' },
}
const verified = { state: 'verified' as const, mp3: undefined }

const nothing: EditionFacts = {
  revisions: [],
  latest: undefined,
  takes: [],
  isListeningRequired: false,
  renders: [],
  airings: [],
  missing: ['Chưa có kịch bản'],
  missingForRender: ['Chưa có kịch bản'],
  datesHeard: 0,
  datesWanted: 2,
  wards: { took: 0, all: 1 },
}
const ready: EditionFacts = {
  ...nothing,
  revisions: [approved],
  latest: { items: [item] },
  takes: [{ itemId: 'a', textHash: 'h', choice: 'kept' }],
  renders: [verified],
  missing: [],
  missingForRender: [],
}
const airing = (date: string, state: 'ready' | 'incomplete' | 'aired' | 'missed') => ({ date, state })
const states = (facts: EditionFacts) => Object.fromEntries(stepsOf(facts).steps.map(({ name, state }) => [name, state]))
const note = (facts: EditionFacts, name: string) => stepsOf(facts).steps.find((step) => step.name === name)?.note

describe('the steps of an edition', () => {
  it('begin with the script and name one next step at a time', () => {
    expect(stepsOf(nothing).nextStep).toEqual({ name: 'script', label: 'Soạn kịch bản' })
    expect(stepsOf({ ...nothing, revisions: [revision], latest: { items: [item] } }).nextStep?.name).toBe('approval')
    expect(stepsOf({ ...nothing, revisions: [approved], latest: { items: [item] } }).nextStep?.name).toBe('takes')
    expect(stepsOf(ready).nextStep?.name).toBe('schedule')
  })

  it('count dates, not airings, and say what goes beyond the rule', () => {
    const twice = [airing('2026-11-16', 'ready'), airing('2026-11-16', 'ready')]
    expect(note({ ...ready, airings: twice }, 'schedule')).toBe('1/2 ngày')
    const three = ['16', '18', '20'].map((day) => airing(`2026-11-${day}`, 'ready'))
    expect([note({ ...ready, airings: three }, 'schedule'), states({ ...ready, airings: three }).schedule]).toEqual([
      '3 ngày (cần 2)',
      'done',
    ])
  })

  it('say of a render that its rundown has changed since, which is no reason to do anything', () => {
    const changed = { ...ready, renders: [{ ...verified, isCurrent: false }] }
    expect([note(changed, 'render'), states(changed).render]).toEqual(['Bố cục đã đổi sau khi dựng', 'done'])
    expect(note({ ...ready, renders: [{ ...verified, isCurrent: true }] }, 'render')).toBe('Đã dựng')
  })

  it('say what listeners said of the reads, and wait for them where the programme wants it', () => {
    const read = { itemId: 'a', textHash: 'h', choice: 'kept' as const }
    const sentBack = { ...ready, takes: [{ ...read, listening: 'sent-back' as const }] }
    expect([note(sentBack, 'takes'), states(sentBack).takes]).toEqual(['0/1 tiết mục, 1 bị trả lại', 'due'])
    expect(stepsOf(sentBack).nextStep).toEqual({ name: 'takes', label: 'Thu âm' })
    expect([note(ready, 'takes'), states(ready).takes]).toEqual(['1/1 tiết mục', 'done'])
    const wanted = { ...ready, isListeningRequired: true }
    expect([note(wanted, 'takes'), states(wanted).takes]).toEqual(['1/1 tiết mục, 1 chưa nghe duyệt', 'due'])
    expect(stepsOf(wanted).nextStep).toEqual({ name: 'takes', label: 'Nghe duyệt bản thu' })
    const heard = { ...wanted, takes: [{ ...read, listening: 'approved' as const }] }
    expect([note(heard, 'takes'), states(heard).takes]).toEqual(['1/1 tiết mục, đã nghe duyệt', 'done'])
  })

  it('make a problem of airings that an edit has taken out of the plan', () => {
    const edited = {
      ...ready,
      revisions: [revision, approved],
      missing: ['Bản 2 chưa được phê duyệt'],
      missingForRender: ['…'],
    }
    const facts = { ...edited, airings: [airing('2026-11-16', 'incomplete'), airing('2026-11-18', 'incomplete')] }
    expect(states(facts)).toMatchObject({ approval: 'problem', schedule: 'problem' })
    expect(note(facts, 'schedule')).toBe('2 lần sẽ không phát')
  })

  it('make a problem of a missed airing only when none is still to come', () => {
    const missed = airing('2026-11-16', 'missed')
    expect(states({ ...ready, airings: [missed] }).air).toBe('problem')
    expect(states({ ...ready, airings: [missed, airing('2026-11-18', 'ready')] }).air).toBe('waiting')
  })

  it('are six where a ward makes the edition: it airs it itself, and delivers it to no ward', () => {
    const ofWard = { ...ready, wards: undefined }
    expect(stepsOf(ofWard).steps.map(({ name }) => name)).toEqual([
      'script',
      'approval',
      'takes',
      'render',
      'schedule',
      'air',
    ])
    expect(stepsOf(ofWard).nextStep).toEqual({ name: 'schedule', label: 'Phát tại trạm rồi ghi lại' })
    const airings = [airing('2026-11-16', 'aired'), airing('2026-11-18', 'aired')]
    expect(stepsOf({ ...ofWard, datesHeard: 2, airings }).nextStep).toBeUndefined()
    expect(stepsOf({ ...ready, datesHeard: 2, airings }).nextStep?.name).toBe('wards')
  })

  it('end with no next step when the dates were heard and every ward has the file', () => {
    const over = {
      ...ready,
      datesHeard: 2,
      wards: { took: 1, all: 1 },
      airings: [airing('2026-11-16', 'aired'), airing('2026-11-18', 'aired')],
    }
    expect(stepsOf(over).nextStep).toBeUndefined()
  })
})
