/** What a visitor holds in their hands: each learns to trust in its own way. */
export const DEVICES = ['android', 'iphone', 'windows', 'mac', 'linux', 'firefox'] as const
export type Device = (typeof DEVICES)[number]

export const DEVICE_WORDS: Record<Device, string> = {
  android: 'Điện thoại Android',
  iphone: 'iPhone, iPad',
  windows: 'Windows',
  mac: 'Máy Mac',
  linux: 'Linux (Chrome)',
  firefox: 'Firefox trên máy tính',
}

/** What the browser says of itself. */
export interface Agent {
  userAgent: string
  /** How many fingers its screen follows: an iPad calls itself a Mac, but follows five. */
  maxTouchPoints: number
}

/** The visitor's device, as far as the browser tells; Windows, which most stations have, where it tells nothing. */
export function deviceOf({ userAgent, maxTouchPoints }: Agent): Device {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'iphone'
  if (/Android/.test(userAgent)) return 'android'
  if (/Macintosh/.test(userAgent) && maxTouchPoints > 1) return 'iphone'
  if (/Firefox\//.test(userAgent)) return 'firefox'
  if (/Macintosh|Mac OS X/.test(userAgent)) return 'mac'
  if (/Linux|X11|CrOS/.test(userAgent)) return 'linux'
  return 'windows'
}

export const isHandheld = (device: Device) => device === 'android' || device === 'iphone'

/** The devices in the order of the visitor: their own first. */
export function inOrderFor(own: Device): Device[] {
  return [own, ...DEVICES.filter((device) => device !== own)]
}
