import type { Authority } from './authority.ts'

/**
 * The configuration profile by which iPhone and iPad take an authority in (Apple, Configuration Profile Reference: payload
 * `com.apple.security.root`). Its identities come from the certificate, so that a second download replaces the first.
 */
export function configurationProfile({ certificate, name }: Authority): string {
  const print = certificate.fingerprint256.replaceAll(':', '').toLowerCase()
  const identifier = `vn.len-song.${print.slice(0, 16)}`
  const data = certificate.raw.toString('base64')
  const title = escapeXml(name)
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadCertificateFileName</key><string>Len-Song-CA.cer</string>
      <key>PayloadContent</key><data>${data}</data>
      <key>PayloadDisplayName</key><string>${title}</string>
      <key>PayloadIdentifier</key><string>${identifier}.root</string>
      <key>PayloadType</key><string>com.apple.security.root</string>
      <key>PayloadUUID</key><string>${uuid(print.slice(0, 32))}</string>
      <key>PayloadVersion</key><integer>1</integer>
    </dict>
  </array>
  <key>PayloadDescription</key><string>Để Safari mở được địa chỉ an toàn của đài và thu âm bằng máy này.</string>
  <key>PayloadDisplayName</key><string>${title}</string>
  <key>PayloadIdentifier</key><string>${identifier}</string>
  <key>PayloadRemovalDisallowed</key><false/>
  <key>PayloadType</key><string>Configuration</string>
  <key>PayloadUUID</key><string>${uuid(print.slice(32))}</string>
  <key>PayloadVersion</key><integer>1</integer>
</dict>
</plist>
`
}

function uuid(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
