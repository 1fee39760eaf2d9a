/**
 * The door of `audio`: everything about sound that the rest of the house may use. No HTTP, no SQL, no calendar.
 */
export {
  type KeptRange,
  type Levelled,
  type PartRole,
  type ProgrammeTags,
  planRecipe,
  type Recipe,
  type RecipeBed,
  type RecipePart,
  type RecipeSettings,
  type RecipeVersion1,
  type Rendered,
  type RenderedFile,
  type RenderedPart,
  type RenderIo,
  type RenderPhase,
  type RenderProgress,
  type Rundown,
  type RundownBed,
  type RundownSlot,
  readRecipe,
  render,
  renderOnly,
} from './assembly/index.ts'
export type { StretchStore } from './delivery/index.ts'
export { AudioError, type AudioErrorCode } from './errors.ts'
export type { Ffmpeg } from './ffmpeg.ts'
export { findFfmpeg } from './find-ffmpeg.ts'
export { type ShippedTune, shippedTunes, type TestToneOptions, testTone, testToneWav } from './jingles/index.ts'
export { type Loudness, type MeasureOptions, measure } from './loudness/index.ts'
export {
  type MixSurvey,
  type PreviewIo,
  previewMix,
  type ReadyMix,
  readyMix,
  surveyMix,
} from './mix/index.ts'
export {
  createOutputWatch,
  type HandedBlock,
  type HeardOutput,
  type OutputSeconds,
  type OutputWatch,
  type OutputWatchOptions,
} from './output/index.ts'
export {
  createPartStore,
  minPartMs,
  type PartStore,
  type PartStoreOptions,
  type ReadyPart,
  type Strength,
  type TreatedListening,
  type Treatment,
  treatedMp3,
  untreated,
} from './parts/index.ts'
export * from './player/index.ts'
export {
  acceptedExtensions,
  type Peaks,
  type Probe,
  type ProbeWarning,
  type ProbeWarningCode,
  peaks,
  probe,
  type Tags,
} from './probe/index.ts'
export {
  type CompareOptions,
  type Comparison,
  compareWithMaster,
  type MasterStretch,
  type ProofResult,
} from './proof/index.ts'
export {
  type Finding,
  type FindingKind,
  type Looked,
  type LookTask,
  qualityRulesVersion,
  surveySound,
} from './quality/index.ts'
export {
  type AudioDevice,
  type AudioInput,
  canOpen,
  defaultSink,
  type InputWish,
  listDevices,
  listInputs,
  machineDeviceClock,
  mayBeMoved,
  NULL_DEVICE_ID,
  type Openable,
  openInput,
  type PcmInput,
  PlayerError,
  type PlayerErrorCode,
  type SinkInput,
  type SinkVolume,
  sinkInputs,
  sinkOf,
  sinkVolumes,
} from './system/index.ts'
export {
  copySoundTrack,
  type EditedTake,
  type EditTakeOptions,
  editTake,
  FinePeaksCounter,
  finePeaks,
  plainlyPlayable,
  type TakePiece,
  transcodeForListening,
  type WriteWavOptions,
  type WrittenWav,
  wavForDevice,
  writeWav,
} from './takes/index.ts'
