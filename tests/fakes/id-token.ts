/** Google's signed word about a person, and the ways in which it can be false. */
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'

export interface Person {
  subject: string
  email: string
  name: string
  isVerified: boolean
}

interface Claimed {
  person: Person
  nonce: string | null
  issuer: string
  clientId: string
  tamper: string | null
}

/** One published key, and one that nobody has heard of. */
export function idTokenSigner() {
  const keys = Promise.all([generateKeyPair('RS256', { extractable: true }), generateKeyPair('RS256')])

  async function publicKeys() {
    const [good] = await keys
    return [{ ...(await exportJWK(good.publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' }]
  }

  async function sign({ person, nonce, issuer, clientId, tamper }: Claimed): Promise<string> {
    const nowS = Math.floor(Date.now() / 1000)
    const claims = {
      iss: tamper === 'wrong_issuer' ? 'https://accounts.elsewhere.example' : issuer,
      aud: tamper === 'wrong_audience' ? 'another-client' : clientId,
      azp: tamper === 'wrong_party' ? 'another-client' : clientId,
      sub: person.subject,
      nonce: tamper === 'wrong_nonce' ? 'another-nonce' : (nonce ?? undefined),
      iat: tamper === 'expired' ? nowS - 7200 : nowS,
      ...(tamper === 'no_expiry' ? {} : { exp: tamper === 'expired' ? nowS - 3600 : nowS + 3600 }),
      email: person.email,
      email_verified: person.isVerified,
      name: person.name || undefined,
    }
    if (tamper === 'alg_none') return new UnsecuredJWT(claims).encode()
    const [good, other] = await keys
    const kid = tamper === 'unknown_key' ? 'key-9' : 'key-1'
    const token = new SignJWT(claims)
    if (tamper === 'shared_secret') {
      // The public key, which everybody has, taken for a shared secret.
      const secret = new TextEncoder().encode(JSON.stringify(await publicKeys()))
      return token.setProtectedHeader({ alg: 'HS256', kid, typ: 'JWT' }).sign(secret)
    }
    const { privateKey } = tamper === 'other_key' || tamper === 'unknown_key' ? other : good
    return token.setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' }).sign(privateKey)
  }

  return { publicKeys, sign }
}
