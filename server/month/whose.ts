import { listAccounts } from '../accounts/index.ts'
import type { Account, MonthWork, PersonFunction, Programme, ProgrammeRoles } from '../contract/index.ts'
import type { Db } from '../db/index.ts'
import { listWardAccounts } from '../producers/index.ts'

/** Which office of a programme's plan does what a function does. */
const ROLE_OF: Partial<Record<PersonFunction, keyof ProgrammeRoles>> = {
  collector: 'collector',
  editor: 'reviewer',
  approver: 'approver',
  monitor: 'monitor',
}

/**
 * Whom a piece of work falls to by name (pure): the people of the station who chose that function, else the offices that the
 * programme's plan names. Nobody chose and nothing is named: nobody.
 */
export function peopleFor(
  work: Pick<MonthWork, 'functions'>,
  { roles }: Pick<Programme, 'roles'>,
  chosen: ReadonlyMap<PersonFunction, readonly string[]>,
): string[] {
  const people = work.functions.flatMap((one) => chosen.get(one) ?? [])
  if (people.length > 0) return [...new Set(people)]
  const offices = work.functions.flatMap((one) => {
    const role = ROLE_OF[one]
    return (role && roles[role]?.name) ?? []
  })
  return [...new Set(offices)]
}

/** The people among whom somebody works: the station's own or the ward's, and the wards that have people of their own. */
export async function peopleAround(
  db: Db,
  wardStationId: string | undefined,
): Promise<{ people: Account[]; wardsAtWork: ReadonlySet<string> }> {
  const members = await listWardAccounts(db)
  const wardOfPerson = new Map(members.map((member) => [member.accountId, member.wardStationId]))
  return {
    people: (await listAccounts(db)).filter(({ id }) => wardOfPerson.get(id) === wardStationId),
    wardsAtWork: new Set(wardOfPerson.values()),
  }
}

/** Whether one of these wards makes a programme (pure). */
export function isMadeBy({ producer }: Pick<Programme, 'producer'>, wards: ReadonlySet<string>): boolean {
  return producer.kind === 'ward' && wards.has(producer.wardStationId)
}
