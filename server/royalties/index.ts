/** The royalty ledger (sổ nhuận bút): works and reads that were heard, what is due for them, no payroll. */
export { registerRoyalties } from './routes.ts'
