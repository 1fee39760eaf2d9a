/** What the two-minute tour shows: a station, its ward stations, one month's script and the reads of it. */
export { readPath } from './reads.ts'
export { DEMO_SCRIPT, type DemoItem } from './script.ts'
export { DEMO_APPROVER, DEMO_STATION, DEMO_WARD_STATIONS } from './station.ts'
