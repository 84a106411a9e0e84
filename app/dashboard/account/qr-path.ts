/** A QR code as one SVG path in a square of `size` modules: drawn by React, so no markup is pasted into a page. */
import { encode } from 'uqr'

export interface QrPath {
  size: number
  path: string
}

export function qrPath(text: string): QrPath {
  const { data, size } = encode(text, { ecc: 'M', border: 2 })
  const modules = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return { size, path: modules.join('') }
}
