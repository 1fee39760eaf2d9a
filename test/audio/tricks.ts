import type { Specimen } from './mutations.ts'

/**
 * Files that would have their reader open something else: a file of this machine or an address. `secretPath` is a sound that
 * must not be heard through them, `origin` an HTTP server that must not be asked. Pure.
 */
export function tricks(honest: readonly Specimen[], secretPath: string, origin: string): Specimen[] {
  const url = `${origin}/secret.wav`
  const lists: [name: string, text: string][] = [
    ['an ffconcat script', `ffconcat version 1.0\nfile '${secretPath}'\n`],
    ['an ffconcat script to an address', `ffconcat version 1.0\nfile '${url}'\n`],
    ['an M3U list', `#EXTM3U\n#EXTINF:10,\n${secretPath}\n`],
    ['an HLS list of files', `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n${secretPath}\n#EXT-X-ENDLIST\n`],
    ['an HLS list of addresses', `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n${url}\n#EXT-X-ENDLIST\n`],
    [
      'an HLS list with a key elsewhere',
      `#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="${origin}/key"\n#EXTINF:10,\n${secretPath}\n#EXT-X-ENDLIST\n`,
    ],
    [
      'an HLS list of a concat',
      `#EXTM3U\n#EXTINF:10,\nconcat:${url}|subfile,,start,0,end,64,,:${secretPath}\n#EXT-X-ENDLIST\n`,
    ],
    [
      'a DASH manifest',
      `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><AdaptationSet mimeType="audio/mp4"><Representation id="1" bandwidth="1"><BaseURL>${url}</BaseURL></Representation></AdaptationSet></Period></MPD>`,
    ],
    ['a PLS list', `[playlist]\nFile1=${url}\nNumberOfEntries=1\n`],
    ['an SDP session', 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n'],
    ['an ASX list', `<asx version="3.0"><entry><ref href="${url}"/></entry></asx>`],
    ['a shell script', `#!/bin/sh\ncp ${secretPath} .\n`],
    ['a filter graph', `amovie=${secretPath}`],
    ['an FFmetadata file', `;FFMETADATA1\ntitle=${secretPath}\n`],
  ]
  const named = lists.flatMap(([name, text]) =>
    ['danh-sach.mp3', 'danh-sach.wav'].map((fileName) => ({
      name: `${name} named ${fileName}`,
      fileName,
      bytes: Buffer.from(text),
    })),
  )
  const hidden = lists.slice(0, 7).map(([name, text]) => ({
    name: `${name} after an ID3 tag`,
    fileName: 'danh-sach.mp3',
    bytes: Buffer.concat([Buffer.from('ID3\u0004\0\0\0\0\0\0', 'latin1'), Buffer.from(text)]),
  }))
  return [...named, ...hidden, ...references(honest, secretPath, url)]
}

/** QuickTime data references (`dref`): the sound said to lie elsewhere, by address and by path. */
function references(honest: readonly Specimen[], secretPath: string, url: string): Specimen[] {
  const movie = honest.find(({ fileName }) => fileName.endsWith('.m4a'))
  const at = movie?.bytes.indexOf('dref') ?? -1
  if (movie === undefined || at < 0) return []
  const made = [
    { name: 'a movie whose sound lies at an address', entry: box('url ', Buffer.from(`\0\0\0\0${url}\0`)) },
    { name: 'a movie whose sound is another file', entry: box('url ', Buffer.from(`\0\0\0\0file://${secretPath}\0`)) },
    {
      name: 'a movie whose sound is an alias',
      entry: box('alis', Buffer.concat([Buffer.alloc(4), alias(secretPath)])),
    },
  ].map(({ name, entry }) => ({ name, fileName: 'phim.mov', bytes: withReference(movie.bytes, at, entry) }))
  const rest = box('rmra', box('rmda', box('rdrf', Buffer.from(`\0\0\0\0url \0\0\0\u0010${url}\0`, 'latin1'))))
  const opened = Buffer.concat([box('ftyp', Buffer.from('qt  \0\0\0\0')), box('moov', rest)])
  return [...made, { name: 'a reference movie', fileName: 'phim.mov', bytes: opened }]
}

/** The file with its data reference exchanged, and every box around it grown by as much. */
function withReference(bytes: Buffer, at: number, entry: Buffer): Buffer {
  const oldLength = bytes.readUInt32BE(at - 4)
  const dref = box('dref', Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), entry]))
  const grown = dref.length - oldLength
  const changed = Buffer.concat([bytes.subarray(0, at - 4), dref, bytes.subarray(at - 4 + oldLength)])
  for (const around of ['moov', 'trak', 'mdia', 'minf', 'dinf']) {
    const place = changed.indexOf(around)
    if (place >= 4) changed.writeUInt32BE(changed.readUInt32BE(place - 4) + grown, place - 4)
  }
  return changed
}

/** A Mac alias record with nothing but the absolute path (tag 2), as much of it as FFmpeg's demuxer reads. */
function alias(path: string): Buffer {
  const head = Buffer.alloc(150)
  const name = Buffer.from(path)
  const tag = Buffer.alloc(4)
  tag.writeUInt16BE(2, 0)
  tag.writeUInt16BE(name.length, 2)
  return Buffer.concat([head, tag, name, Buffer.from([0xff, 0xff, 0, 0])])
}

function box(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + content.length)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, content])
}

/** An honest file under names that a careless program would take for something else. Pure. */
export function oddNames(honest: Specimen): Specimen[] {
  const names = [
    'bài đọc số 1.wav',
    'bài đọc số 1.wav'.normalize('NFD'),
    '🎙️ thu âm 👩‍👩‍👧.wav',
    'gnuhp\u202evaw.3pm',
    'không\u200bdấu\u00a0cách.wav',
    '../../../etc/passwd',
    '..\\..\\windows\\system.wav',
    '/etc/passwd',
    '-i.wav',
    '%d%s%n.wav',
    'pipe:0',
    'concat:a|b.wav',
    'http://127.0.0.1/a.wav',
    'a"b\'c`d$(e).wav',
    'dòng một\ndòng hai.wav',
    'không\0hết.wav',
    'nửa \ud83d.wav',
    `${'dài '.repeat(2_000)}.wav`,
    `${'🎙'.repeat(300)}a.wav`,
    'CON.wav',
    '.wav',
    '.',
    ' ',
    'không-đuôi',
    'hai.đuôi.mp3.exe',
  ]
  return names.map((fileName, place) => ({ name: `an odd name, ${place + 1}`, fileName, bytes: honest.bytes }))
}
