import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { run } from '../../machine/run.ts'

const NAMESPACES = [
  'office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"',
  'text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"',
  'table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"',
  'style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"',
  'fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
  'svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
  'draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"',
  'number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"',
  'dc="http://purl.org/dc/elements/1.1/"',
]
  .map((namespace) => `xmlns:${namespace}`)
  .join(' ')

/** A LibreOffice with a profile and a folder of its own. */
export class Office {
  readonly folder: string

  private constructor(folder: string) {
    this.folder = folder
  }

  static async open(): Promise<Office> {
    return new Office(await mkdtemp(join(tmpdir(), 'len-song-office-')))
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }

  /** Saves these files as another kind, all in one run; the answers are in their order. */
  async convert(files: readonly { name: string; bytes: Uint8Array | string }[], to: string): Promise<Buffer[]> {
    const out = await mkdtemp(join(this.folder, 'out-'))
    const paths = files.map(({ name }) => join(out, name))
    await Promise.all(files.map(({ bytes }, place) => writeFile(paths[place] ?? '', bytes)))
    const lines: string[] = []
    const outcome = await run(
      'soffice',
      [
        `-env:UserInstallation=${pathToFileURL(join(this.folder, 'profile'))}`,
        '--headless',
        '--norestore',
        '--convert-to',
        to,
        '--outdir',
        join(out, 'made'),
        ...paths,
      ],
      { env: { LC_ALL: 'C.UTF-8', TZ: 'Asia/Ho_Chi_Minh' }, onLine: (line) => lines.push(line) },
    )
    const ending = to.split(':')[0] ?? ''
    return Promise.all(
      files.map(({ name }) =>
        readFile(join(out, 'made', `${basename(name, extname(name))}.${ending}`)).catch((cause: unknown) => {
          throw new Error(`soffice (${outcome.code}) made no .${ending} of ${name}: ${lines.slice(-5).join(' ')}`, {
            cause,
          })
        }),
      ),
    )
  }
}

/** A text document of LibreOffice in one file, with these paragraphs and tables (OpenDocument). */
export function textDocument(body: string, changes = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?><office:document ${NAMESPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles><style:style style:name="old" style:family="text"><style:text-properties style:font-name=".VnTime" fo:font-family=".VnTime"/></style:style></office:automatic-styles><office:body><office:text>${changes}${body}</office:text></office:body></office:document>`
}

/** A spreadsheet of LibreOffice in one file; a cell that is a date is given as `YYYY-MM-DD`. */
export function spreadsheet(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number): string => {
    if (typeof value === 'number') return `<table:table-cell office:value-type="float" office:value="${value}"/>`
    if (/^\d{4}-\d\d-\d\d$/.test(value))
      return `<table:table-cell table:style-name="day" office:value-type="date" office:date-value="${value}"/>`
    return `<table:table-cell office:value-type="string">${value
      .split('\n')
      .map((line) => `<text:p>${line}</text:p>`)
      .join('')}</table:table-cell>`
  }
  return `<?xml version="1.0" encoding="UTF-8"?><office:document ${NAMESPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles><number:date-style style:name="date"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style><style:style style:name="day" style:family="table-cell" style:data-style-name="date"/></office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Phân công">${rows.map((row) => `<table:table-row>${row.map(cell).join('')}</table:table-row>`).join('')}</table:table></office:spreadsheet></office:body></office:document>`
}
