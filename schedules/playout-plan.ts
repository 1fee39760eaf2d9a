/** One airing as the on-air process needs it: nothing has to be looked up elsewhere at five in the morning. */
export interface PlayoutAiring {
  airingId: string
  editionId: string
  /** For the console and the log. */
  title: string
  /** UTC ms of the first sample. */
  startsAt: number
  durationMs: number
  /** Length of the master in frames of 48 kHz. */
  frames: number
  /** The master's path relative to the data folder, with `/`. */
  masterPath: string
  masterSha256: string
  /** What to do when its instant has passed: `join` at the place where it should be by now. */
  late: 'join'
}

/** What will air in the next weeks, as a whole. It replaces the plan before it. */
export interface PlayoutPlan {
  version: 1
  /** UTC ms. */
  writtenAt: number
  station: { name: string; zone: string }
  device: { id: string; name: string }
  airings: PlayoutAiring[]
}
