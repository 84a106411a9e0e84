import net from 'node:net'
import { expect, inject, test } from 'vitest'
import { call, makeStore } from './api.ts'

const port = inject('port')
const origin = `http://localhost:${port}`
/** More than may wait to start a cart in one store, if they took a place. */
const DAWDLERS = 100

/** Sends the head of a request and the first byte of its body, and no more; the status line that it hears. */
function dawdle(path: string): Promise<string> {
  const head = [
    `POST /api/v1${path} HTTP/1.1`,
    `host: localhost:${port}`,
    'content-type: application/json',
    'content-length: 1000',
  ]
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(`${head.join('\r\n')}\r\n\r\n{`))
    socket.once('data', (bytes) => {
      resolve(bytes.toString().split('\r\n')[0] ?? '')
      socket.destroy()
    })
    socket.once('error', reject)
    socket.once('close', () => resolve('closed'))
  })
}

test('sockets that send no more than a byte keep nobody from starting a cart, and are given up', async () => {
  const store = await makeStore(origin, 'slow')
  const path = `/stores/${store.id}/carts`
  const dawdling = Array.from({ length: DAWDLERS }, () => dawdle(path))
  const begun: number[] = []
  for (let cart = 0; cart < 10; cart++) begun.push((await call(origin, path, { method: 'POST' })).status)
  expect(begun).toEqual(Array(10).fill(201))
  expect(new Set(await Promise.all(dawdling))).toEqual(new Set(['HTTP/1.1 408 Request Timeout']))
  expect((await call(origin, path, { method: 'POST' })).status).toBe(201)
})
