/** Approval: what was submitted to leaders, what they answered and how, signed papers, and what was taken back. */
export { registerApprovals } from './routes.ts'
export { approvalStateOf, editionApproval, requestOf, waitingRequests } from './view.ts'
