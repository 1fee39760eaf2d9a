import { isBackwards, isCalendarDate, type RuleFault, ruleFault, ruleOn } from '../../schedules/index.ts'
import type { DatedRule, Programme, ProgrammeChange, ProgrammeRoles, RuleChange } from '../contract/index.ts'
import { StationError } from '../errors.ts'
import { courseOf, type ProgrammeFacts } from './dated/index.ts'

const FAULTS: Record<RuleFault, string> = {
  'from-after-to': 'ngày bắt đầu nằm sau ngày kết thúc',
  'too-few-days': 'khung ngày không đủ số ngày phát',
  'no-weekday': 'chưa chọn ngày nào trong tuần',
  'no-date': 'chưa có ngày phát nào',
  'no-such-date': 'có ngày không có trong lịch',
}

/**
 * The rule that a change asks for, ready to be kept: over the one in force on its date, or over the one in force today where
 * it names none. Undefined when it asks for none. Refuses `bad-rule`.
 */
export function ruleAfter(programme: Programme, change: RuleChange, today: string): DatedRule | undefined {
  const { rule, times, intakeWindow, reviewWindow } = change
  const isAsked = [rule, times, intakeWindow, reviewWindow].some((part) => part !== undefined)
  if (!isAsked) return undefined
  const base = ruleInForce(programme, change.from ?? today)
  if (!base) throw new StationError('not-found')
  const kept = (asked: DatedRule['intakeWindow'] | null, before: DatedRule['intakeWindow']) =>
    asked === undefined ? before : (asked ?? undefined)
  const intake = kept(intakeWindow, base.intakeWindow)
  const review = kept(reviewWindow, base.reviewWindow)
  const wanted: DatedRule = {
    from: change.from ?? base.from,
    rule: tidyRule(rule ?? base.rule),
    times: [...new Set(times ?? base.times)].sort(),
    ...(intake && { intakeWindow: intake }),
    ...(review && { reviewWindow: review }),
  }
  refuseBadRule(wanted)
  return wanted
}

/** The facts that a change asks for; undefined when it asks for none. Refuses `bad-rule` for dates that are none. */
export function factsAfter(programme: Programme, change: ProgrammeChange): ProgrammeFacts | undefined {
  const { kind, startsOn, endsOn, targets, topics, audiences, roles } = change
  if ([kind, startsOn, endsOn, targets, topics, audiences, roles].every((part) => part === undefined)) return undefined
  const ends = endsOn === undefined ? programme.endsOn : (endsOn ?? undefined)
  const facts: ProgrammeFacts = {
    kind: kind ?? programme.kind,
    startsOn: startsOn ?? programme.startsOn,
    targets: (targets ?? programme.targets).map((target) => ({ ...target, what: tidy(target.what) })),
    topics: lines(topics ?? programme.topics),
    audiences: lines(audiences ?? programme.audiences),
    roles: roles ? tidyRoles(roles) : programme.roles,
    producer: programme.producer,
    ...(ends !== undefined && { endsOn: ends }),
  }
  for (const date of [facts.startsOn, ends]) {
    if (date !== undefined && !isCalendarDate(date))
      throw new StationError('bad-rule', { what: FAULTS['no-such-date'] })
  }
  if (ends !== undefined && ends < facts.startsOn) {
    throw new StationError('bad-rule', { what: 'chương trình kết thúc trước khi bắt đầu' })
  }
  return facts
}

/** A programme as it would be with a rule and facts: what a change is judged by before it is kept. */
export function programmeWith(
  programme: Programme,
  rule: DatedRule | undefined,
  facts: ProgrammeFacts | undefined,
): Programme {
  const { endsOn: _, ...changed } = { ...programme, ...facts }
  const ends = facts ? facts.endsOn : programme.endsOn
  const rules = rule
    ? [...programme.rules.filter(({ from }) => from !== rule.from), rule].sort((a, b) => (a.from < b.from ? -1 : 1))
    : programme.rules
  return { ...changed, rules, ...(ends !== undefined && { endsOn: ends }) }
}

/** The rule in force on a date, or the first or last one where none is. */
export function ruleInForce(programme: Programme, date: string): DatedRule | undefined {
  const { rules, startsOn } = programme
  return ruleOn({ ...courseOf(programme), rules }, date) ?? (date < startsOn ? rules[0] : rules.at(-1))
}

function refuseBadRule({ from, rule, times, intakeWindow, reviewWindow }: DatedRule): void {
  const fault = ruleFault(rule)
  if (fault) throw new StationError('bad-rule', { what: FAULTS[fault] })
  if (!isCalendarDate(from)) throw new StationError('bad-rule', { what: FAULTS['no-such-date'] })
  if (times.length === 0) throw new StationError('bad-rule', { what: 'chưa có giờ phát' })
  if (intakeWindow && isBackwards(intakeWindow)) {
    throw new StationError('bad-rule', { what: 'thời gian nhận tin, bài kết thúc trước khi bắt đầu' })
  }
  if (reviewWindow && isBackwards(reviewWindow)) {
    throw new StationError('bad-rule', { what: 'thời gian thẩm định kết thúc trước khi bắt đầu' })
  }
}

function tidyRule(rule: DatedRule['rule']): DatedRule['rule'] {
  if (rule.kind === 'weekly') return { ...rule, weekdays: rule.weekdays.toSorted((a, b) => a - b) }
  return rule.kind === 'listed-dates' ? { ...rule, dates: [...new Set(rule.dates)].sort() } : rule
}

function tidyRoles(roles: ProgrammeRoles): ProgrammeRoles {
  const held = Object.entries(roles).filter(([, holder]) => holder !== undefined && tidy(holder.name) !== '')
  return Object.fromEntries(held.map(([role, holder]) => [role, { ...holder, name: tidy(holder.name) }]))
}

function lines(texts: readonly string[]): string[] {
  return [...new Set(texts.map(tidy).filter((text) => text !== ''))]
}

function tidy(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}
