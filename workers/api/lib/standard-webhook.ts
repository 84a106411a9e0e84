/**
 * Headers that prove whom a request is from, as Standard Webhooks has them (standardwebhooks.com, 1.0.0): HMAC-SHA-256
 * over `id.timestamp.body`, base64. Libraries that check them exist for most languages.
 */
const PREFIX = 'whsec_'
const encoder = new TextEncoder()

/** 256 random bits, as the format writes them. */
export const newWebhookSecret = (): string =>
  PREFIX + Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64')

/** Signed with each of the secrets, so that whoever checks may change over when it likes. */
export async function webhookHeaders(
  body: string,
  secrets: readonly string[],
  nowMs: number,
): Promise<Record<string, string>> {
  const id = `msg_${crypto.randomUUID()}`
  const timestamp = String(Math.floor(nowMs / 1000))
  const signatures = await Promise.all(secrets.map((secret) => signatureOf(`${id}.${timestamp}.${body}`, secret)))
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}

async function signatureOf(content: string, secret: string): Promise<string> {
  const bytes = Buffer.from(secret.slice(PREFIX.length), 'base64')
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const mac = await crypto.subtle.sign('HMAC', key, encoder.encode(content))
  return `v1,${Buffer.from(mac).toString('base64')}`
}
