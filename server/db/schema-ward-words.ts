/** What wards say of airings: aired, not aired and why, proofs; withdrawals told; reminders. */
export type WardWordsTables = Record<never, never>
