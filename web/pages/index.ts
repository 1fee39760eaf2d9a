/** The pages by name, each fetched when it is first opened. */
import type { Component } from 'svelte'
import type { PageName, Place } from '../paths.ts'

/** A page that needs its address gets it as `place`. */
type PageOf<N extends PageName> = Component<{ place: Extract<Place, { page: N }> }> | Component<Record<string, never>>
type Loaders = { [N in PageName]: () => Promise<{ default: PageOf<N> }> }

export const pages: Loaders = {
  'set-up': () => import('./set-up/SetUp.svelte'),
  'sign-in': () => import('./sign-in/SignIn.svelte'),
  today: () => import('./today/Today.svelte'),
  editions: () => import('./editions/Editions.svelte'),
  edition: () => import('./edition/Edition.svelte'),
  studio: () => import('./studio/Studio.svelte'),
  calendar: () => import('./calendar/Calendar.svelte'),
  'on-air': () => import('./on-air/OnAir.svelte'),
  wards: () => import('./wards/Wards.svelte'),
  log: () => import('./log/Log.svelte'),
  settings: () => import('./settings/Settings.svelte'),
  unknown: () => import('./Unknown.svelte'),
}
