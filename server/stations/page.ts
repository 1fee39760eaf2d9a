/** A file that a ward station may take. */
export interface WardFile {
  bytes: number
  sha256: string
  downloadPath: string
}

/** An edition that a ward station may take. */
export interface WardEdition {
  title: string
  items: string[]
  durationMs: number
  /** MP3 for FM and for listening, and the light one for loudspeaker clusters, where it was made. */
  mp3: WardFile
  mono?: WardFile
  /** When it airs, in the station's time: “05:15 Thứ Ba 18/11/2026”. */
  airings: string[]
}

/**
 * The page behind a ward station's link: written on the server, without JavaScript, for a cheap telephone on slow 3G.
 * Everything that people wrote is escaped.
 */
export function wardPage(wardName: string, stationName: string, editions: readonly WardEdition[]): string {
  return page(
    wardName,
    `<header><p>${escaped(stationName)}</p><h1>${escaped(wardName)}</h1></header>
<main>${editions.length === 0 ? EMPTY : editions.map(editionCard).join('\n')}</main>
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

function editionCard(edition: WardEdition): string {
  const { durationMs, mp3, mono } = edition
  const items = edition.items.map((title) => `<li>${escaped(title)}</li>`).join('')
  const airings = edition.airings.length === 0 ? '' : `<p>Đài phát: ${edition.airings.map(escaped).join('; ')}</p>`
  return `<section>
<h2>${escaped(edition.title)}</h2>
<p>Thời lượng ${minutes(durationMs)}</p>
${airings}<ol>${items}</ol>
<audio controls preload="none" src="${escaped(mp3.downloadPath)}?nghe=1"></audio>
${download(mp3, 'Tải MP3', 'go')}
${mono ? download(mono, 'Tải MP3 nhẹ cho cụm loa', 'light') : ''}
<details><summary>Mã kiểm SHA-256</summary>${mono ? hash(mp3, 'MP3') + hash(mono, 'MP3 nhẹ') : hash(mp3, 'MP3')}</details>
</section>`
}

function download({ downloadPath, bytes }: WardFile, label: string, look: 'go' | 'light'): string {
  return `<p><a class="${look}" href="${escaped(downloadPath)}">${label} (${megabytes(bytes)})</a></p>`
}

function hash({ sha256 }: WardFile, name: string): string {
  return `<p>${name}: <code>${sha256}</code></p>`
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
