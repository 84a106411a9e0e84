/**
 * Addresses that others name and we go to: none of them may lead anywhere inside.
 *
 * Guard     https only, unless `allowHttp`; no user name or password; no name or number that means this machine, a private
 *           network or a cloud's metadata service, in whatever spelling (the URL parser brings decimal, octal and
 *           hexadecimal addresses into one). A public name that resolves to a private address is left to the platform,
 *           whose fetch does not reach private networks. Redirects are the caller's to refuse.
 */
export interface UrlRules {
  allowHttp?: boolean
  /** This machine by its usual names: for whoever develops a service on it. */
  allowLoopback?: boolean
}

/** In UTF-16 units: what servers and browsers commonly take. */
const MAX_URL_LENGTH = 2048

/** The address, or why it is not gone to. */
export function publicUrl(text: string, { allowHttp = false, allowLoopback = false }: UrlRules = {}): URL | string {
  const url = text.length <= MAX_URL_LENGTH ? URL.parse(text) : null
  if (!url) return 'That is not a web address.'
  if (url.protocol !== 'https:' && !(allowHttp && url.protocol === 'http:')) return 'Only https addresses are fetched.'
  if (url.username || url.password) return 'An address with a password is not fetched.'
  if (allowLoopback && LOOPBACK.has(url.hostname)) return url
  return isPublicHost(url.hostname) ? url : 'That address is not on the public internet.'
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Names that never leave a machine or a network, or mean nothing there (RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476;
 * `internal` is reserved by ICANN).
 */
const LOCAL_SUFFIXES = [
  'localhost',
  'localdomain',
  'local',
  'internal',
  'intranet',
  'lan',
  'arpa',
  'onion',
  'alt',
  'invalid',
]

/** `hostname` as the URL parser leaves it: lower case, IPv4 in four decimals, IPv6 in brackets. */
export function isPublicHost(hostname: string): boolean {
  let length = hostname.length
  while (hostname[length - 1] === '.') length -= 1
  const host = hostname.slice(0, length)
  if (host.startsWith('[')) return isPublicIpv6(host.slice(1, -1))
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return isPublicIpv4(host)
  if (!host.includes('.')) return false
  return !LOCAL_SUFFIXES.some((suffix) => host === suffix || host.endsWith(`.${suffix}`))
}

/** Special-purpose networks of IPv4 (IANA registry, RFC 6890), with multicast and the reserved rest. */
const SPECIAL_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
].map((network) => {
  const [base = '', bits = ''] = network.split('/')
  return { base: toNumber(base), size: 2 ** (32 - Number(bits)) }
})

function isPublicIpv4(address: string): boolean {
  const number = toNumber(address)
  return !SPECIAL_IPV4.some(({ base, size }) => number >= base && number < base + size)
}

function toNumber(address: string): number {
  return address.split('.').reduce((number, part) => number * 256 + Number(part), 0)
}

/** Only global unicast (2000::/3), and of it none that is documentation or carries an IPv4 address inside (6to4, Teredo). */
function isPublicIpv6(address: string): boolean {
  const [first = 0, second = 0] = address.split(':', 2).map((group) => Number.parseInt(group || '0', 16))
  if (first < 0x2000 || first > 0x3ffe) return false
  if (first === 0x2002) return false
  return first !== 0x2001 || (second >= 0x200 && second !== 0xdb8)
}
