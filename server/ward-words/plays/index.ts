/** When editions sounded at wards, each time once, whoever tells of it. */
export { mergedPlays, type ToldPlay } from './merge.ts'
export { type WardTelling, wardTellings } from './tellings.ts'
