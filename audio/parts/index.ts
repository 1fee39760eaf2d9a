/** A sound made ready for a mix: decoded once, treated, cut, measured, and kept as long as there is room. */
export { FrameStream, silenceNonsense } from './frame-stream.ts'
export { type KeptFrames, minPartMs, type PartFigures, type PartSource, type ReadyPart } from './part.ts'
export { createPartStore, type PartIo, type PartStore, type PartStoreOptions } from './part-store.ts'
export { type TreatedListening, treatedMp3 } from './treated-listening.ts'
export { type Strength, type Treatment, untreated } from './treatment.ts'
