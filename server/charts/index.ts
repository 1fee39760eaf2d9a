/** A year in pictures: what the charts are drawn from. */
export { registerCharts } from './routes.ts'
