import type { Delivery, DeliveryAiring, DeliveryFile } from './delivery.ts'

/**
 * The page behind a ward station's link: written on the server, without JavaScript, for a cheap telephone on slow 3G.
 * Everything that people wrote is escaped.
 */
export function wardPage(
  wardName: string,
  stationName: string,
  deliveries: readonly Delivery[],
  linkPath: string,
): string {
  return page(
    wardName,
    `<header><p>${escaped(stationName)}</p><h1>${escaped(wardName)}</h1></header>
<main>${deliveries.length === 0 ? EMPTY : deliveries.map((delivery) => editionCard(delivery, linkPath)).join('\n')}</main>
<footer><p>Đường dẫn này là riêng của trạm. Xin đừng chuyển cho người khác.</p></footer>`,
  )
}

/** The page of a link that is unknown, renewed or revoked; which of these it is nobody is told. */
export function unknownLinkPage(): string {
  return page(
    'Đường dẫn không còn dùng được',
    '<main><h1>Đường dẫn không còn dùng được</h1><p>Xin đài truyền thanh gửi lại đường dẫn mới.</p></main>',
  )
}

const EMPTY =
  '<section><h2>Chưa có kỳ phát nào</h2><p>Khi đài dựng xong, kỳ phát sẽ hiện ở đây. Mở lại trang này sau.</p></section>'

function editionCard({ title, durationMs, items, airings, files, withdrawn }: Delivery, linkPath: string): string {
  const shown = airings.filter(({ state }) => !HIDDEN.has(state)).map((airing) => escaped(when(airing)))
  const address = (file: DeliveryFile) => escaped(`${linkPath}/${file.path}`)
  const [first] = files
  return `<section>
<h2>${escaped(title)}</h2>
${withdrawn ? `<p><strong>Đài đã rút kỳ phát này, xin đừng phát.</strong> ${escaped(withdrawn.why)}</p>` : ''}
<p>Thời lượng ${minutes(durationMs)}</p>
${shown.length === 0 ? '' : `<p>Đài phát: ${shown.join('; ')}</p>`}<ol>${items.map((item) => `<li>${escaped(item.title)}</li>`).join('')}</ol>
${first ? `<audio controls preload="none" src="${address(first)}?nghe=1"></audio>` : ''}
${files.map((file) => download(file, address(file))).join('\n')}
<details><summary>Mã kiểm SHA-256</summary>${files.map(hash).join('')}</details>
</section>`
}

const HIDDEN: ReadonlySet<DeliveryAiring['state']> = new Set(['withdrawn', 'missed', 'failed', 'incomplete', 'skipped'])
const WEEKDAYS = ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy']

function when({ date, time }: DeliveryAiring): string {
  const weekday = WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]
  return `${time} ${weekday} ${date.split('-').reverse().join('/')}`
}

const LABELS: Record<DeliveryFile['form'], string> = {
  mp3: 'Tải MP3',
  mono: 'Tải MP3 nhẹ cho cụm loa',
  wav: 'Tải WAV',
  script: 'Tải kịch bản',
  zip: 'Tải tất cả',
}

function download({ form, bytes }: DeliveryFile, address: string): string {
  const size = bytes === undefined ? '' : ` (${megabytes(bytes)})`
  return `<p><a class="${form === 'mp3' ? 'go' : 'light'}" href="${address}">${LABELS[form]}${size}</a></p>`
}

function hash({ sha256, plainFileName }: DeliveryFile): string {
  return sha256 === undefined ? '' : `<p>${escaped(plainFileName)}: <code>${sha256}</code></p>`
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"><title>${escaped(title)}</title>
<style>${STYLE}</style></head><body>
${body}
</body></html>
`
}

const STYLE = `:root{color-scheme:light dark}body{margin:0 auto;max-width:40rem;padding:1rem;font:1.0625rem/1.55 system-ui,sans-serif;background:#f3f4f9;color:#12152b}
header p{margin:0;color:#4a4f6a}h1{margin:.1rem 0 1.2rem;font-size:1.6rem;line-height:1.25}h2{margin:0 0 .3rem;font-size:1.2rem;line-height:1.35}
section{background:#fff;border-radius:14px;padding:1.1rem 1.1rem .9rem;margin:0 0 1rem}section p{margin:.3rem 0}ol{margin:.6rem 0;padding-left:1.4rem}
audio{width:100%;margin:.4rem 0}.go{display:block;text-align:center;background:#26388f;color:#fff;text-decoration:none;font-weight:600;border-radius:12px;padding:.85rem 1rem;min-height:1.6rem}
.light{display:block;text-align:center;color:inherit;font-weight:600;border:1px solid;border-radius:12px;padding:.75rem 1rem;min-height:1.6rem}
.go:focus-visible,.light:focus-visible,summary:focus-visible{outline:3px solid #b26a00;outline-offset:2px}summary{padding:.7rem 0;cursor:pointer}code{font-size:.8rem;overflow-wrap:anywhere}footer{color:#4a4f6a;font-size:.95rem}
@media(prefers-color-scheme:dark){body{background:#0b0d16;color:#e9ebf7}section{background:#171a2b}header p,footer{color:#a9aec8}.go{background:#a9b7ff;color:#10142c}}`

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

function minutes(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000)
  return `${Math.floor(seconds / 60)} phút ${String(seconds % 60).padStart(2, '0')} giây`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1).replace('.', ',')} MB`
}
