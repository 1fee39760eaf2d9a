/** What is written on the file systems of sticks and foreign disks. */
const FOREIGN = new Set(['vfat', 'msdos', 'exfat', 'ntfs', 'ntfs3', 'fuseblk', 'hfsplus', 'udf', 'iso9660'])
/** Where Linux desktops and people mount what is plugged in (FHS 3.0, 3.11 and 3.12; udisks). */
const MOUNTED_UNDER = ['/media/', '/run/media/', '/mnt/']
/** What the machine itself starts from is not a stick, whatever its file system. */
const OWN = ['/boot', '/efi']

/**
 * Where sticks and foreign disks are mounted, out of a list of mounts as Linux writes it (`proc(5)`, mounts). In the order of
 * the list, each once.
 */
export function removableMounts(mounts: string): string[] {
  const found = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([device = '', path = '', type = '']) => device !== '' && isForSticks(decoded(path), type))
    .map(([, path = '']) => decoded(path))
  return [...new Set(found)]
}

function isForSticks(path: string, type: string): boolean {
  if (OWN.some((own) => path === own || path.startsWith(`${own}/`))) return false
  return FOREIGN.has(type) || MOUNTED_UNDER.some((root) => path.startsWith(root))
}

/** Blanks and the like are written as `\040`, each byte three octal digits. */
function decoded(path: string): string {
  const bytes = path.replace(
    /\\([0-3][0-7]{2})/g,
    (_, digits: string) => `%${Number.parseInt(digits, 8).toString(16).padStart(2, '0')}`,
  )
  try {
    return decodeURIComponent(bytes.replace(/%(?![0-9a-f]{2})/g, '%25'))
  } catch {
    return path
  }
}
