import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** The page of a link that is unknown, renewed, expired or revoked; which of these it is nobody is told. */
export function unknownLinkPage(): string {
  return messagePage('Đường dẫn không còn dùng được', ['Xin đài truyền thanh gửi lại đường dẫn mới.'])
}

/** A page of a title and a few sentences, with the way back where there is one. All of it is escaped. */
export function messagePage(title: string, lines: readonly string[], back?: { href: string; words: string }): string {
  const way = back ? `<p><a class="go" href="${escaped(back.href)}">${escaped(back.words)}</a></p>` : ''
  return sheet(
    title,
    `<main><h1>${escaped(title)}</h1>${lines.map((line) => `<p>${escaped(line)}</p>`).join('')}${way}</main>`,
  )
}

/** A whole document around a body: for a cheap telephone on slow 3G, one answer with all that it needs. */
export function sheet(title: string, body: string, more: { style?: string; script?: string } = {}): string {
  const script = more.script === undefined ? '' : `<script src="${escaped(more.script)}" defer></script>`
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escaped(title)}</title><link rel="icon" href="data:,">
<style>${STYLE}${more.style ?? ''}</style>${script}</head><body>
${body}
</body></html>
`
}

/**
 * Sends a page packed as the browser can unpack it. Nobody keeps it: what it says changes, and its address is a secret that
 * goes to no other site; to the station itself it may, for its forms say where they come from.
 */
export async function sendPage(request: FastifyRequest, reply: FastifyReply, page: string): Promise<FastifyReply> {
  reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'same-origin')
    .header('vary', 'accept-encoding')
  const accepted = String(request.headers['accept-encoding'] ?? '')
  if (/\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(await packed(page))
  if (/\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(await promisify(gzip)(page))
  return reply.send(page)
}

function packed(page: string): Promise<Buffer> {
  // 5 of 11: a tenth larger than the best, a thirtieth of its time.
  return promisify(brotliCompress)(page, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

const STYLE = `:root{color-scheme:light dark}body{margin:0 auto;max-width:40rem;padding:1rem;font:1.0625rem/1.55 system-ui,sans-serif;background:#f3f4f9;color:#12152b;overflow-wrap:anywhere}
header p{margin:0;color:#4a4f6a}h1{margin:.1rem 0 1.2rem;font-size:1.6rem;line-height:1.25}h2{margin:0 0 .3rem;font-size:1.2rem;line-height:1.35}
section{background:#fff;border-radius:14px;padding:1.1rem 1.1rem .9rem;margin:0 0 1rem}section p{margin:.3rem 0}ol{margin:.6rem 0;padding-left:1.4rem}
audio{width:100%;margin:.4rem 0}.go{box-sizing:border-box;display:block;text-align:center;background:#26388f;color:#fff;text-decoration:none;font-weight:600;border-radius:12px;padding:.85rem 1rem;min-height:2.9rem}
.files{list-style:none;margin:.3rem 0 .6rem;padding:0;display:grid;grid-template-columns:1fr 1fr;gap:.5rem}.light{box-sizing:border-box;display:block;height:100%;text-align:center;color:inherit;font-weight:600;text-decoration:none;border:1px solid;border-radius:12px;padding:.5rem;min-height:2.9rem}small{display:inline-block;font-weight:400;white-space:nowrap}.light small{display:block}
.good{color:#14663a;font-weight:600}.due{color:#8a4b00;font-weight:600}.stop{border:2px solid #b3261e}.stop h2{color:#b3261e}
.go:focus-visible,.light:focus-visible,summary:focus-visible,a:focus-visible{outline:3px solid #b26a00;outline-offset:2px}summary{padding:.7rem 0;cursor:pointer;min-height:1.6rem}code{font-size:.8rem}footer{color:#4a4f6a;font-size:.95rem}footer a{display:inline-block;padding:.6rem 0;color:inherit}
progress{width:100%}.older{margin:0 0 1rem}.older>summary{font-weight:600}
@media(prefers-color-scheme:dark){body{background:#0b0d16;color:#e9ebf7}section{background:#171a2b}header p,footer{color:#a9aec8}.go{background:#a9b7ff;color:#10142c}.good{color:#7ddba3}.due{color:#ffc069}.stop{border-color:#ff8a80}.stop h2{color:#ff8a80}}`
