import type { HotlineContact } from '../contract/index.ts'
import type { Tab } from '../sheets/index.ts'
import { fold } from '../vietnamese/index.ts'

/** The contacts in which these words are found, with or without marks (pure); they come in the order of a Vietnamese list. */
export function contactsAsked(contacts: readonly HotlineContact[], words: string | undefined): HotlineContact[] {
  const sought = fold(words ?? '').trim()
  return contacts.filter(({ now, usedBy }) => {
    const told = [now.name, now.telephone, now.address, now.email, now.hours, ...usedBy]
    return sought === '' || fold(told.filter((one) => one !== undefined).join(' ')).includes(sought)
  })
}

/** The contacts as a tab, each as it is today. */
export function contactsTab(contacts: readonly HotlineContact[]): Tab {
  return {
    name: 'Liên hệ',
    columns: [
      { title: 'Nơi tiếp nhận', width: 40, kind: 'text' },
      { title: 'Điện thoại', width: 18, kind: 'text' },
      { title: 'Địa chỉ', width: 40, kind: 'text' },
      { title: 'Thư điện tử', width: 28, kind: 'text' },
      { title: 'Giờ tiếp nhận', width: 24, kind: 'text' },
      { title: 'Có hiệu lực từ', width: 14, kind: 'date' },
      { title: 'Dùng trong', width: 40, kind: 'text' },
    ],
    rows: contacts.map(({ now, usedBy }) => [
      now.name,
      now.telephone,
      now.address,
      now.email,
      now.hours,
      now.validFrom,
      usedBy.join('; '),
    ]),
  }
}
