/** What a programme is beyond its name: rules, windows, roles, periods. */
export type ProgrammesMonthTables = Record<never, never>
