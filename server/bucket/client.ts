import { createReadStream } from 'node:fs'
import type { S3Client } from '@aws-sdk/client-s3'
import { attachment } from '../media/index.ts'
import type { KeptBucket } from './store.ts'

const CONNECT_WITHIN_MS = 5_000
/** Without a byte in either direction for this long a connection is given up. */
const SILENT_WITHIN_MS = 60_000

const FORBIDDEN = 403

/** What fails is thrown, and told where it is known what it means; nothing is said past that. */
const SILENT = { trace: () => {}, debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** A file that lies on this machine and goes into a bucket. */
export interface Sending {
  key: string
  path: string
  bytes: number
  sha256: string
  mediaType: string
}

/**
 * A bucket, spoken to by the official client. Checksums that some servers do not know (CRC of the newer clients, in trailers of
 * a streamed body) are sent only where a server requires them; the body's SHA-256, which every server of this kind has to
 * check (AWS Signature Version 4, `x-amz-content-sha256`), is signed instead.
 */
export class BucketClient {
  readonly #client: S3Client
  readonly #s3: typeof import('@aws-sdk/client-s3')
  readonly #settings: KeptBucket

  private constructor(client: S3Client, s3: typeof import('@aws-sdk/client-s3'), settings: KeptBucket) {
    this.#client = client
    this.#s3 = s3
    this.#settings = settings
  }

  /** The client is loaded when it is wanted: most stations have no bucket. */
  static async open(settings: KeptBucket): Promise<BucketClient> {
    const s3 = await import('@aws-sdk/client-s3')
    const client = new s3.S3Client({
      endpoint: settings.endpoint,
      region: settings.region,
      forcePathStyle: settings.isPathStyle,
      credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      maxAttempts: 2,
      logger: SILENT,
      requestHandler: { connectionTimeout: CONNECT_WITHIN_MS, requestTimeout: SILENT_WITHIN_MS },
    })
    return new BucketClient(client, s3, settings)
  }

  /** Puts a file there and asks whether all of it arrived. Rejects with what the client throws. */
  async put({ key, path, bytes, sha256, mediaType }: Sending, signal?: AbortSignal): Promise<void> {
    const command = new this.#s3.PutObjectCommand({
      Bucket: this.#settings.bucket,
      Key: key,
      Body: createReadStream(path),
      ContentLength: bytes,
      ContentType: mediaType,
      Metadata: { sha256 },
    })
    command.middlewareStack.add(
      (next) => (args) => {
        const { request } = args as { request: { headers: Record<string, string> } }
        request.headers['x-amz-content-sha256'] = sha256
        return next(args)
      },
      { step: 'build', name: 'signTheBody' },
    )
    await this.#client.send(command, { ...(signal && { abortSignal: signal }) })
    const kept = await this.bytesOf(key)
    if (kept !== bytes) throw new Error(`${key}: ${kept} of ${bytes} bytes arrived`)
  }

  /** How many bytes lie under a name; undefined where nothing does. Rejects where the bucket does not answer. */
  async bytesOf(key: string): Promise<number | undefined> {
    try {
      const found = await this.#client.send(new this.#s3.HeadObjectCommand({ Bucket: this.#settings.bucket, Key: key }))
      return found.ContentLength
    } catch (cause) {
      if (cause instanceof this.#s3.S3ServiceException && cause.$metadata.httpStatusCode === 404) return undefined
      throw cause
    }
  }

  /**
   * Rejects where the bucket does not answer, or says that it cannot at the moment. A refusal is an answer: keys that may read
   * and write files are often forbidden to ask after the bucket itself.
   */
  async greet(signal: AbortSignal): Promise<void> {
    const command = new this.#s3.HeadBucketCommand({ Bucket: this.#settings.bucket })
    await this.#client.send(command, { abortSignal: signal }).catch((cause: unknown) => {
      const isForbidden =
        cause instanceof this.#s3.S3ServiceException && (cause.$metadata.httpStatusCode ?? 0) === FORBIDDEN
      if (!isForbidden) throw cause
    })
  }

  async remove(key: string): Promise<void> {
    await this.#client.send(new this.#s3.DeleteObjectCommand({ Bucket: this.#settings.bucket, Key: key }))
  }

  /** An address that whoever has it may fetch from for a while, without a key. `saveAs`: offered as the name of the file. */
  async linkTo(key: string, { saveAs, mediaType }: { saveAs: string; mediaType: string }): Promise<string> {
    const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner')
    const command = new this.#s3.GetObjectCommand({
      Bucket: this.#settings.bucket,
      Key: key,
      ResponseContentDisposition: attachment(saveAs),
      ResponseContentType: mediaType,
    })
    return getSignedUrl(this.#client, command, { expiresIn: this.#settings.linkMinutes * 60 })
  }

  close(): void {
    this.#client.destroy()
  }
}
