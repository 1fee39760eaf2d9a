import { parseArgs } from 'node:util'
import { chooseDevice } from './device.ts'
import { readLink } from './station-link.ts'
import { newPlayerId, openWardFolder, WARD_FORMS, type WardForm, type WardSettings } from './ward-folder.ts'

/** What the command line says: everything may be missing, then what was said the last time stands. */
export interface Told {
  link: string | undefined
  device: string | undefined
  form: string | undefined
}

/** Reads `LINK [--thiet-bi TÊN] [--dang wav|mp3|mono]`; a sentence where it makes no sense. */
export function tellPlayer(args: readonly string[]): Told | { sentence: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'thiet-bi': { type: 'string' }, dang: { type: 'string' } },
    })
    if (positionals.length > 1) return { sentence: HOW }
    return { link: positionals[0], device: values['thiet-bi'], form: values.dang }
  } catch {
    return { sentence: HOW }
  }
}

const HOW =
  'Cách chạy: npm run ward -- ĐƯỜNG-DẪN-CỦA-TRẠM [--thiet-bi "tên thiết bị"] [--dang wav|mp3|mono]. Những lần sau chỉ cần: npm run ward'

/**
 * The settings of this run: what is told now over what was told before, kept for the next. A sentence where something is
 * missing or cannot be; `ask` is asked for the device where several are there (undefined: nobody sits there).
 */
export async function sinceLastRun(
  dataDir: string,
  told: Told,
  ask: ((devices: readonly string[]) => Promise<string>) | undefined,
  choose = chooseDevice,
): Promise<WardSettings | { sentence: string }> {
  const folder = await openWardFolder(dataDir)
  const before = await folder.readSettings()
  const link = told.link === undefined ? before?.link : readLink(told.link)
  if (link === undefined) return { sentence: told.link === undefined ? HOW : NOT_A_LINK }
  const form = told.form === undefined ? (before?.form ?? 'wav') : formOf(told.form)
  if (form === undefined) return { sentence: 'Dạng tệp không có: chọn wav (gốc), mp3 hoặc mono (nhẹ nhất).' }
  const device = told.device === undefined && before !== undefined ? before.device : await deviceOf(told, ask, choose)
  if ('sentence' in device) return device
  const settings = { playerId: before?.playerId ?? newPlayerId(), link, device, form }
  await folder.writeSettings(settings)
  return settings
}

const NOT_A_LINK = 'Đường dẫn không đúng. Chép nguyên đường dẫn mà đài gửi, ví dụ: https://dai.example.vn/tram/…'

async function deviceOf(
  { device: named }: Told,
  ask: ((devices: readonly string[]) => Promise<string>) | undefined,
  choose: typeof chooseDevice,
): Promise<WardSettings['device'] | { sentence: string }> {
  const first = await choose(named)
  if ('device' in first) return first.device
  if (ask === undefined) return { sentence: sentenceOf(first) }
  const answered = await ask(first.devices.map(({ name }) => name))
  const second = await choose(answered)
  return 'device' in second ? second.device : { sentence: sentenceOf(second) }
}

function sentenceOf({ because, devices }: Exclude<Awaited<ReturnType<typeof chooseDevice>>, { device: unknown }>) {
  const names = devices.map(({ name }, place) => `  ${place + 1}. ${name}`).join('\n')
  const what = {
    none: 'Không thấy thiết bị phát nào trên máy này: cắm card âm thanh hoặc máy tăng âm rồi chạy lại.',
    several: 'Máy này có nhiều thiết bị phát, cần chọn một.',
    'not-found': 'Không có thiết bị phát nào mang tên đó.',
  }[because]
  return `${what}\n${names}\nChạy lại với: --thiet-bi SỐ hoặc --thiet-bi "tên thiết bị".`
}

function formOf(written: string): WardForm | undefined {
  return WARD_FORMS.find((form) => form === written.trim().toLowerCase())
}
