/** The door of `audio/output`: what left the station, by the ear and not by our own buffer. */
export {
  createOutputWatch,
  type HandedBlock,
  type HeardOutput,
  type OutputSeconds,
  type OutputWatch,
  type OutputWatchOptions,
} from './watch.ts'
