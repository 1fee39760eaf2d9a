/** Presets: programmes as the source documents describe them, from which a station makes its own. */
import type { PresetName, Producer, ProgrammePreset } from '../../contract/index.ts'
import type { NewProgramme } from '../store.ts'
import { BAO_LOC_2012 } from './bao-loc-2012.ts'
import { DUC_PHO_2024 } from './duc-pho-2024.ts'
import { NGA_NAM_2022, NGA_NAM_2022_DAN_HOI } from './nga-nam-2022.ts'
import type { Preset } from './preset.ts'
import { SA_DEC_2023 } from './sa-dec-2023.ts'
import { SOC_TRANG_2021 } from './soc-trang-2021.ts'

const SA_DEC: Preset = {
  ...structuredClone({
    name: SA_DEC_2023.name,
    source: SA_DEC_2023.source,
    kind: SA_DEC_2023.kind,
    rule: SA_DEC_2023.rule,
    intakeWindow: SA_DEC_2023.intakeWindow,
    reviewWindow: SA_DEC_2023.reviewWindow,
    roles: SA_DEC_2023.roles,
  }),
  preset: 'sa-dec-2023',
  about:
    '2 ngày phát mỗi tháng, từ ngày 15 đến 30, lúc 05:15 và 17:15; nhận tin, bài từ ngày 1 đến 10, thẩm định và duyệt từ ngày 10 đến 15; sẵn bảng phân công 12 tháng.',
  times: [...SA_DEC_2023.defaultTimes],
  targets: SA_DEC_2023.targets.map((target) => ({ ...target })),
  topics: [...SA_DEC_2023.topics],
  audiences: [...SA_DEC_2023.audiences],
  startsOn: SA_DEC_2023.startsOn,
  rota: SA_DEC_2023.rota.map(({ month, units }) => ({ month, units: units.map((unit) => ({ ...unit })) })),
}

const PRESETS: readonly Preset[] = [
  SA_DEC,
  NGA_NAM_2022,
  NGA_NAM_2022_DAN_HOI,
  BAO_LOC_2012,
  DUC_PHO_2024,
  SOC_TRANG_2021,
]

/** What a station may begin from, in the order in which it is offered; a programme of its own comes last. */
export function listPresets(): ProgrammePreset[] {
  return [
    ...PRESETS.map(({ preset, name, source, about, kind }) => ({ preset, name, source, about, kind })),
    {
      preset: 'empty',
      name: 'Chương trình khác',
      source: 'Của đài',
      about: 'Bắt đầu từ trang trắng: 1 ngày phát mỗi tháng lúc 17:00, không có bảng phân công. Mọi thứ đều sửa được.',
      kind: 'bulletin',
    },
  ]
}

/**
 * What a programme made from a preset begins as. `firstOfMonth` is when an empty one starts; a plan for one year starts
 * with that date's year. The preset itself is never handed out: what a station changes is its own.
 */
export function programmeFromPreset(
  name: PresetName,
  firstOfMonth: string,
  producer: Producer = { kind: 'station' },
): Omit<NewProgramme, 'createdAt' | 'by'> {
  const preset = PRESETS.find((one) => one.preset === name)
  if (!preset) {
    return {
      name: 'Chương trình mới',
      preset: 'empty',
      rule: { rule: { kind: 'days-a-month', daysAMonth: 1, fromDay: 1, toDay: 31 }, times: ['17:00'] },
      facts: { kind: 'bulletin', startsOn: firstOfMonth, targets: [], topics: [], audiences: [], roles: {}, producer },
      rota: [],
    }
  }
  const { rule, times, intakeWindow, reviewWindow, rota, ...copy } = structuredClone(preset)
  const { kind, targets, topics, audiences, roles } = copy
  return {
    name: copy.name,
    preset: copy.preset,
    rule: { rule, times, ...(intakeWindow && { intakeWindow }), ...(reviewWindow && { reviewWindow }) },
    facts: {
      kind,
      startsOn: copy.startsOn ?? `${firstOfMonth.slice(0, 4)}-01-01`,
      targets,
      topics,
      audiences,
      roles,
      producer,
    },
    rota,
  }
}
