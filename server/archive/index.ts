/** Lưu trữ: everything that was aired, by year, and yearly packages that open offline. Nothing of it is ever removed. */
export { registerArchive } from './routes.ts'
