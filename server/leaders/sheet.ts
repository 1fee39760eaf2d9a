import type { LeaderKept, LeadersAsked, PhoneState, WardLeader } from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'
import { compareVietnamese, hasWords } from '../vietnamese/index.ts'

const PHONE_WORDS: Readonly<Record<PhoneState, string>> = {
  usable: 'dùng được',
  locked: 'bị khoá vì sai mã PIN',
  ended: 'đã ngừng',
}

/** A leader, and the ward for which they approve; without one for the station. */
export interface LeaderOfSheet extends LeaderKept {
  wardName: string | undefined
}

/** The leaders with their wards. Pure. */
export function withWards(leaders: readonly LeaderKept[], ofWards: readonly WardLeader[]): LeaderOfSheet[] {
  const wardOf = new Map(ofWards.map(({ leaderId, wardName }) => [leaderId, wardName]))
  return leaders.map((leader) => ({ ...leader, wardName: wardOf.get(leader.id) }))
}

/** The leaders who are asked for: those who approve before those who did, each in the order of a Vietnamese list. Pure. */
export function leadersAsked(leaders: readonly LeaderOfSheet[], { words = '', state }: LeadersAsked): LeaderOfSheet[] {
  const rank = ({ ended }: LeaderKept) => (ended ? 1 : 0)
  return leaders
    .filter(
      (leader) =>
        (state === undefined || (state === 'ended') === (leader.ended !== undefined)) &&
        hasWords(`${leader.words} ${leader.wardName ?? ''}`, words),
    )
    .toSorted((a, b) => rank(a) - rank(b) || compareVietnamese(a.words, b.words))
}

/** The leaders as a tab: which devices they approve with, and nothing of links or PINs. */
export function leadersTab(leaders: readonly LeaderOfSheet[]): Tab {
  return {
    name: 'Lãnh đạo phê duyệt',
    columns: [
      { title: 'Chức vụ', width: 40, kind: 'text' },
      { title: 'Họ tên', width: 28, kind: 'text' },
      { title: 'Duyệt chương trình của', width: 32, kind: 'text' },
      { title: 'Tình trạng', width: 18, kind: 'text' },
      { title: 'Thôi từ', width: 18, kind: 'instant' },
      { title: 'Máy đã đăng ký', width: 44, kind: 'text' },
    ],
    rows: leaders.map(({ title, name, wardName, ended, phones }) => [
      title,
      name,
      wardName ?? 'Đài',
      ended ? 'Thôi phê duyệt' : 'Đang phê duyệt',
      ended?.at,
      phones.map((phone) => `${phone.name} (${PHONE_WORDS[phone.state]})`).join('; '),
    ]),
  }
}
