import type { Account, AccountFunctions, PersonFunction } from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'
import { compareVietnamese } from '../vietnamese/index.ts'

const FUNCTIONS: Record<PersonFunction, string> = {
  collector: 'Cán bộ tổng hợp',
  editor: 'Biên tập viên',
  approver: 'Lãnh đạo phê duyệt',
  announcer: 'Phát thanh viên',
  technician: 'Kỹ thuật viên',
  monitor: 'Người theo dõi',
}

/** The people of the station and what they do, as a tab in the order of a Vietnamese list. */
export function peopleTab(people: readonly Account[], chosen: readonly AccountFunctions[]): Tab {
  const functionsOf = new Map(chosen.map(({ accountId, functions }) => [accountId, functions]))
  return {
    name: 'Người dùng',
    columns: [
      { title: 'Họ tên', width: 32, kind: 'text' },
      { title: 'Tên đăng nhập', width: 20, kind: 'text' },
      { title: 'Làm việc gì', width: 60, kind: 'text' },
    ],
    rows: people
      .toSorted((a, b) => compareVietnamese(a.displayName, b.displayName))
      .map(({ id, displayName, username }) => [
        displayName,
        username,
        (functionsOf.get(id) ?? []).map((one) => FUNCTIONS[one]).join(', ') || 'Làm mọi việc',
      ]),
  }
}
