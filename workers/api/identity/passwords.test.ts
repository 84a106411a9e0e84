import { argon2id } from '@noble/hashes/argon2.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { describe, expect, test } from 'vitest'
import { hashPassword, refuseCommonPassword, verifyPassword } from './passwords.ts'

const NEW = { id: '2026', secret: 'the-pepper-of-this-year-0123456789' }
const OLD = { id: '2025', secret: 'the-pepper-of-last-year-0123456789' }
const now = { passwordPepper: [NEW, OLD] }
const lastYear = { passwordPepper: [OLD] }

describe('a password hash', () => {
  test('is what another implementation of RFC 9106 and 2104 makes of the same input', async () => {
    const stored = await hashPassword('correct horse', now)
    const [, , , settings, salt = '', tag = ''] = stored.split('$')
    expect(settings).toBe(`m=19456,t=2,p=1,keyid=${Buffer.from('2026').toString('base64').replaceAll('=', '')}`)
    const text = (content: string) => new TextEncoder().encode(content)
    const peppered = hmac(sha256, text(NEW.secret), text('correct horse'))
    const expected = argon2id(peppered, Buffer.from(salt, 'base64'), { t: 2, m: 19_456, p: 1, dkLen: 32 })
    expect(Buffer.from(tag, 'base64').equals(Buffer.from(expected))).toBe(true)
  })

  test('differs for the same password, and is right for no other', async () => {
    const [one, two] = [await hashPassword('correct horse', now), await hashPassword('correct horse', now)]
    expect(one).not.toBe(two)
    expect(await verifyPassword('correct horse', one, now)).toEqual({ isRight: true, isOutdated: false })
    for (const wrong of ['correct horsf', 'Correct horse', 'correct horse ', '']) {
      expect(await verifyPassword(wrong, one, now)).toEqual({ isRight: false, isOutdated: false })
    }
  })

  test('uses all of a long password', async () => {
    const long = 'x'.repeat(255)
    const stored = await hashPassword(`${long}a`, now)
    expect((await verifyPassword(`${long}b`, stored, now)).isRight).toBe(false)
    expect((await verifyPassword(`${long}a`, stored, now)).isRight).toBe(true)
  })

  test('of last year’s pepper is right and asks to be renewed; without that pepper nothing is right', async () => {
    const stored = await hashPassword('correct horse', lastYear)
    expect(await verifyPassword('correct horse', stored, now)).toEqual({ isRight: true, isOutdated: true })
    expect((await verifyPassword('correct horse', stored, { passwordPepper: [NEW] })).isRight).toBe(false)
  })

  test('that is none, or is broken, is right for nothing', async () => {
    for (const stored of [null, '', 'plain', '$argon2id$v=19$m=1,t=1,p=1$AAAA$AAAA', '$2b$10$abc']) {
      expect(await verifyPassword('correct horse', stored, now)).toEqual({ isRight: false, isOutdated: false })
    }
  })
})

describe('a common password', () => {
  test.each(['password', 'PASSWORD', '12345678', 'qwertyuiop', 'iloveyou', 'aaaaaaaaaaaa', 'abababababab'])(
    '%s is refused',
    async (password) => {
      await expect(refuseCommonPassword(password, 'password')).rejects.toMatchObject({ code: 'password_too_common' })
    },
  )

  test('is also the own address', async () => {
    await expect(
      refuseCommonPassword('Ada.Lovelace', 'password', { name: 'Ada', email: 'ada.lovelace@example.com' }),
    ).rejects.toMatchObject({
      details: [{ path: 'password' }],
    })
  })

  test.each(['four wet penguins', 'パスワードではない', 'tr0ub4dor&3x'])('is not %s', async (password) => {
    await expect(
      refuseCommonPassword(password, 'password', { name: 'Ada', email: 'ada@example.com' }),
    ).resolves.toBeUndefined()
  })
})
