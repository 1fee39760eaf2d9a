import type { Programme } from '../contract/index.ts'

/** Whether a programme is told of to somebody (pure): a ward's person sees the ward's alone, the station's people all. */
export function isToldTo({ producer }: Pick<Programme, 'producer'>, wardStationId: string | undefined): boolean {
  return wardStationId === undefined || (producer.kind === 'ward' && producer.wardStationId === wardStationId)
}
