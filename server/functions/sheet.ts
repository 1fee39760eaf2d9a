import type { Account, AccountFunctions, PeopleAsked, PersonFunction, WardAccount } from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'
import { compareVietnamese, hasWords } from '../vietnamese/index.ts'

const FUNCTIONS: Record<PersonFunction, string> = {
  collector: 'Cán bộ tổng hợp',
  editor: 'Biên tập viên',
  approver: 'Lãnh đạo phê duyệt',
  announcer: 'Phát thanh viên',
  technician: 'Kỹ thuật viên',
  monitor: 'Người theo dõi',
}

/** A person of the station or of a ward. */
export interface Person extends Pick<Account, 'displayName' | 'username'> {
  /** None: everything. */
  functions: readonly PersonFunction[]
  /** The ward that they work for; undefined: the station. */
  wardName: string | undefined
}

/** The accounts with what is known of each. Pure. */
export function peopleOf(
  accounts: readonly Account[],
  chosen: readonly AccountFunctions[],
  ofWards: readonly WardAccount[],
): Person[] {
  const functionsOf = new Map(chosen.map(({ accountId, functions }) => [accountId, functions]))
  const wardOf = new Map(ofWards.map(({ accountId, wardName }) => [accountId, wardName]))
  return accounts.map(({ id, displayName, username }) => ({
    displayName,
    username,
    functions: functionsOf.get(id) ?? [],
    wardName: wardOf.get(id),
  }))
}

/** The people who are asked for, in the order of a Vietnamese list. Who was given nothing does everything. Pure. */
export function peopleAsked(people: readonly Person[], { words = '', does }: PeopleAsked): Person[] {
  return people
    .filter(
      ({ displayName, username, functions, wardName = '' }) =>
        (does === undefined || functions.length === 0 || functions.includes(does)) &&
        hasWords(`${displayName} ${username} ${wardName}`, words),
    )
    .toSorted((a, b) => compareVietnamese(a.displayName, b.displayName))
}

/** The people and what they do, as a tab. */
export function peopleTab(people: readonly Person[]): Tab {
  return {
    name: 'Người dùng',
    columns: [
      { title: 'Họ tên', width: 32, kind: 'text' },
      { title: 'Tên đăng nhập', width: 20, kind: 'text' },
      { title: 'Làm việc gì', width: 60, kind: 'text' },
      { title: 'Làm ở', width: 32, kind: 'text' },
    ],
    rows: people.map(({ displayName, username, functions, wardName }) => [
      displayName,
      username,
      functions.map((one) => FUNCTIONS[one]).join(', ') || 'Làm mọi việc',
      wardName ?? 'Đài',
    ]),
  }
}
