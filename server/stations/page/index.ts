/** The page behind a ward's link, written on the server: without scripts all of it works. */
export { CHECK_SCRIPT } from './check-script.ts'
export { type PageFacts, type WardPlayerTold, type WardWordsOnPage, wardPage } from './page.ts'
export { escaped, messagePage, sendPage, unknownLinkPage } from './sheet.ts'
