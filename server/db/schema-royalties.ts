/** The royalty ledger: the rates that the station fills in. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by its room
export interface RoyaltiesTables {}
