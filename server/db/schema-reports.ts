/** Reports: who they go to, their words, those that were sent, kept as they were. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by its room
export interface ReportsTables {}
