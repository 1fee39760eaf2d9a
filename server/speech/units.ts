/** Units behind a figure, as they are said; the longest written form counts. */
const UNITS: Readonly<Record<string, string>> = {
  '%': 'phần trăm',
  '‰': 'phần nghìn',
  '°C': 'độ xê',
  '°': 'độ',
  'km/h': 'ki lô mét trên giờ',
  'km/giờ': 'ki lô mét trên giờ',
  'km²': 'ki lô mét vuông',
  km2: 'ki lô mét vuông',
  km: 'ki lô mét',
  'm²': 'mét vuông',
  m2: 'mét vuông',
  'm³': 'mét khối',
  m3: 'mét khối',
  m: 'mét',
  dm: 'đề xi mét',
  cm: 'xăng ti mét',
  mm: 'mi li mét',
  ha: 'héc ta',
  kg: 'ki lô gam',
  mg: 'mi li gam',
  g: 'gam',
  l: 'lít',
  ml: 'mi li lít',
  kWh: 'ki lô oát giờ',
  KWh: 'ki lô oát giờ',
  kW: 'ki lô oát',
  KW: 'ki lô oát',
  MWh: 'mê ga oát giờ',
  MW: 'mê ga oát',
  W: 'oát',
  kV: 'ki lô vôn',
  KV: 'ki lô vôn',
  V: 'vôn',
  Hz: 'héc',
  kHz: 'ki lô héc',
  MHz: 'mê ga héc',
  dB: 'đề xi ben',
  KB: 'ki lô bai',
  MB: 'mê ga bai',
  GB: 'gi ga bai',
  TB: 'tê ra bai',
  Mbps: 'mê ga bít trên giây',
  đ: 'đồng',
  VNĐ: 'đồng',
  VND: 'đồng',
  vnđ: 'đồng',
  USD: 'đô la Mỹ',
  $: 'đô la Mỹ',
  EUR: 'ơ rô',
  '€': 'ơ rô',
}

const escaped = Object.keys(UNITS)
  .toSorted((a, b) => b.length - a.length)
  .map((unit) => unit.replace(/[$/]/g, '\\$&'))
const UNIT = new RegExp(String.raw` ?(${escaped.join('|')})(?![\p{L}\d²³])`, 'uy')

/** The unit that stands at a place, after a space at most. */
export function unitAt(text: string, at: number): { length: number; said: string } | undefined {
  UNIT.lastIndex = at
  const found = UNIT.exec(text)
  const said = found?.[1] === undefined ? undefined : UNITS[found[1]]
  return found && said !== undefined ? { length: found[0].length, said } : undefined
}
