/** Object storage: editions' files in a province's S3-compatible bucket, and links to them that expire. */
export { BucketDesk } from './desk.ts'
export { registerBucket } from './routes.ts'
