import type { MonthWork, PersonFunction, Programme, ProgrammeRoles } from '../contract/index.ts'

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
