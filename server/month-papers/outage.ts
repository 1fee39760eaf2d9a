import { listAccounts } from '../accounts/index.ts'
import type { OutageContact, OutageDuty, OutageGuide, OutagePlace, OutageSpot } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { chosenFunctions } from '../functions/index.ts'
import { listCurrentLeaders } from '../leaders/index.ts'
import { listWardAccounts } from '../producers/index.ts'
import { findOutage } from './store.ts'

/** In the order in which they are called. */
export const DUTIES: readonly { duty: OutageDuty; words: string }[] = [
  { duty: 'technician', words: 'Kỹ thuật viên trực' },
  { duty: 'deputy', words: 'Người thay khi vắng' },
  { duty: 'leader', words: 'Lãnh đạo phụ trách' },
  { duty: 'power', words: 'Điện lực (sửa chữa)' },
  { duty: 'sound', words: 'Thợ sửa âm-li, loa, dây' },
  { duty: 'network', words: 'Nhà mạng (internet)' },
  { duty: 'upper', words: 'Đài, Trung tâm cấp trên' },
]

export const PLACES: readonly { place: OutagePlace; words: string }[] = [
  { place: 'generator', words: 'Máy nổ, bộ lưu điện' },
  { place: 'breaker', words: 'Cầu dao, át-tô-mát' },
  { place: 'amplifier', words: 'Âm-li, máy phát, micrô' },
  { place: 'keys', words: 'Chìa khoá phòng máy' },
  { place: 'stick', words: 'USB có sẵn kỳ phát' },
]

/**
 * The guide for an outage as it stands: every duty and place once. Until somebody fills it in, the names are those the station
 * knows: its technicians, its first leader. Telephone numbers are nobody's but the station's to give.
 */
export async function outageGuide(db: Db): Promise<OutageGuide> {
  const kept = await findOutage(db)
  const { contacts, places } = kept ?? { contacts: await proposed(db), places: [] }
  return {
    ...wholeGuide(contacts, places),
    ...(kept && { set: kept.set }),
  }
}

/** Every duty and place with what is known of it, and what is missing (pure). */
export function wholeGuide(
  contacts: readonly OutageContact[],
  places: readonly OutageSpot[],
): Pick<OutageGuide, 'contacts' | 'places' | 'missing'> {
  const all = DUTIES.map(({ duty }): OutageContact => {
    const found = contacts.find((one) => one.duty === duty)
    return { duty, name: found?.name ?? '', telephone: found?.telephone ?? '' }
  })
  const spots = PLACES.map(({ place }): OutageSpot => {
    return { place, where: places.find((one) => one.place === place)?.where ?? '' }
  })
  return {
    contacts: all,
    places: spots,
    missing: [
      ...all.flatMap(({ duty, name, telephone }) => {
        const words = DUTIES.find((one) => one.duty === duty)?.words ?? ''
        if (name === '' && telephone === '') return [`${words}: tên và số điện thoại`]
        return telephone === '' ? [`${words}: số điện thoại`] : []
      }),
      ...spots.flatMap(({ place, where }) =>
        where === '' ? [`${PLACES.find((one) => one.place === place)?.words ?? ''}: để ở đâu`] : [],
      ),
    ],
  }
}

/** As long as a name may be on the guide. */
const LONGEST_NAME = 60

/** Of the people of the station those who are technicians, and the leader who was named first. */
async function proposed(db: Db): Promise<OutageContact[]> {
  const ofWards = new Set((await listWardAccounts(db)).map(({ accountId }) => accountId))
  const chosen = new Map((await chosenFunctions(db)).map(({ accountId, functions }) => [accountId, functions]))
  const technicians = (await listAccounts(db)).filter(
    ({ id }) => !ofWards.has(id) && (chosen.get(id)?.includes('technician') ?? true),
  )
  const [leader] = await listCurrentLeaders(db)
  const named: [OutageDuty, string | undefined][] = [
    ['technician', technicians[0]?.displayName],
    ['deputy', technicians[1]?.displayName],
    ['leader', leader?.words],
  ]
  return named.flatMap(([duty, name]) =>
    name === undefined ? [] : [{ duty, name: name.slice(0, LONGEST_NAME), telephone: '' }],
  )
}
