import { dateAt, timeAt } from '../../../schedules/index.ts'
import type { NotAiredReason, WardRecording, WardWord } from '../../contract/index.ts'
import { STATION_ZONE } from '../../deps.ts'
import { escaped } from '../../stations/index.ts'
import { momentWords } from './moments.ts'
import { REASON_WORDS } from './reasons.ts'

/** What a ward's page shows of one edition besides its files. */
export interface SectionFacts {
  /** `/tram/SECRET/da-phat/EDITION`: where the forms go. */
  action: string
  words: readonly WardWord[]
  recordings: readonly WardRecording[]
  /** What its player's journal tells, the oldest first. */
  playedAt: readonly number[]
  /** Offered to be pressed, the newest first. */
  offered: readonly number[]
  now: number
}

/** A withdrawn edition that the ward has taken. */
export interface RecallFacts {
  action: string
  title: string
  recall: { at: number; why: string }
  /** Since when the ward has it; undefined: only that it aired it is known. */
  hasAt: number | undefined
  seenAt: number | undefined
}

/**
 * The part of an edition where a ward says that it aired, or why not (pure): forms that work without JavaScript, so that a word
 * is said in two touches: open, press the time. Everything that people wrote is escaped.
 */
export function sectionOf(facts: SectionFacts): string {
  const { action, words, playedAt } = facts
  const said = words.map((word) => wordLine(action, word)).join('')
  const played = playedAt.map((at) => `<p class="ok">✓ Máy phát tự động đã phát ${momentWords(at)}</p>`).join('')
  const hasAired = playedAt.length > 0 || words.some(({ word }) => word === 'aired')
  return `${played}${said}${facts.recordings.map(recordingLine).join('')}
<details${hasAired ? '' : ' class="ask"'}><summary>${hasAired ? 'Báo thêm lần phát, gửi bản thu' : 'Đã phát'}</summary>
${timeButtons(facts)}${otherTime(facts)}${recordingForm(action)}</details>
${hasAired ? '' : `<details><summary>Không phát được</summary>${reasonForm(action)}</details>`}`
}

/** What stands over everything else while the ward holds an edition that it must not air (pure). */
export function recallNotice({ action, title, recall, hasAt, seenAt }: RecallFacts): string {
  const answer =
    seenAt === undefined
      ? `<form method="post" action="${escaped(action)}/da-biet"><input type="hidden" name="luc" value="${recall.at}"><button class="go">Trạm đã biết, sẽ không phát</button></form>`
      : `<p class="ok">✓ Trạm đã báo biết lúc ${momentWords(seenAt)}</p>`
  return `<section class="recall"><h2>Đừng phát: ${escaped(title)}</h2>
<p>Đài đã rút kỳ này lúc ${momentWords(recall.at)}. ${escaped(recall.why)}</p>
<p>${hasAt === undefined ? 'Xin' : `Trạm đã nhận lúc ${momentWords(hasAt)}: xin`} bỏ tệp và gỡ khỏi lịch phát.</p>
${answer}</section>`
}

/** The looks of these parts, for the page's own style sheet. */
export const SECTION_STYLE = `form{margin:.5rem 0}.row{display:flex;flex-wrap:wrap;gap:.5rem}button,.field{font:inherit;border-radius:12px;min-height:2.9rem}
button{background:none;color:inherit;border:1px solid;padding:.5rem .9rem;font-weight:600;cursor:pointer}button.go{width:100%;border:0}.ask>summary{font-weight:600}
.field{box-sizing:border-box;width:100%;max-width:100%;padding:.5rem .7rem;border:1px solid #6b7090;background:none;color:inherit}label{display:block;margin:.5rem 0}
.ok{font-weight:600}.undo{display:inline;margin:0}.undo button{border:0;padding:.2rem .4rem;min-height:2.75rem;text-decoration:underline;font-weight:400}
.recall{border:3px solid #b3261e}button:focus-visible,.field:focus-visible{outline:3px solid #b26a00;outline-offset:2px}`

function wordLine(action: string, { id, word, startsAt, reason, note, by, at }: WardWord): string {
  const who = by === undefined ? 'Trạm báo' : `${escaped(by)} ghi giúp trạm`
  const what =
    word === 'aired' && startsAt !== undefined
      ? `<b>✓ Đã phát ${momentWords(startsAt)}</b>`
      : `<b>Không phát: ${escaped(reasonLine(reason, note))}</b>`
  return `<p>${what}<br>${who} lúc ${momentWords(at)}</p>
<form class="undo" method="post" action="${escaped(action)}/rut-lai"><button name="loi" value="${escaped(id)}">Ghi nhầm, rút lại</button></form>`
}

function reasonLine(reason: NotAiredReason | undefined, note: string): string {
  const words = reason === undefined || reason === 'other' ? '' : REASON_WORDS[reason]
  return [words, note].filter(Boolean).join(': ')
}

function recordingLine({ fileName, isWaiting, found, matched, airedAt, problem }: WardRecording): string {
  const result = isWaiting
    ? 'đang đối soát, mở lại trang sau ít phút'
    : problem !== undefined
      ? problem
      : found
        ? `đúng là kỳ này, khớp ${Math.round(100 * (matched ?? 0))} %${airedAt === undefined ? '' : `, phát lúc ${momentWords(airedAt)}`}`
        : 'không thấy kỳ này trong bản thu'
  return `<p>${found ? '<b>✓ Bản thu</b>' : 'Bản thu'} “${escaped(fileName)}”: ${escaped(result)}</p>`
}

function timeButtons({ action, offered }: SectionFacts): string {
  if (offered.length === 0) return ''
  const buttons = offered.map((instant) => {
    const value = `${dateAt(instant, STATION_ZONE)} ${timeAt(instant, STATION_ZONE)}`
    return `<button class="go" name="luc" value="${value}">${momentWords(instant)}</button>`
  })
  return `<form method="post" action="${escaped(action)}"><p>Bấm vào giờ trạm đã phát:</p><div class="row">${buttons.join('')}</div></form>`
}

function otherTime({ action, offered, now }: SectionFacts): string {
  const today = dateAt(now, STATION_ZONE)
  return `<form method="post" action="${escaped(action)}"><p>${offered.length === 0 ? 'Trạm đã phát lúc nào?' : 'Hoặc giờ khác:'}</p>
<label>Ngày <input class="field" type="date" name="ngay" value="${today}" max="${today}" required></label>
<label>Giờ <input class="field" type="time" name="gio" placeholder="05:15" required></label>
<button>Ghi đã phát giờ này</button></form>`
}

function recordingForm(action: string): string {
  return `<details><summary>Gửi bản thu làm bằng chứng (không bắt buộc)</summary>
<form method="post" enctype="multipart/form-data" action="${escaped(action)}/ban-thu">
<label>Tệp thu âm <input class="field" type="file" name="tep" accept="audio/*,video/*" required></label>
<label>Bắt đầu thu ngày (nếu biết) <input class="field" type="date" name="ngay"></label>
<label>Lúc <input class="field" type="time" step="1" name="gio"></label>
<button>Gửi bản thu</button></form></details>`
}

function reasonForm(action: string): string {
  const buttons = Object.entries(REASON_WORDS).map(
    ([reason, words]) => `<button name="ly-do" value="${reason}">${escaped(words)}</button>`,
  )
  return `<form method="post" action="${escaped(action)}"><label>Ghi thêm (nếu cần) <textarea class="field" name="ghi-chu" rows="2" maxlength="500"></textarea></label>
<p>Bấm vào lý do:</p><div class="row">${buttons.join('')}</div></form>`
}
