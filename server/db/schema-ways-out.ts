import type { Exposed, HandOver } from '../contract/index.ts'

/** Ways out of the station: the public address, feeds, hand-overs on a stick, object storage. */
export interface WaysOutTables {
  public_addresses: PublicAddressesTable
  address_tests: AddressTestsTable
  address_arrivals: AddressArrivalsTable
  hand_overs: HandOversTable
  hand_over_wards: HandOverWardsTable
  buckets: BucketsTable
  bucket_files: BucketFilesTable
}

/** The newest row counts. */
interface PublicAddressesTable {
  id: string
  /** Null: none any more. */
  origin: string | null
  /** JSON list of addresses and subnets. */
  proxies: string
  exposed: Exposed
  set_by: string
  set_at: number
}

interface AddressTestsTable {
  id: string
  origin: string
  /** JSON. */
  findings: string
  tested_by: string
  tested_at: number
}

/** A telephone that came by the page of a test. */
interface AddressArrivalsTable {
  id: string
  test_id: string
  from_address: string
  arrived_at: number
}

interface HandOversTable {
  id: string
  edition_id: string
  render_id: string
  way: HandOver['way']
  folder_name: string
  path: string | null
  /** JSON. */
  files: string
  given_to: string
  given_by: string
  given_at: number
}

interface HandOverWardsTable {
  hand_over_id: string
  ward_station_id: string
}

/** The newest row counts. */
interface BucketsTable {
  id: string
  is_on: number
  endpoint: string
  region: string
  bucket: string
  prefix: string
  is_path_style: number
  access_key_id: string
  secret_access_key: string
  link_minutes: number
  set_by: string
  set_at: number
}

/** A file that arrived whole in a bucket. */
interface BucketFilesTable {
  id: string
  /** Endpoint, bucket: where it lies, whatever the settings say today. */
  place: string
  object_key: string
  sha256: string
  bytes: number
  kept_at: number
}
