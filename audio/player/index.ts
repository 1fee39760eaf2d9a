export type { Cue, CueEnd, FileCue, HandedLevels, InputCue, PlayerEvent, PlayerStatus } from './events.ts'
export { playOnce } from './play-once.ts'
export { createPlayer, type Player, type PlayerOptions } from './player.ts'
