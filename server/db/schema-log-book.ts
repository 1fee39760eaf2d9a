/** The log of what was aired: notes that are added to its lines, and yearly archive packages. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by its room
export interface LogBookTables {}
