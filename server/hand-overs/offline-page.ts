/** A file of the folder, as its page names it. */
export interface PageFile {
  name: string
  about: string
  bytes: number
  sha256: string
}

export interface OfflinePage {
  title: string
  stationName: string
  durationMs: number
  items: readonly string[]
  /** “05:15 Thứ Ba 18/11/2026”. */
  airings: readonly string[]
  /** What is heard in the page. */
  soundFileName: string
  script: string
  /** What the page leads to, the page itself apart. */
  files: readonly PageFile[]
  givenTo: string
  /** “22/11/2026 14:05”. */
  givenAt: string
}

/**
 * The page of a hand-over: opened from the stick in any browser, without a network and without scripts. It plays, shows the
 * words, and leads to every file beside it.
 */
export function offlinePage(page: OfflinePage): string {
  const { title, stationName, airings, givenTo } = page
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style></head><body>
<header><p>${escaped(stationName)}</p><h1>${escaped(title)}</h1></header>
<section><p>Thời lượng ${minutes(page.durationMs)}</p>
${airings.length === 0 ? '' : `<p>Đài phát: ${airings.map(escaped).join('; ')}</p>`}
<ol>${page.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ol>
<audio controls preload="metadata" src="${encodeURIComponent(page.soundFileName)}"></audio></section>
<section><h2>Các tệp</h2><ul>${page.files.map(fileLine).join('')}</ul>
<details><summary>Mã kiểm SHA-256</summary>${page.files.map(({ name, sha256 }) => `<p>${escaped(name)}<br><code>${sha256}</code></p>`).join('')}
<p>Kiểm tất cả cùng lúc trên Linux: <code>sha256sum -c SHA256SUMS</code>. Trên Windows, mở PowerShell trong thư mục này: <code>Get-FileHash * | Format-List</code>.</p></details></section>
<section><h2>Kịch bản</h2><div class="script">${escaped(page.script)}</div></section>
<footer><p>Giao ${escaped(page.givenAt)}${givenTo === '' ? '' : ` cho ${escaped(givenTo)}`}. Phát xong, trạm báo lại cho đài: đã phát lúc mấy giờ, hay vì sao không phát.</p></footer>
</body></html>
`
}

function fileLine({ name, about, bytes }: PageFile): string {
  return `<li><a href="${encodeURIComponent(name)}">${escaped(name)}</a><br><small>${escaped(about)} (${size(bytes)})</small></li>`
}

const STYLE = `:root{color-scheme:light dark}body{margin:0 auto;max-width:44rem;padding:1rem;font:1.0625rem/1.55 system-ui,sans-serif;background:#f3f4f9;color:#12152b}
header p{margin:0;color:#4a4f6a}h1{margin:.1rem 0 1.2rem;font-size:1.6rem;line-height:1.25}h2{margin:0 0 .3rem;font-size:1.2rem}
section{background:#fff;border-radius:14px;padding:1.1rem;margin:0 0 1rem}section p{margin:.3rem 0}ol,ul{margin:.6rem 0;padding-left:1.4rem}li{margin:.35rem 0}
audio{width:100%;margin:.4rem 0}a{color:#26388f}a:focus-visible,summary:focus-visible{outline:3px solid #b26a00;outline-offset:2px}summary{padding:.7rem 0;cursor:pointer}
code{font-size:.8rem;overflow-wrap:anywhere}small,footer{color:#4a4f6a}.script{white-space:pre-wrap;font-size:1.125rem;line-height:1.7}
@media(prefers-color-scheme:dark){body{background:#0b0d16;color:#e9ebf7}section{background:#171a2b}header p,footer,small{color:#a9aec8}a{color:#a9b7ff}}
@media print{body{background:none;max-width:none}section{padding:0}audio,details{display:none}}`

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

function minutes(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000)
  return `${Math.floor(seconds / 60)} phút ${String(seconds % 60).padStart(2, '0')} giây`
}

function size(bytes: number): string {
  if (bytes < 1e5) return `${Math.max(1, Math.round(bytes / 1e3))} KB`
  return `${(bytes / 1e6).toFixed(1).replace('.', ',')} MB`
}
