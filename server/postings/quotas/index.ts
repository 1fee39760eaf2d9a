/** What units and the station owe on channels: kept, and counted against what was posted. */
export { holdsIn, postedWithin, quotaPeriodName, quotaSpan, standingOf } from './rules.ts'
export { addQuotas, endQuota, listQuotas, type QuotaRow } from './store.ts'
