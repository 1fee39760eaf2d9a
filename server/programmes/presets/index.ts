/** Presets: programmes as the source documents describe them, from which a station makes its own. */
import type { NewProgramme } from '../store.ts'
import { SA_DEC_2023 } from './sa-dec-2023.ts'

export type PresetName = 'sa-dec-2023' | 'empty'

/** What a programme made from a preset begins as. `firstOfMonth` is when an empty one starts. */
export function programmeFromPreset(preset: PresetName, firstOfMonth: string): Omit<NewProgramme, 'createdAt'> {
  if (preset === 'empty') {
    return {
      name: 'Chương trình mới',
      rule: { kind: 'days-a-month', daysAMonth: 1, fromDay: 1, toDay: 31 },
      times: ['17:00'],
      startsOn: firstOfMonth,
      preset,
      rota: [],
    }
  }
  const { name, rule, defaultTimes, startsOn, rota } = SA_DEC_2023
  return {
    name,
    rule,
    times: [...defaultTimes],
    startsOn,
    preset,
    rota: rota.map(({ month, units }) => ({ month, units: units.map((unit) => ({ ...unit })) })),
  }
}
