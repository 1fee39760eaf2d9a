/** Papers of the month: what a confirmation or a plan for a power cut needs to say. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by its room
export interface MonthPapersTables {}
