import { dateAt, timeAt, vietnameseDate } from '../../schedules/index.ts'
import { AIRING_STATE_WORDS } from '../airings/index.ts'
import type { LogLine } from '../contract/index.ts'
import { STATION_ZONE } from '../deps.ts'
import { approverWords, itemWords, proofWords, signedNote } from '../log-book/index.ts'
import { escaped } from '../stations/index.ts'
import type { EntryFolder, WantedFile } from './contents.ts'
import { airingWords, momentWords } from './words.ts'

/** What both pages of a package say of it. */
export interface PackageTold {
  stationName: string
  year: number
  /** An instant, UTC ms. */
  madeAt: number
  madeBy: string
  /** Vietnamese: what should be in it and is not. */
  lacks: readonly string[]
  /** Names of files that were found whole; a link leads to no other. */
  isThere: (name: string) => boolean
}

/**
 * The page that a package is opened by: in any browser, without a network, in ten years as today. Everything stands in it; its
 * few lines of script only hide what is not looked for.
 */
export function indexPage(told: PackageTold, folders: readonly EntryFolder[], logFiles: readonly string[]): string {
  const months = Map.groupBy(folders, ({ entry }) => dateAt(entry.airings[0]?.at ?? 0, STATION_ZONE).slice(0, 7))
  const sections = [...months].toSorted(([a], [b]) => a.localeCompare(b))
  const body = sections
    .map(
      ([month, of]) =>
        `<section><h2>Tháng ${Number(month.slice(5))}/${month.slice(0, 4)}</h2>${of.map((one) => entryHtml(one, told)).join('')}</section>`,
    )
    .join('\n')
  const { stationName, year, lacks } = told
  return page(
    `Lưu trữ phát thanh năm ${year}`,
    `<header><p>${escaped(stationName)}</p><h1>Lưu trữ phát thanh năm ${year}</h1>
<p>${folders.length} nội dung đã phát. ${logFiles.map((name) => `<a href="${link(name)}">${escaped(name)}</a>`).join(' · ')}</p>
<p><label>Tìm trong năm <input id="find" type="search" autocomplete="off"></label> <span id="found" role="status"></span></p></header>
${lacks.length === 0 ? '' : `<section><h2>Chưa có trong gói</h2><ul>${lacks.map((lack) => `<li>${escaped(lack)}</li>`).join('')}</ul></section>`}
${body}
<footer><p>Làm lúc ${momentWords(told.madeAt)}, người làm: ${escaped(told.madeBy)}. Tệp SHA256SUMS giữ mã kiểm của mọi tệp; kiểm trên Linux: <code>sha256sum -c SHA256SUMS</code>; trên Windows, mở PowerShell trong thư mục này: <code>Get-FileHash -Algorithm SHA256 (Get-ChildItem -Recurse -File) | Format-List</code>.</p></footer>
<script>${SEARCH}</script>`,
  )
}

function entryHtml({ entry, sound, master, scans, script, approval }: EntryFolder, { isThere }: PackageTold): string {
  const there = (file: WantedFile | undefined) => (file && isThere(file.name) ? file : undefined)
  const heard = there(sound)
  const files: [string | undefined, string][] = [
    [heard?.name, heard?.name.endsWith('.mp3') ? 'MP3' : 'WAV'],
    [there(master)?.name, 'WAV gốc'],
    [script?.name, 'Kịch bản'],
    [approval?.name, 'Phê duyệt'],
    ...scans.map((scan, place): [string | undefined, string] => [there(scan)?.name, `Giấy duyệt ${place + 1}`]),
  ]
  const links = files.flatMap(([name, words]) => (name === undefined ? [] : [`<a href="${link(name)}">${words}</a>`]))
  const { title, airings, items, readers } = entry
  const who = [approverWords(entry), readers.length > 0 ? `đọc: ${readers.join(', ')}` : undefined].filter(Boolean)
  return `<article><h3>${escaped(title)}</h3>
<p>${airings.map((airing) => escaped(airingWords(airing))).join('; ')}</p>
${items.length === 0 ? '' : `<ol>${items.map((item) => `<li>${escaped(itemWords(item))}</li>`).join('')}</ol>`}
${who.length === 0 ? '' : `<p>${escaped(who.join('; '))}</p>`}
${heard ? `<audio controls preload="none" src="${link(heard.name)}"></audio>` : '<p class="soft">Không có tệp tiếng trong gói.</p>'}
<p>${links.join(' · ')}</p>
${script ? `<details><summary>Lời</summary><div class="script">${escaped(script.content.toString('utf8').replace(/^\u{FEFF}/u, ''))}</div></details>` : ''}
</article>`
}

/** Sổ nhật ký phát sóng of a year as a page: what is printed when nothing else opens any more. */
export function logPage(
  { stationName, year, isThere }: PackageTold,
  lines: readonly LogLine[],
  proofs: ReadonlyMap<string, WantedFile>,
): string {
  const rows = lines.map((line) => {
    const proof = proofs.get(line.airingId)
    const proved =
      proof && isThere(proof.name)
        ? `<a href="${link(proof.name)}">${escaped(proofWords(line))}</a>`
        : escaped(proofWords(line))
    const heard = line.startedAt === undefined ? 'không có tiếng' : clock(line.startedAt)
    const length = line.soundedMs === undefined ? '' : `<br>${minutes(line.soundedMs)}`
    const cells = [
      `${vietnameseDate(dateAt(line.plannedAt, STATION_ZONE))}<br>${timeAt(line.plannedAt, STATION_ZONE)}`,
      `<b>${escaped(line.editionTitle)}</b>${line.items.map((item) => `<br>${escaped(itemWords(item))}`).join('')}`,
      `${heard}${length}${line.deviceIsNull ? '<br>không phát ra loa' : ''}`,
      `${escaped(approverWords(line) ?? '')}${line.readers.length > 0 ? `<br>Đọc: ${escaped(line.readers.join(', '))}` : ''}`,
      `<b>${escaped(AIRING_STATE_WORDS[line.outcome])}</b><br>${escaped(line.note)}${line.notes.map((note) => `<br>${escaped(signedNote(note))}`).join('')}`,
      `${proved}<br><code>${line.masterSha256 ?? ''}</code>`,
    ]
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
  })
  const heads = ['Định phát', 'Kỳ phát, tiết mục', 'Tiếng thật', 'Duyệt, đọc', 'Kết quả, ghi chú', 'Minh chứng, mã tệp']
  return page(
    `Sổ nhật ký phát sóng năm ${year}`,
    `<header><p>${escaped(stationName)}</p><h1>Sổ nhật ký phát sóng năm ${year}</h1><p><a href="index.html">Về trang lưu trữ</a></p></header>
<table><thead><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`,
    'wide',
  )
}

function page(title: string, body: string, look = ''): string {
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title><style>${STYLE}</style></head><body class="${look}">
${body}
</body></html>
`
}

const SEARCH = `(function(){var fold=function(t){return t.normalize('NFD').replace(/[\\u0300-\\u036f]/g,'').toLowerCase().replace(/\\u0111/g,'d')};
var all=[].slice.call(document.querySelectorAll('article')).map(function(a){return [a,fold(a.textContent)]});
var box=document.getElementById('find'),told=document.getElementById('found');
box.oninput=function(){var words=fold(box.value).split(/\\s+/).filter(Boolean),n=0;all.forEach(function(p){var is=words.every(function(w){return p[1].indexOf(w)>=0});p[0].hidden=!is;if(is)n++});
[].forEach.call(document.querySelectorAll('section'),function(s){var of=s.querySelectorAll('article');if(of.length)s.hidden=!s.querySelector('article:not([hidden])')});
told.textContent=words.length?n+' nội dung':''}})()`

const STYLE = `:root{color-scheme:light dark}body{margin:0 auto;max-width:52rem;padding:1rem;font:1.0625rem/1.55 system-ui,sans-serif;background:#f3f4f9;color:#12152b}
body.wide{max-width:none}header p,footer,.soft{color:#4a4f6a}h1{margin:.1rem 0 .6rem;font-size:1.6rem;line-height:1.25}h2{margin:0 0 .3rem;font-size:1.25rem}h3{margin:0;font-size:1.0625rem}
section{background:#fff;border-radius:14px;padding:1.1rem;margin:0 0 1rem}article{padding:.9rem 0;border-top:1px solid #d9dde7}article p,article ol{margin:.3rem 0}
input{font:inherit;padding:.5rem .7rem;border:1px solid #7b849d;border-radius:8px;min-width:14rem}audio{width:100%;margin:.4rem 0}a{color:#26388f}:focus-visible{outline:3px solid #b26a00;outline-offset:2px}
summary{padding:.6rem 0;cursor:pointer}.script{white-space:pre-wrap;font-size:1.0625rem;line-height:1.7}code{font-size:.75rem;overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse;background:#fff;font-size:.875rem}th,td{padding:.4rem .5rem;border:1px solid #9aa1b5;text-align:left;vertical-align:top}td:last-child{max-width:14rem}
@media(prefers-color-scheme:dark){body{background:#0b0d16;color:#e9ebf7}section,table{background:#171a2b}header p,footer,.soft{color:#a9aec8}a{color:#a9b7ff}article{border-color:#2a2f42}}
@media print{@page{size:A4 landscape;margin:12mm}body{background:none;color:#000}audio,label{display:none}thead{display:table-header-group}tr{break-inside:avoid}}`

function link(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/')
}

function clock(at: number): string {
  const seconds = Math.round(at / 1000)
  return `${timeAt(seconds * 1000, STATION_ZONE)}:${String(seconds % 60).padStart(2, '0')}`
}

function minutes(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} phút ${String(seconds % 60).padStart(2, '0')} giây`
}
