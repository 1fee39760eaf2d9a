import type { DeliveryForm } from '../stations/index.ts'
import { type FeedEdition, type FeedFacts, feedTitle, fileUrl, pageUrl } from './feed.ts'

/**
 * The editions as a podcast: RSS 2.0 (RSS Advisory Board) with enclosures and the tags of Apple's namespace, one item an
 * edition, in one form. An edition that was made anew is another item, so that it is fetched anew; one that was withdrawn is
 * gone. The feed is secret: directories are told to leave it alone.
 */
export function rssOf(facts: FeedFacts, form: DeliveryForm): string {
  const items = facts.editions.flatMap((edition) => itemOf(facts, edition, form) ?? [])
  const newest = Math.max(0, ...facts.editions.map(({ publishedAt }) => publishedAt))
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
${[
  tag('title', feedTitle(facts)),
  tag('link', pageUrl(facts)),
  tag('description', `Các kỳ phát của ${facts.stationName} dành cho ${facts.wardName}. Địa chỉ này là riêng của trạm.`),
  tag('language', 'vi'),
  ...(newest > 0 ? [tag('lastBuildDate', rfc822(newest))] : []),
  tag('ttl', '30'),
  `<atom:link href="${escaped(facts.self)}" rel="self" type="application/rss+xml"/>`,
  tag('itunes:author', facts.stationName),
  tag('itunes:type', 'episodic'),
  tag('itunes:explicit', 'false'),
  tag('itunes:block', 'Yes'),
  '<itunes:category text="Government"/>',
  ...items,
].join('\n')}
</channel>
</rss>
`
}

function itemOf(facts: FeedFacts, edition: FeedEdition, form: DeliveryForm): string | undefined {
  const file = edition.files.find((one) => one.form === form)
  if (file?.bytes === undefined) return undefined
  const items = edition.items.map(({ title }, place) => `${place + 1}. ${title}`).join('\n')
  return `<item>
${[
  tag('title', edition.title),
  tag('link', pageUrl(facts)),
  `<guid isPermaLink="false">${escaped(`${edition.renderId}-${form}`)}</guid>`,
  tag('pubDate', rfc822(edition.publishedAt)),
  tag('description', items),
  tag('category', edition.programmeName),
  `<enclosure url="${escaped(fileUrl(facts, file))}" length="${file.bytes}" type="${escaped(file.mediaType)}"/>`,
  tag('itunes:title', edition.title),
  tag('itunes:author', facts.stationName),
  tag('itunes:duration', String(Math.round(edition.durationMs / 1000))),
  tag('itunes:episodeType', 'full'),
  tag('itunes:explicit', 'false'),
].join('\n')}
</item>`
}

function tag(name: string, text: string): string {
  return `<${name}>${escaped(text)}</${name}>`
}

/** RFC 822 with a year of four digits, as RSS 2.0 wants it. */
function rfc822(instant: number): string {
  return new Date(instant).toUTCString()
}

/** Text as XML 1.0 may carry it: what is no character there is left out. */
function escaped(text: string): string {
  return text
    .normalize('NFC')
    .replace(NO_CHARACTERS, '')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** XML 1.0, production 2: controls but for tab and line ends, lone halves of pairs, and two that are no characters. */
const NO_CHARACTERS = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu
