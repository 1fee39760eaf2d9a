import type {
  Airing,
  ApprovalState,
  EditionSummary,
  Render,
  Revision,
  RevisionSummary,
  Step,
  StepName,
  Take,
} from '../contract/index.ts'
import { isInUse } from '../takes/index.ts'

/** What the seven steps of an edition are read from. */
export interface EditionFacts {
  revisions: readonly RevisionSummary[]
  latest: Pick<Revision, 'items'> | undefined
  /** How the newest revision stands with the leaders it was submitted to; absent: it was not submitted. */
  request?: { state: ApprovalState; returned: number } | undefined
  takes: readonly Pick<Take, 'itemId' | 'textHash' | 'choice' | 'listening'>[]
  /** Whether the programme wants every read approved by listening. */
  isListeningRequired: boolean
  renders: readonly Pick<Render, 'state' | 'mp3' | 'isCurrent'>[]
  airings: readonly Pick<Airing, 'state' | 'date'>[]
  missing: readonly string[]
  missingForRender: readonly string[]
  /** Distinct dates on which it was heard. */
  datesHeard: number
  /** Distinct dates of its period that the rule wants. */
  datesWanted: number
  /** Ward stations that took the newest render whole, and how many there are; absent: a ward makes it, which delivers to none. */
  wards?: { took: number; all: number } | undefined
}

const LABELS: Record<StepName, string> = {
  script: 'Soạn kịch bản',
  approval: 'Trình duyệt',
  takes: 'Thu âm',
  render: 'Dựng kỳ phát',
  schedule: 'Xếp lịch phát',
  air: 'Theo dõi phát sóng',
  wards: 'Gửi trạm',
}

/** Kịch bản · Duyệt · Thu âm · Dựng · Lịch · Phát · Trạm (not in a ward's own): how far each is, and which one is next (pure). */
export function stepsOf(facts: EditionFacts): Pick<EditionSummary, 'steps' | 'nextStep'> {
  const steps: Step[] = [
    script(facts),
    approval(facts),
    takes(facts),
    render(facts),
    schedule(facts),
    air(facts),
    ...(facts.wards ? [wards(facts.wards, facts.missing.length === 0)] : []),
  ]
  const next =
    steps.find(({ state }) => state === 'problem' || state === 'due') ?? steps.find(({ state }) => state === 'waiting')
  return next ? { steps, nextStep: { name: next.name, label: labelOf(next.name, facts) } } : { steps }
}

function labelOf(name: StepName, facts: EditionFacts): string {
  const isRead = facts.latest !== undefined && readsInUse(facts).length === facts.latest.items.length
  if (name === 'takes' && isRead) return 'Nghe duyệt bản thu'
  if (name === 'schedule' && !facts.wards) return 'Phát tại trạm rồi ghi lại'
  return name === 'approval' ? approvalLabel(facts) : LABELS[name]
}

function approvalLabel({ request }: EditionFacts): string {
  if (request?.state === 'waiting') return 'Theo dõi phê duyệt'
  return request?.state === 'returned' ? 'Sửa chỗ bị trả lại' : LABELS.approval
}

function script({ revisions }: EditionFacts): Step {
  const newest = revisions[0]
  return newest
    ? { name: 'script', state: 'done', note: `Bản ${newest.number}, ${newest.itemCount} tiết mục` }
    : { name: 'script', state: 'due', note: 'Chưa có' }
}

function approval({ revisions, request }: EditionFacts): Step {
  const newest = revisions[0]
  if (!newest) return { name: 'approval', state: 'waiting', note: '' }
  if (newest.approval) return { name: 'approval', state: 'done', note: `${newest.approval.approver} đã duyệt` }
  if (request?.state === 'returned') {
    return { name: 'approval', state: 'problem', note: `Trả lại ${request.returned} tiết mục` }
  }
  if (request?.state === 'withdrawn') return { name: 'approval', state: 'problem', note: 'Đã rút phê duyệt' }
  const isSubmitted = request?.state === 'waiting'
  if (revisions.some((revision) => revision.approval)) {
    const note = isSubmitted ? 'Đã sửa sau khi duyệt, đã trình lại' : 'Đã sửa sau khi duyệt'
    return { name: 'approval', state: 'problem', note }
  }
  const note = isSubmitted ? `Đã trình bản ${newest.number}` : `Chờ duyệt bản ${newest.number}`
  return { name: 'approval', state: 'due', note }
}

function takes(facts: EditionFacts): Step {
  const { latest, revisions, isListeningRequired } = facts
  if (!latest) return { name: 'takes', state: 'waiting', note: '' }
  const reads = readsInUse(facts)
  const heard = reads.filter(({ listening }) => listening === 'approved').length
  const isRead = reads.length === latest.items.length
  const isApproved = revisions[0]?.approval !== undefined
  const isDone = isRead && (!isListeningRequired || heard === reads.length)
  const note = [`${reads.length}/${latest.items.length} tiết mục`, listeningNote(facts, reads.length, heard)]
  return {
    name: 'takes',
    state: isDone ? 'done' : isApproved ? 'due' : 'waiting',
    note: note.filter((part) => part !== '').join(', '),
  }
}

/** What listeners said so far; nothing where nobody has listened and nobody has to. */
function listeningNote({ latest, takes: all, isListeningRequired }: EditionFacts, read: number, heard: number): string {
  const sentBack = (latest?.items ?? []).filter((item) => {
    const mine = all.filter((take) => take.itemId === item.itemId && take.textHash === item.textHash)
    return !mine.some(isInUse) && mine.some((take) => take.listening === 'sent-back' && take.choice !== 'discarded')
  }).length
  if (sentBack > 0) return `${sentBack} bị trả lại`
  if (read > 0 && heard === read) return 'đã nghe duyệt'
  if (isListeningRequired && read > 0) return `${read - heard} chưa nghe duyệt`
  return heard > 0 ? `${heard} đã nghe duyệt` : ''
}

function readsInUse({ latest, takes: all }: EditionFacts): EditionFacts['takes'] {
  return (latest?.items ?? []).flatMap(
    ({ itemId, textHash }) =>
      all.find((take) => take.itemId === itemId && take.textHash === textHash && isInUse(take)) ?? [],
  )
}

function render({ renders, missing, missingForRender }: EditionFacts): Step {
  const [newest] = renders
  if (newest?.state === 'queued' || newest?.state === 'running')
    return { name: 'render', state: 'due', note: 'Đang dựng' }
  if (missing.length === 0)
    return { name: 'render', state: 'done', note: figures(renders.find(({ state }) => state === 'verified')) }
  if (missingForRender.length > 0) return { name: 'render', state: 'waiting', note: '' }
  if (newest?.state === 'refused' || newest?.state === 'failed')
    return { name: 'render', state: 'problem', note: 'Dựng chưa đạt' }
  return { name: 'render', state: 'due', note: newest ? 'Cần dựng lại' : 'Chưa dựng' }
}

function figures(verified: Pick<Render, 'mp3' | 'isCurrent'> | undefined): string {
  if (verified?.isCurrent === false) return 'Bố cục đã đổi sau khi dựng'
  const lufs = verified?.mp3?.figures.integratedLufs
  return lufs === undefined ? 'Đã dựng' : `${lufs.toFixed(1).replace('-', '−').replace('.', ',')} LUFS`
}

function schedule({ airings, datesWanted, missing, renders }: EditionFacts): Step {
  const dates = new Set(airings.filter(({ state }) => !LOST.has(state)).map(({ date }) => date)).size
  const note = daysNote(dates, datesWanted)
  const stuck = airings.filter(({ state }) => state === 'incomplete').length
  const wasReady = missing.length > 0 && renders.some(({ state }) => state === 'verified')
  if (stuck > 0 && wasReady) return { name: 'schedule', state: 'problem', note: `${stuck} lần sẽ không phát` }
  if (dates >= datesWanted) return { name: 'schedule', state: 'done', note }
  return { name: 'schedule', state: missing.length === 0 ? 'due' : 'waiting', note }
}

function air({ airings, datesHeard, datesWanted }: EditionFacts): Step {
  const note = daysNote(datesHeard, datesWanted)
  if (airings.some(({ state }) => state === 'on-air')) return { name: 'air', state: 'due', note: 'Đang phát' }
  if (datesHeard >= datesWanted) return { name: 'air', state: 'done', note }
  const isLost = airings.some(({ state }) => state === 'missed' || state === 'failed' || state === 'replaced')
  const isComing = airings.some(({ state }) => state === 'ready' || state === 'incomplete')
  return {
    name: 'air',
    state: isLost && !isComing ? 'problem' : 'waiting',
    note: isLost && !isComing ? `${note}, có lần lỡ` : note,
  }
}

function wards({ took, all }: { took: number; all: number }, mayAir: boolean): Step {
  if (all === 0) return { name: 'wards', state: 'waiting', note: 'Chưa có trạm' }
  const state = took >= all ? 'done' : mayAir ? 'due' : 'waiting'
  return { name: 'wards', state, note: `${took}/${all} trạm đã tải` }
}

/** “1/2 ngày”; what goes beyond the rule is said as such. */
function daysNote(days: number, wanted: number): string {
  return days > wanted ? `${days} ngày (cần ${wanted})` : `${days}/${wanted} ngày`
}

const LOST = new Set(['withdrawn', 'missed', 'failed', 'skipped', 'replaced'])
