import { Type } from 'typebox'
import { Airing } from './airings.ts'
import { Id, Period, Signed } from './common.ts'
import { Render } from './renders.ts'
import { Revision, RevisionSummary } from './scripts.ts'
import { Take } from './takes.ts'

/** The way of an edition (kỳ phát): Kịch bản · Duyệt · Thu âm · Dựng · Lịch · Phát · Trạm. */
export const StepName = Type.Union([
  Type.Literal('script'),
  Type.Literal('approval'),
  Type.Literal('takes'),
  Type.Literal('render'),
  Type.Literal('schedule'),
  Type.Literal('air'),
  Type.Literal('wards'),
])

export const StepState = Type.Union([
  Type.Literal('waiting'),
  /** It is this step's turn: cần làm. */
  Type.Literal('due'),
  Type.Literal('done'),
  Type.Literal('problem'),
])

export const Step = Type.Object({
  name: StepName,
  state: StepState,
  /** Vietnamese, short: “3/4 tiết mục”, “Đã duyệt bản 2”. */
  note: Type.String(),
})

export const EditionSummary = Type.Object({
  id: Id,
  programmeId: Id,
  programmeName: Type.String(),
  period: Period,
  /** “Cải cách hành chính và cuộc sống, tháng 11/2026”. */
  title: Type.String(),
  steps: Type.Array(Step),
  /** The one obvious next step. Absent when all is done. */
  nextStep: Type.Optional(Type.Object({ name: StepName, label: Type.String() })),
})

export const EditionMade = Type.Object({ programmeId: Id, period: Period })

/** Everything that an edition's page shows. */
export const Edition = Type.Object({
  ...EditionSummary.properties,
  created: Signed,
  /** The units whose turn it is this period, from the rota. */
  rotaUnits: Type.Array(Type.String()),
  revisions: Type.Array(RevisionSummary),
  latest: Type.Optional(Revision),
  /** The newest approved revision, when it is not the latest one too. */
  approved: Type.Optional(Revision),
  takes: Type.Array(Take),
  /** Whether the programme wants every read approved by listening (nghe duyệt) before it is rendered and aired. */
  isListeningRequired: Type.Boolean(),
  renders: Type.Array(Render),
  airings: Type.Array(Airing),
  /** What stands between this edition and the air, in Vietnamese; empty when it may air. */
  missing: Type.Array(Type.String()),
  /** The same for a render: empty when “Dựng kỳ phát” may be pressed. */
  missingForRender: Type.Array(Type.String()),
})
