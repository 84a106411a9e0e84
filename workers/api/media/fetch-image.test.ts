import { afterEach, describe, expect, test, vi } from 'vitest'
import { SAMPLES } from '#tests/workers/sample-images.ts'
import { fetchImage } from './fetch-image.ts'
import { MAX_IMAGE_BYTES } from './inspect-image.ts'

afterEach(() => void vi.restoreAllMocks())

const answering = (answer: (request: { url: string; init?: RequestInit }) => Response | Promise<Response>) =>
  vi
    .spyOn(globalThis, 'fetch')
    .mockImplementation(async (input, init) => answer({ url: String(input), init: init as RequestInit }))

describe('an address that leads inside is never asked', () => {
  test.each([
    'https://localhost/a.png',
    'https://localhost./a.png',
    'https://localhost../a.png',
    'https://LOCALHOST/a.png',
    'https://localhost.localdomain/a.png',
    'https://metadata.google.internal../a.png',
    'https://10.0.0.1../a.png',
    'https://shop.localhost/a.png',
    'https://metadata.google.internal/a.png',
    'https://printer.local/a.png',
    'https://router.lan/a.png',
    'https://nas.home.arpa/a.png',
    'https://intranet/a.png',
    'https://127.0.0.1/a.png',
    'https://127.1/a.png',
    'https://127.0.0.1./a.png',
    'https://2130706433/a.png',
    'https://0x7f000001/a.png',
    'https://0x7f.0.0.1/a.png',
    'https://0177.0.0.1/a.png',
    'https://017700000001/a.png',
    'https://①②⑦.0.0.1/a.png',
    'https://0/a.png',
    'https://0.0.0.0/a.png',
    'https://10.1.2.3/a.png',
    'https://100.64.0.1/a.png',
    'https://169.254.169.254/latest/meta-data',
    'https://2852039166/latest/meta-data',
    'https://0xa9fea9fe/latest/meta-data',
    'https://172.16.0.1/a.png',
    'https://172.31.255.255/a.png',
    'https://192.168.0.1/a.png',
    'https://192.0.2.1/a.png',
    'https://198.19.255.255/a.png',
    'https://224.0.0.1/a.png',
    'https://255.255.255.255/a.png',
    'https://[::]/a.png',
    'https://[::1]/a.png',
    'https://[0:0:0:0:0:0:0:1]/a.png',
    'https://[::ffff:127.0.0.1]/a.png',
    'https://[::ffff:7f00:1]/a.png',
    'https://[::ffff:a9fe:a9fe]/a.png',
    'https://[64:ff9b::7f00:1]/a.png',
    'https://[2002:7f00:1::]/a.png',
    'https://[2001::1]/a.png',
    'https://[2001:db8::1]/a.png',
    'https://[fc00::1]/a.png',
    'https://[fd12:3456::1]/a.png',
    'https://[fe80::1]/a.png',
    'https://[ff02::1]/a.png',
  ])('%s', async (url) => {
    const fetch = answering(() => new Response(SAMPLES.png))
    for (const allowHttp of [false, true]) {
      const result = await fetchImage(url, { allowHttp })
      expect(result).toEqual({ outcome: 'failed', reason: 'That address is not on the public internet.' })
    }
    expect(fetch).not.toHaveBeenCalled()
  })
})

describe('an address that is no place for a picture is never asked', () => {
  test.each([
    ['not an address', 'That is not a web address.'],
    ['', 'That is not a web address.'],
    ['/images/a.png', 'That is not a web address.'],
    ['http://images.example/a.png', 'Only https addresses are fetched.'],
    ['ftp://images.example/a.png', 'Only https addresses are fetched.'],
    ['file:///etc/passwd', 'Only https addresses are fetched.'],
    ['data:image/png;base64,AAAA', 'Only https addresses are fetched.'],
    ['javascript:alert(1)', 'Only https addresses are fetched.'],
    ['https://user:secret@images.example/a.png', 'An address with a password is not fetched.'],
  ])('%s', async (url, reason) => {
    const fetch = answering(() => new Response(SAMPLES.png))
    expect(await fetchImage(url)).toEqual({ outcome: 'failed', reason })
    expect(fetch).not.toHaveBeenCalled()
  })
})

describe('a public address', () => {
  test.each([
    'https://images.example/a.png',
    'https://1.1.1.1/a.png',
    'https://172.32.0.1/a.png',
    'https://[2606:4700::1111]/a.png',
    'https://internal.example/a.png',
  ])('%s is fetched', async (url) => {
    answering(() => new Response(SAMPLES.png))
    expect(await fetchImage(url)).toEqual({ outcome: 'fetched', bytes: SAMPLES.png })
  })

  test('is fetched by http where that is allowed', async () => {
    answering(() => new Response(SAMPLES.png))
    expect(await fetchImage('http://images.example/a.png', { allowHttp: true })).toMatchObject({ outcome: 'fetched' })
  })

  test('gets no cookie, and no redirect is followed', async () => {
    const fetch = answering(({ init }) => {
      expect(init?.redirect).toBe('manual')
      return new Response(null, { status: 302, headers: { location: 'http://169.254.169.254/' } })
    })
    expect(await fetchImage('https://images.example/a.png')).toEqual({
      outcome: 'failed',
      reason: 'The address leads on to another one.',
    })
    expect(fetch).toHaveBeenCalledOnce()
  })

  test.each([
    [404, 'The server answered 404.'],
    [500, 'The server answered 500.'],
  ])('that answers %i says so', async (status, reason) => {
    answering(() => new Response('no', { status }))
    expect(await fetchImage('https://images.example/a.png')).toEqual({ outcome: 'failed', reason })
  })

  test('that cannot be reached, or is empty, says so', async () => {
    answering(() => Promise.reject(new TypeError('Network connection lost')))
    expect(await fetchImage('https://images.example/a.png')).toMatchObject({
      reason: 'The server could not be reached.',
      isSilent: true,
    })
    answering(() => new Response(''))
    expect(await fetchImage('https://images.example/a.png')).toMatchObject({ reason: 'The server sent an empty file.' })
  })

  test('that takes too long says so', async () => {
    answering(() => Promise.reject(new DOMException('The operation timed out', 'TimeoutError')))
    expect(await fetchImage('https://images.example/a.png')).toMatchObject({
      reason: 'The server took longer than 8 seconds.',
      isSilent: true,
    })
  })

  test('that never ends is left after 10 MB', async () => {
    let sent = 0
    let cancelled = false
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1024 * 1024
        controller.enqueue(new Uint8Array(1024 * 1024))
      },
      cancel() {
        cancelled = true
      },
    })
    answering(() => new Response(endless))
    expect(await fetchImage('https://images.example/a.png')).toMatchObject({
      reason: 'The picture is larger than 10 MB.',
    })
    expect(sent).toBeLessThan(MAX_IMAGE_BYTES + 4 * 1024 * 1024)
    expect(cancelled).toBe(true)
  })
})
