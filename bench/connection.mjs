/**
 * One kept-alive HTTP/1.1 connection: as little work on this side as can be, since client and server share the machine, and
 * the same for every row, so that ratios are of servers.
 */
import net from 'node:net'

export class Connection {
  #socket
  #waiting = null
  #chunks = []
  #bytes = 0
  #needed = 0

  static open(port) {
    return new Promise((resolve, reject) => {
      const socket = net.connect({ port, host: '127.0.0.1', noDelay: true })
      socket.once('error', reject)
      socket.once('connect', () => {
        socket.off('error', reject)
        resolve(new Connection(socket))
      })
    })
  }

  constructor(socket) {
    this.#socket = socket
    socket.on('data', (chunk) => this.#receive(chunk))
    const fail = (error) => this.#waiting?.reject(error ?? new Error('The server closed the connection'))
    socket.on('error', fail)
    socket.on('close', () => fail())
  }

  /** `text` is a whole request, made by `requestText`. Resolves with status, head and body. */
  send(text) {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#socket.write(text)
    })
  }

  close() {
    this.#waiting = null
    this.#socket.destroy()
  }

  #receive(chunk) {
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
    if (this.#bytes < this.#needed) return
    const data = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks)
    const answer = readAnswer(data)
    if (typeof answer === 'number') {
      this.#needed = answer
      this.#chunks = [data]
      return
    }
    this.#chunks = []
    this.#bytes = 0
    this.#needed = 0
    const { resolve } = this.#waiting
    this.#waiting = null
    resolve(answer)
  }
}

export function requestText(method, path, headers = {}, body = '') {
  const lines = Object.entries({ host: 'demo.localhost', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  const length = method === 'GET' ? '' : `content-length: ${Buffer.byteLength(body)}\r\n`
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}${length}\r\n${body}`
}

/** The answer, or how many bytes there must be before it is worth another look. */
function readAnswer(data) {
  const headEnd = data.indexOf('\r\n\r\n')
  if (headEnd < 0) return data.length + 1
  const head = data.latin1Slice(0, headEnd)
  const status = Number(head.slice(9, 12))
  const start = headEnd + 4
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)
  if (length) {
    const end = start + Number(length[1])
    return data.length < end ? end : { status, head, body: data.subarray(start, end) }
  }
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) return readChunks(data, start, status, head)
  return { status, head, body: data.subarray(start) }
}

function readChunks(data, start, status, head) {
  const parts = []
  for (let at = start; ; ) {
    const lineEnd = data.indexOf('\r\n', at)
    if (lineEnd < 0) return data.length + 1
    const size = Number.parseInt(data.latin1Slice(at, lineEnd), 16)
    const end = lineEnd + 2 + size
    if (data.length < end + 2) return end + 2
    if (size === 0) return { status, head, body: Buffer.concat(parts) }
    parts.push(data.subarray(lineEnd + 2, end))
    at = end + 2
  }
}
