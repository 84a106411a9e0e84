/** Who is at the other end of a request: for limits, for the audit log, for the list of sessions. */
import ipaddr from 'ipaddr.js'
import { readForwarded } from '#contract/forwarded.ts'
import { DEVICE_HEADER } from '#contract/identity.ts'
import type { Env } from '../config/env.ts'

export interface Client {
  /** What is counted as one address: the IP address, or the network that an IPv6 customer has to choose from. Never stored. */
  counted: string
  /** Cut to its network, /24 or /48: what is kept. */
  network: string
  userAgent: string
  /** Proof that an account has been used in this browser before. */
  deviceToken: string | null
  /** Origin that the person asked for, as a signed header or the request itself says. */
  origin: string
}

const MAX_USER_AGENT = 300

export async function clientOf(request: Request, env: Env): Promise<Client> {
  const forwarded = await readForwarded(request.headers, env)
  const ip = forwarded?.client || request.headers.get('cf-connecting-ip') || ''
  // Most requests ask for one of these at most, and an address takes longer to read than a header.
  return {
    get counted() {
      return countedAddress(ip)
    },
    get network() {
      return networkOf(ip)
    },
    get userAgent() {
      return (request.headers.get('user-agent') ?? '').slice(0, MAX_USER_AGENT)
    },
    get deviceToken() {
      return request.headers.get(DEVICE_HEADER)
    },
    get origin() {
      const url = new URL(request.url)
      return forwarded ? `${url.protocol}//${forwarded.host}` : url.origin
    },
  }
}

/** `203.0.113.9` → `203.0.113.0/24`; `2001:db8:1:2::3` → `2001:db8:1::/48`; empty for what is no address. */
export function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ''
  const address = ipaddr.process(ip) // an IPv4 address in IPv6 clothes is an IPv4 address
  return address.kind() === 'ipv4'
    ? `${ipaddr.IPv4.networkAddressFromCIDR(`${address}/24`)}/24`
    : `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/48`)}/48`
}

function countedAddress(ip: string): string {
  if (!ipaddr.isValid(ip)) return ''
  const address = ipaddr.process(ip)
  return address.kind() === 'ipv4' ? address.toString() : `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`)}`
}
