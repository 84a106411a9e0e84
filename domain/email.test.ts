import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emailOf, emailPart, mailtoOf } from './email.ts'

describe('a mail address', () => {
  test.each([
    ['ada@example.com', 'ada@example.com'],
    [' Ada@Example.COM ', 'ada@example.com'],
    ['r&d@example.com', 'r&d@example.com'],
    ['user#1@example.com', 'user#1@example.com'],
    ["!#$%&'*+/=?^_`{|}~-@example.com", "!#$%&'*+/=?^_`{|}~-@example.com"],
    ['a/b=c~d!e%f@example.com', 'a/b=c~d!e%f@example.com'],
    ['user@пример.рф', 'user@xn--e1afmkfd.xn--p1ai'],
    ['user@example.xn--p1ai', 'user@example.xn--p1ai'],
    ['kunde@müller.example', 'kunde@xn--mller-kva.example'],
    ['kunde@mu\u0308ller.example', 'kunde@xn--mller-kva.example'],
    ['KUNDE@XN--MLLER-KVA.example', 'kunde@xn--mller-kva.example'],
    ['用户@例子。公司', '用户@xn--fsqu00a.xn--55qx5d'],
    ['ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ', 'taro@example.jp'],
    ['José@example.com', 'josé@example.com'],
    ['Jose\u0301@example.com', 'josé@example.com'],
    ['\u202aada@example.com\u202c\u200b', 'ada@example.com'],
    ['ada\u00a0', null],
    ['ada@my\u2011shop.example', 'ada@my-shop.example'],
  ])('typed as %j is %j', (typed, email) => expect(emailOf(typed)).toBe(email))

  test.each([
    'ada',
    '@example.com',
    'ada@',
    'ada@localhost',
    'ada@example',
    'ada@example.c',
    'ada@-example.com',
    'ada@example-.com',
    'ada@exa_mple.com',
    'ada@ex%61mple.com',
    'ada@example.com:80',
    'ada@user:pass@',
    'ada@127.0.0.1',
    'ada@[127.0.0.1]',
    'ada@1.2',
    'ada@example..com',
    'ada@example.com.',
    `ada@${'a'.repeat(64)}.com`,
    '.ada@example.com',
    'ada.@example.com',
    'a..b@example.com',
    'a b@example.com',
    'a@b@example.com',
    '"a b"@example.com',
    'a,b@example.com',
    'a\u0000b@example.com',
    'Ada <ada@example.com>',
    '',
  ])('%j is none', (typed) => expect(emailOf(typed)).toBeNull())

  test('stays in its form, and everything that was taken before is taken', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (typed) => {
        const email = emailOf(typed)
        expect(email).toBe(typed.toLowerCase())
        expect(emailOf(email ?? '')).toBe(email)
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (local, name) => {
        const email = emailOf(`${local}@${name}.example`)
        if (email !== null) expect(emailOf(email)).toBe(email)
      }),
    )
  })
})

test.each([
  ['Müller', 'xn--mller-kva'],
  ['ada@müller.example', 'ada@xn--mller-kva.example'],
  ['ADA', 'ada'],
  ['ada lovelace', 'ada lovelace'],
  ['12', '12'],
  ['', ''],
])('looked for by %j it is looked for by %j', (typed, part) => expect(emailPart(typed)).toBe(part))

test('a link to it means the address and nothing else', () => {
  expect(mailtoOf('r&d?cc=x#1@example.com')).toBe('mailto:r%26d%3Fcc%3Dx%231@example.com')
  expect(mailtoOf('ada@example.com')).toBe('mailto:ada@example.com')
})
